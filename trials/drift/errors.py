"""Why a record was not taken over."""

from django.utils.translation import gettext_lazy as _

from reviews.errors import ActionRefused


class RecordMoved(ActionRefused):
    """A still newer record came while the person was reading; nothing was taken over."""

    message = _("The registry sent a still newer record while you were reading.")
    mend = _("Read what it changes, below, and accept that one.")


class NothingNewer(ActionRefused):
    message = _("The draft shows this record already.")
    mend = _("There is nothing to accept.")


class OtherTrial(ActionRefused):
    message = _("This record is of another trial.")
    mend = _("Open the trial again and accept the record shown there.")


class DraftMoved(ActionRefused):
    message = _("Somebody saved this draft while you were reading.")
    mend = _("Look at the draft as it stands now, and accept the record again.")


class TooMany(ActionRefused):
    message = _("At most 200 records are accepted at once.")
    mend = _("Take fewer; the rest can follow.")


class NothingChosen(ActionRefused):
    message = _("No trial was chosen.")
    mend = _("Tick at least one.")


class NotAlike(ActionRefused):
    """Left out of a batch: the record does not change what the others of its group change."""

    message = _("Its record changes other things than those you saw.")
    mend = _("Open it and accept the record there.")


class OtherEdits(ActionRefused):
    """Left out of a batch: the draft has more to say than the registry."""

    message = _("Its draft also holds edits that are not public yet.")
    mend = _("Open it and accept the record there.")


class StillWaiting(ActionRefused):
    """Left out of a batch: the page waits for review."""

    message = _("A submission of it is waiting for review.")
    mend = _("Wait for its decision, or accept the record on its own page.")


class NothingPublic(ActionRefused):
    """Not submitted in a batch: a first version is read as a whole."""

    message = _("It has no public version yet.")
    mend = _("Submit it from its own page once it is complete.")
