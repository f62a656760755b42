"""The public pages of trials. They read live versions and rows derived from them."""

from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from reviews import lists, pages, published, related
from trials import reading
from trials.filters import TrialFilters
from trials.kind import TRIAL
from trials.models.facets import TrialCountry


@require_safe
def trials(request):
    """The list from A to Z, filtered by what the address says."""
    rows = published.listings(TRIAL)
    countries = list(lists.counted(TrialCountry.objects, "country"))
    filters = TrialFilters.checked(request.GET, rows, countries=countries)
    page = lists.page(filters.qs, request.GET, make_card=published.card)
    total = ngettext("%(n)s trial", "%(n)s trials", page.total) % {"n": page.total}
    context = lists.context(page, filters, total_text=total, kind=TRIAL)
    if not request.GET.get("recruitment"):
        context["recruiting_url"] = lists.address(request.GET, recruitment="open")
    return render(request, "trials/list.html", context)


def trial(request, slug):
    return pages.live(request, TRIAL, slug, more=beside)


def trial_version(request, slug, number):
    return pages.permanent(request, TRIAL, slug, number, more=standing_now)


def trial_versions(request, slug):
    return pages.history(request, TRIAL, slug)


def standing_now(page, today):
    """Where the trial stands today, by what was approved, standing advisories and its age."""
    warnings = page.advisory_kinds
    where = reading.standing(page.document, warnings, today, is_live=page.is_live)
    return {"standing": where}


def beside(page, today):
    """What stands beside a live trial: where it stands, and the pages around it."""
    return standing_now(page, today) | related.related(page, today)
