"""The public template with a document that is not public: the reader's view, for the desk alone."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from reviews import kinds


def response(request, document, *, number, digest, back, note):
    """Render a document as its page would look. Private, never stored, never indexed."""
    kind = kinds.get(document["kind"])
    url = kind.url(document["slug"])
    context = {
        "page_template": kind.template,
        "document": document,
        "entry": {"url": url, "versions_url": f"{url}versions/"},
        "version": {
            "number": number,
            "digest": digest,
            "published_at": None,
            "url": f"{url}versions/{number}/",
            "json_url": "",
            "is_live": True,  # no banner of an old version
        },
        "colophon": {"approved_by": [], "warnings": [], "ruleset": "", "checks_passed": 0},
        "advisories": [],
        "panel": None,
        "today": timezone.now().date(),
        "nav": kind.path,
        "back": back,
        "note": note,
        "title": _("Preview"),
    }
    answer = render(request, "desk/preview.html", context)
    patch_cache_control(answer, private=True, no_store=True)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def next_number(entry):
    """The number the next version of an entry would have."""
    last = entry.versions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
