"""Lists of live pages: strict filters, chips to take them away, and paging by key."""

from dataclasses import dataclass, field

import django_filters
from django.core import signing
from django.core.exceptions import BadRequest
from django.db.models import Count, F, Func, Q, Subquery
from django.utils.translation import gettext as _

from reviews.models.published import Listing

SIZE = 25
PAGING = ("after", "before")
LONGEST_CURSOR = 800
SHOWN = 60  # characters of a refused parameter that are repeated
_signer = signing.Signer(salt="reviews.lists")


class BadParameters(BadRequest):
    """Query parameters that a page does not know, or knows once only. The text is for readers."""


def refuse_unknown(query, allowed):
    """Raise BadParameters for a parameter that is not allowed or given more than once."""
    for name in query:
        if name not in allowed:
            raise BadParameters(_("This page knows no “%(name)s”.") % {"name": name[:SHOWN]})
        if len(query.getlist(name)) > 1:
            raise BadParameters(_("“%(name)s” was given more than once.") % {"name": name[:SHOWN]})


class StrictFilters(django_filters.FilterSet):
    """A FilterSet over listings that refuses what it does not know instead of ignoring it."""

    class Meta:
        model = Listing
        fields = ()

    @classmethod
    def checked(cls, query, rows, **known):
        """The bound filters, all valid; ``known`` goes to the class. Raises BadParameters."""
        refuse_unknown(query, {*cls.base_filters, *PAGING})
        filters = cls(query, queryset=rows, **known)
        if not filters.form.is_valid():
            name = next(iter(filters.form.errors))
            text = _("“%(name)s” has a value this page does not know.")
            raise BadParameters(text % {"name": name})
        return filters

    def chips(self):
        """Filters in use as [{label, remove_url}]."""
        chips = []
        for name, bound in self.form.fields.items():
            value = self.form.cleaned_data.get(name)
            if value not in (None, ""):
                word = dict(getattr(bound, "choices", ())).get(value, value)
                label = f"{bound.label}: {word}"
                chips.append({"label": label, "remove_url": address(self.data, without=name)})
        return chips


def address(query, *, without=(), **changes):
    """The query string with parameters changed or taken away; paging and blanks always go."""
    kept = query.copy()
    for name in (*PAGING, *([without] if isinstance(without, str) else without)):
        kept.pop(name, None)
    for name, value in changes.items():
        kept[name] = value
    for name in [name for name, value in kept.items() if value == ""]:
        kept.pop(name)
    return f"?{kept.urlencode()}" if kept else "?"


@dataclass
class ListPage:
    """Cards of one page of a list. ``total`` counts the whole list."""

    items: list = field(default_factory=list)
    total: int = 0
    next_url: str = ""
    previous_url: str = ""


def page(rows, query, *, make_card, size=SIZE):
    """One page of listings in order of title, found by key: deep pages cost what the first does."""
    back = bool(query.get("before"))
    key = _key(query.get("before") or query.get("after"))
    found = _window(rows, key, back)[: size + 1]
    found = list(found.annotate(whole=_count(rows)))
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    total = found[0].whole if found else 0
    result = ListPage([make_card(row) for row in found], total)
    if found and (more or back):
        result.next_url = address(query, after=_cursor(found[-1]))
    if found and (more if back else key):
        result.previous_url = address(query, before=_cursor(found[0]))
    return result


def context(page, filters, *, total_text, kind):
    """What every template of a list is given."""
    return {
        "page": page,
        "next_url": page.next_url,
        "previous_url": page.previous_url,
        "filter_form": filters.form,
        "chips": filters.chips(),
        "total_text": total_text,
        "nav": kind.path,
    }


def _window(rows, key, back):
    order = ("-sort_title", "-slug") if back else ("sort_title", "slug")
    if key:
        title, slug = key
        sign = "lt" if back else "gt"
        same = Q(sort_title=title, **{f"slug__{sign}": slug})
        rows = rows.filter(**{f"sort_title__{sign}e": title})
        rows = rows.filter(Q(**{f"sort_title__{sign}": title}) | same)
    return rows.order_by(*order)


def _count(rows):
    """The number of rows as a scalar subquery, so that page and total are one statement."""
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT"))
    return Subquery(counted.values("n"))


def _cursor(row):
    # Signed is not secret, and the gaps between entry numbers would count drafts.
    return _signer.sign_object([row.sort_title, row.slug])


def _key(text):
    """(sort title, slug) of a cursor, or None. Raises BadParameters."""
    if not text:
        return None
    try:
        title, slug = _signer.unsign_object(text[:LONGEST_CURSOR])
    except (signing.BadSignature, ValueError):
        raise BadParameters(_("This place in the list does not exist.")) from None
    return title, slug


def counted(rows, name):
    """Values of a column with how often each stands, most common first."""
    return rows.values_list(name).annotate(n=Count("pk")).order_by("-n", name)
