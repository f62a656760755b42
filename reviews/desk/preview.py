"""A document that is not public on its public page: what readers would see, for the desk alone.

The page is put together as a live one is (``published.Page``, the kind's ``beside``), so that what
a reviewer reads here is what will stand there. Only the colophon, the banner above it and what
search engines read in the head differ.
"""

from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from reviews import canonical, kinds, published
from reviews.models import Entry, Removal, Version

UNDECIDED = canonical.dump(
    {"approved_by": [], "warnings": [], "ruleset": "", "checks_passed": 0},
)
# Publishing settles these; the page after it no longer carries them.
SETTLED = ("registry_changed",)


def response(request, entry, document, *, digest, back, note):
    """Render a document of an entry as its page. Private, never stored, never indexed."""
    kind = kinds.get(document["kind"])
    page = page_of(entry, document, digest=digest)
    today = timezone.now().date()
    context = {
        **page.context(today=today),
        **kind.stands_beside(page, today),
        "nav": kind.path,
        "page_template": kind.template,
        "back": back,
        "note": note,
        "title": _("Preview"),
    }
    answer = render(request, "desk/preview.html", context)
    patch_cache_control(answer, private=True, no_store=True)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def page_of(entry, document, *, digest):
    """The published.Page there would be if this document became the next version now."""
    number = next_number(entry)
    shown = Entry(
        pk=entry.pk, kind=entry.kind, language=entry.language, slug=document["slug"] or "-"
    )
    version = Version(entry=shown, number=number, digest=digest, colophon=UNDECIDED)
    standing = entry.advisories.filter(cleared_event=None).exclude(kind__in=SETTLED)
    return published.Page(
        shown,
        version,
        document,
        tuple(standing.order_by("raised_at", "kind").values_list("kind", "raised_at")),
        is_live=True,
        newest=number,
        torn=Removal.objects.filter(entry=entry, version__number=number - 1).exists(),
    )


def next_number(entry):
    """The number the next version of an entry would have."""
    last = entry.versions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
