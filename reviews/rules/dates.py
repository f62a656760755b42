"""R46: a page says when it was reviewed and when it is due again, within twelve months."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, Context, Finding, Rule
from reviews.rules.walk import KINDS, day, part

LAST, NEXT = "/review/last_reviewed", "/review/next_review"


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
        yield from _span(last, due)


def _span(last: datetime.date, due: datetime.date) -> Iterator[Finding]:
    if due <= last:
        yield REVIEW_DATES.blocks(
            NEXT, _("The next review is not after the last."), _("Set a later date."), due
        )
    elif due > a_year_after(last):
        yield REVIEW_DATES.blocks(
            NEXT,
            _("More than twelve months lie between the reviews."),
            _("Set the next review at most twelve months after the last."),
            due,
        )


def a_year_after(when: datetime.date) -> datetime.date:
    """Return the same day of the next year; 1 March for 29 February."""
    try:
        return when.replace(year=when.year + 1)
    except ValueError:
        return when.replace(year=min(when.year + 1, datetime.MAXYEAR), month=3, day=1)


REVIEW_DATES = Rule(
    "R46",
    "review-dates",
    BLOCK,
    KINDS,
    "page",
    gettext_lazy("Last and next review are stated, in order, and at most twelve months apart"),
    _check,
)
RULES = (REVIEW_DATES,)
