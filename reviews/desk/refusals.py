"""A refused action is an answer, not an error: what happened, what was kept, what to do."""

from django.db import DatabaseError, IntegrityError
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reviews.canonical import NotCanonical
from reviews.errors import ActionRefused, AlreadyDecided, NoActor, NotYourRole, OwnWork
from reviews.markdown import MarkdownError

FORBIDDEN = (NotYourRole, OwnWork, NoActor)

# What an action, or building a document from a draft, may answer instead of doing it.
REFUSALS = (ActionRefused, MarkdownError, NotCanonical, IntegrityError)


class CannotBeBuilt(ActionRefused):
    """A text of the draft cannot be made into a document."""

    message = _("A text of this draft cannot be put on a page.")


def worded(error):
    """Any of REFUSALS as an ActionRefused.

    An IntegrityError here is the gate of the database, which was asked second: somebody else was
    quicker. Anything the database refuses for another reason is not for the desk to explain away.
    """
    if isinstance(error, ActionRefused):
        return error
    if isinstance(error, DatabaseError):
        return AlreadyDecided()
    return CannotBeBuilt(mend=str(error))


def status_of(error):
    """403 where another person has to act, 409 where the state of things has to change."""
    return 403 if isinstance(error, FORBIDDEN) else 409


def page(request, site, error, *, back, back_label):
    """A page of its own for a refusal that has no form to go back to."""
    error = worded(error)
    context = {
        **site.each_context(request),
        "title": _("Not done"),
        "refusal": error,
        "back": back,
        "back_label": back_label,
    }
    return render(request, "desk/refused.html", context, status=status_of(error))
