"""Why an action was refused. Each carries what a person needs to mend it."""

from django.utils.translation import gettext_lazy as _


class ActionRefused(Exception):
    """An action that changed nothing. ``message`` says what happened, ``mend`` what to do."""

    message = _("The action was refused.")
    mend = ""

    def __init__(self, message=None, *, mend=None):
        self.message = message or self.message
        self.mend = mend if mend is not None else self.mend
        super().__init__(str(self.message))

    def __str__(self):
        return " ".join(str(part) for part in (self.message, self.mend) if part)


class NotReady(ActionRefused):
    """Blocking findings stand against the document. ``findings`` lists them all."""

    message = _("The page is not ready to be published.")
    mend = _("Mend what the checklist names, save, and submit again.")

    def __init__(self, findings):
        self.findings = findings
        super().__init__()


class NoActor(ActionRefused):
    message = _("Every action needs the person who does it.")


class NotYourRole(ActionRefused):
    message = _("Your role does not allow this.")
    mend = _("Ask an administrator, or somebody who holds the role.")


class OwnWork(ActionRefused):
    message = _("You changed this page since its last published version: you cannot decide on it.")
    mend = _("Somebody who contributed nothing to it has to decide.")


class SameMailbox(OwnWork):
    message = _("Another account with your e-mail address worked on this page or decided on it.")
    mend = _("Somebody else has to decide.")


class ConflictDeclared(OwnWork):
    """``mend`` names what the conflict is about."""

    message = _("You declared a conflict of interest that touches this page.")


class AlreadyDecided(ActionRefused):
    message = _("This was decided already.")
    mend = _("Open the queue again to see where it stands.")


class AlreadyOpen(ActionRefused):
    message = _("A submission of this page is already waiting for review.")
    mend = _("Wait for its decision, or cancel it first.")


class StaleDocument(ActionRefused):
    """The digest in the form is not that of the submission: something changed meanwhile."""

    message = _("What you looked at is not what is waiting now.")
    mend = _("Read the page as it stands and decide again.")


class BaseMoved(ActionRefused):
    message = _("The public page has changed since this was submitted.")
    mend = _("Cancel this submission and submit the draft again.")


class ChangedMeanwhile(ActionRefused):
    message = _("Somebody saved the draft while it was being submitted.")
    mend = _("Read the draft as it stands and submit it again.")


class NothingChanged(ActionRefused):
    message = _("The draft says exactly what the public page says.")
    mend = _("There is nothing to review.")


class UnattributedEdit(ActionRefused):
    message = _("A change of this draft does not say who made it.")
    mend = _("Changes are made in the desk or by a command that names a person.")


class SlugTaken(ActionRefused):
    message = _("Another page has, or had, this address.")
    mend = _("Choose another address for the draft.")


class BadAddress(ActionRefused):
    message = _("The address of the page cannot be used.")
    mend = _("Letters a to z, digits and single hyphens only, for example “riluzole”.")


class NotApproved(ActionRefused):
    message = _("Approvals are still missing.")
    mend = _("It is published when each required role has approved it.")


class NotDue(ActionRefused):
    message = _("It is not due yet.")
    mend = _("It is published at its time, or resubmit it with another one.")


class NotPublic(ActionRefused):
    message = _("This page is not public.")
    mend = ""


class CommentNeeded(ActionRefused):
    message = _("Say what has to change.")
    mend = _("Write a comment for the author.")


class WarningsOpen(ActionRefused):
    """Warnings nobody has acknowledged; ``warnings`` lists them."""

    message = _("Some warnings are not acknowledged.")
    mend = _("Give a reason beside each; the public sees it.")

    def __init__(self, warnings):
        self.warnings = warnings
        super().__init__()


class TooManyAtOnce(ActionRefused):
    message = _("A batch holds at most 200 submissions.")
    mend = _("Decide on these first; the rest can follow.")


class NotAlike(ActionRefused):
    """The documents, compared again, do not all show the same change of an outside record alone."""

    message = _("These submissions do not all change the same, or change more than that.")
    mend = _("Decide on each of them on its own page.")


class MaterialChange(ActionRefused):
    message = _("A change that matters to readers is not decided in a batch.")
    mend = _("Decide on each of these submissions on its own page.")


class NothingLeft(ActionRefused):
    """Nothing remains to be decided together; ``left_out`` holds pairs (submission, reason)."""

    message = _("None of these submissions can be decided by you in a batch.")
    mend = _("Open the queue again to see where they stand.")

    def __init__(self, left_out=()):
        self.left_out = list(left_out)
        super().__init__()


class NewWarnings(ActionRefused):
    """Left out of a batch: a warning stands that nobody has given a reason for."""

    message = _("A warning stands against it that the live version did not have.")
    mend = _("Decide on it on its own page.")


class InAnotherBatch(ActionRefused):
    """Left out of a batch: drawing again is not offered."""

    message = _("It stands in a batch of yours that is not decided yet.")
    mend = _("Decide on that batch first.")


class NotYourBatch(NotYourRole):
    message = _("Another reviewer opened this batch.")
    mend = _("Open a batch of your own.")


class SampleUnread(ActionRefused):
    """Pages that were drawn and not read yet; ``items`` lists them."""

    message = _("Some of the pages that were drawn have not been read.")
    mend = _("Read each of them to its end, and say so there.")

    def __init__(self, items):
        self.items = items
        super().__init__()
