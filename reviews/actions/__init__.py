"""Every change of state of the workflow. Desk, commands and tests come through here alone.

Each action is keyword-only, names its actor in ``by``, locks, checks, writes and records one
event, all in one transaction. A refusal is a ``reviews.errors.ActionRefused`` and changes nothing.
"""

from reviews.actions.advisories import clear_advisory, raise_advisory
from reviews.actions.batches import decide_batch, mark_opened, open_batch
from reviews.actions.conflicts import declare_conflict, end_conflict
from reviews.actions.deciding import cancel_submission, decide
from reviews.actions.importing import import_page
from reviews.actions.people import erase_person
from reviews.actions.publishing import publish, publish_due
from reviews.actions.removing import remove
from reviews.actions.retractions import warn_of_retractions
from reviews.actions.submitting import examine, open_entry, submit

__all__ = [
    "cancel_submission",
    "clear_advisory",
    "decide",
    "decide_batch",
    "declare_conflict",
    "end_conflict",
    "erase_person",
    "examine",
    "import_page",
    "mark_opened",
    "open_batch",
    "open_entry",
    "publish",
    "publish_due",
    "raise_advisory",
    "remove",
    "submit",
    "warn_of_retractions",
]
