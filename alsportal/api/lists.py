"""Lists of live pages, with their filters."""

from django.db.models import Exists, OuterRef, Q

from alsportal.api import envelope, paging, parameters
from alsportal.api.reading import data_as_of, live, pages
from alsportal.api.views import ApiView
from therapies.models.facets import TherapyStatus
from therapies.status import STATUSES
from therapies.words import THERAPY_TYPE, TOPIC
from trials.filters import oldest
from trials.models.facets import TrialCountry
from trials.status import OPEN
from trials.words import PHASE, STATUS


class PageList(ApiView):
    """Live pages of one kind, in the order of their addresses; two queries."""

    kind = ""

    def answer(self, asked):
        name = self.operation[0]
        rows = live(self.kind)
        if asked["cursor"] is not None:
            rows = rows.filter(slug__gt=asked["cursor"])
        rows = list(self.filtered(rows, asked)[: asked["limit"] + 1])
        shown, page = paging.page_of(
            rows, limit=asked["limit"], name=name, key=lambda entry: entry.slug
        )
        return {
            "data": [envelope.item(row) for row in pages(shown)],
            "page": page,
            "meta": {"data_as_of": data_as_of(shown)},
        }


class TherapyList(PageList):
    """Live therapy pages in the order of their addresses, each whole, in the envelope that every
    item of this API has. `status` and `jurisdiction` together ask for one status in one place."""

    kind = "therapy"
    operation = ("therapies", "List therapies")
    tag = "Therapies"
    shape = "TherapyList"
    parameters = (
        parameters.choice("status", STATUSES, "Regulatory status in at least one jurisdiction."),
        parameters.pattern(
            "jurisdiction",
            "[A-Z]{2}",
            "Jurisdictions with a known regulatory event: US, EU, GB, JP …",
            mend="Use two capital letters, such as US or EU.",
        ),
        parameters.choice("type", THERAPY_TYPE, "Type of therapy."),
        paging.limit(),
        paging.cursor("therapies"),
    )

    def filtered(self, rows, asked):
        where = {key: asked[key] for key in ("status", "jurisdiction") if asked[key]}
        if where:
            statuses = TherapyStatus.objects.filter(entry=OuterRef("pk"), **where)
            rows = rows.filter(Exists(statuses))
        if asked["type"]:
            rows = rows.filter(therapy_facets__therapy_type=asked["type"])
        return rows


class TrialList(PageList):
    """Live trial pages in the order of their registry numbers, each whole. `recruiting` goes by
    what was approved, by advisories since and by age, whichever is most cautious."""

    kind = "trial"
    operation = ("trials", "List trials")
    tag = "Trials"
    shape = "TrialList"
    parameters = (
        parameters.choice("status", STATUS, "Recruitment status, in the registry's own word."),
        parameters.flag("recruiting", "Whether the trial is open to new people."),
        parameters.choice("phase", [*PHASE, "NA"], "One of the trial's phases; NA: not phased."),
        parameters.text("country", "A country with a site, in English, as in Spain.", longest=100),
        paging.limit(),
        paging.cursor("trials"),
    )

    def filtered(self, rows, asked):
        if asked["status"]:
            rows = rows.filter(trial_facets__status=asked["status"])
        if asked["recruiting"] is not None:
            is_open = Q(trial_facets__recruitment=OPEN, trial_facets__status_as_of__gte=oldest())
            rows = rows.filter(is_open if asked["recruiting"] else ~is_open)
        if asked["phase"]:
            rows = rows.filter(_has_word("trial_facets__phases", asked["phase"]))
        if asked["country"]:
            places = TrialCountry.objects.filter(
                entry=OuterRef("pk"), country__iexact=asked["country"]
            )
            rows = rows.filter(Exists(places))
        return rows


class GuideList(PageList):
    """Live guides in the order of their addresses, each whole."""

    kind = "guide"
    operation = ("guides", "List guides")
    tag = "Guides"
    shape = "GuideList"
    parameters = (
        parameters.choice("topic", TOPIC, "What the guide is about."),
        paging.limit(),
        paging.cursor("guides"),
    )

    def filtered(self, rows, asked):
        return rows.filter(guide_facets__topic=asked["topic"]) if asked["topic"] else rows


class WordList(PageList):
    """Live words of the glossary in the order of their addresses, each whole."""

    kind = "term"
    operation = ("words", "List words")
    tag = "Words"
    shape = "WordList"
    parameters = (paging.limit(), paging.cursor("words"))

    def filtered(self, rows, asked):
        return rows


def _has_word(column, word):
    """One of the words between blanks: PHASE1 is not in EARLY_PHASE1."""
    return (
        Q(**{column: word})
        | Q(**{f"{column}__startswith": f"{word} "})
        | Q(**{f"{column}__endswith": f" {word}"})
        | Q(**{f"{column}__contains": f" {word} "})
    )
