"""What the history pages of a draft show: its saves, one person's saves, two of them compared."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from reviews.desk.saves import Journal
from reviews.models import User

ON_A_PAGE = 20
TO_CHOOSE_FROM = 200


def listed(draft, query, url_of):
    """Template context of a page of saves. ``url_of(change)`` leads to the row as it was, or ""."""
    journal = Journal(draft)
    saves = journal.saves()
    names = names_of(saves)
    person = _person(query.get("person"), names)
    chosen = [save for save in saves if person is None or save.who == person]
    page = Paginator(chosen, ON_A_PAGE).get_page(query.get("p"))
    told = journal.changes(page.object_list)
    return {
        "page": page,
        "saves": [
            {
                "save": save,
                "who": names.get(save.who, ""),
                "changes": [(change, url_of(change)) for change in changes],
            }
            for save, changes in told
        ],
        "people": [
            {"name": name, "url": _address(person=pk), "here": pk == person}
            for pk, name in sorted(names.items(), key=lambda item: item[1])
        ],
        "person": person,
        "older": _address(person=person, p=page.next_page_number()) if page.has_next() else "",
        "newer": _address(person=person, p=page.previous_page_number())
        if page.has_previous()
        else "",
        "points": points(saves, names),
    }


def compared(draft, query):
    """Template context of two points of the journal. Raises Http404 for a point there is not."""
    journal = Journal(draft)
    saves = journal.saves()
    names = names_of(saves)
    by_key = {save.key: number for number, save in enumerate(saves)}
    places = [by_key.get(query.get(name)) for name in ("from", "to")]
    if None in places:
        raise Http404
    newer, older = (saves[place] for place in sorted(places))  # newest come first
    between = saves[min(places) : max(places)]
    return {
        "changes": journal.between(older.key, newer.key),
        "older_save": older,
        "newer_save": newer,
        "count": len(between),
        "between": sorted({names.get(save.who, "") for save in between} - {""}),
        "points": points(saves, names),
        "title": _("Two saves compared"),
    }


def names_of(saves):
    """{id: public name} of everybody who saved."""
    people = {save.who for save in saves} - {None}
    return {user.pk: user.public_name for user in User.objects.filter(pk__in=people)}


def points(saves, names):
    """The saves to choose from, newest first: [{key, number, at, who, why}]."""
    return [
        {
            "key": save.key,
            "number": len(saves) - place,
            "at": save.at,
            "who": names.get(save.who, ""),
            "why": save.why,
        }
        for place, save in enumerate(saves[:TO_CHOOSE_FROM])
    ]


def _person(text, names):
    known = {str(pk): pk for pk in names}
    return known.get(text or "")


def _address(**query):
    return "?" + urlencode({name: value for name, value in query.items() if value})
