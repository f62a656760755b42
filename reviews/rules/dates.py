"""R46: a page says when it was reviewed and when it is due again.

Medicine moves fast: at most twelve months lie between. The meaning of a word lasts longer: 36.
"""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, day, part

LAST, NEXT = "/review/last_reviewed", "/review/next_review"
YEARS = {"term": 3}  # one, for all other kinds


def _check(document: dict, context: Context) -> Iterator[Finding]:
    review = part(document, "review")
    last, due = day(review.get("last_reviewed")), day(review.get("next_review"))
    for place, value in ((LAST, last), (NEXT, due)):
        if value is None:
            yield REVIEW_DATES.blocks(
                place, _("A review date is missing."), _("Fill in both review dates.")
            )
    if last and last > context.today:
        yield REVIEW_DATES.blocks(
            LAST,
            _("The last review lies in the future."),
            _("Enter the day on which the whole page was last checked."),
            last,
        )
    if due and due < context.today:
        yield REVIEW_DATES.blocks(
            NEXT,
            _("The page is overdue for review."),
            _("Check the whole page again, then set both dates anew."),
            due,
        )
    if last and due:
        yield from _span(last, due, YEARS.get(document.get("kind", ""), 1))


def _span(last: datetime.date, due: datetime.date, years: int) -> Iterator[Finding]:
    if due <= last:
        yield REVIEW_DATES.blocks(
            NEXT, _("The next review is not after the last."), _("Set a later date."), due
        )
    elif due > years_after(last, years):
        yield REVIEW_DATES.blocks(
            NEXT,
            _("More than %d months lie between the reviews.") % (12 * years),
            _("Set the next review at most %d months after the last.") % (12 * years),
            due,
        )


def years_after(when: datetime.date, years: int = 1) -> datetime.date:
    """Return the same day so many years later; 1 March for a 29 February that is none."""
    year = min(when.year + years, datetime.MAXYEAR)
    try:
        return when.replace(year=year)
    except ValueError:
        return when.replace(year=year, month=3, day=1)


REVIEW_DATES = Rule(
    "R46",
    "review-dates",
    BLOCK,
    KINDS,
    "page",
    gettext_lazy("Last and next review are stated, in order, and not too far apart"),
    _check,
)
RULES = (REVIEW_DATES,)
