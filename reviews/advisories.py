"""Typed notices with fixed, approved wording, which only ever make a page more cautious."""

from django.utils.translation import gettext_lazy as _

OVERDUE = "overdue"
REGISTRY_CHANGED = "registry_changed"
SOURCE_RETRACTED = "source_retracted"
RECALLED = "recalled"

WORDING = {
    OVERDUE: _(
        "This page is due for review. Newer facts may be missing; look at its sources and ask "
        "your ALS team."
    ),
    REGISTRY_CHANGED: _(
        "The trial registry has changed since this page was checked: it no longer lists this "
        "trial as open. Look at the registry record before you plan anything."
    ),
    SOURCE_RETRACTED: _(
        "A source of this page was retracted or is under a formal concern. What rests on it is "
        "being checked."
    ),
    RECALLED: _("A statement on this page was found to be wrong and is being corrected."),
}


def text(kind):
    """The approved wording of a kind of advisory; KeyError for a kind that has none."""
    return str(WORDING[kind])
