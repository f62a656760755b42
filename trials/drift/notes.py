"""The change note and the kind of change that an accepted record calls for."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from reviews import documents
from reviews.models import Draft
from trials.drift import wording

LENGTH = Draft._meta.get_field("change_note").max_length
ChangeKind = Draft.ChangeKind


def note(differences, *, language="en") -> str:
    """What changed in one public line, what matters first; in the language of the page."""
    with override(language):
        told = [one for one in differences if not one.housekeeping]
        told.sort(key=lambda one: not one.material)
        lines = [wording.short(one) for one in told]
        return _joined(lines) or _("The registry’s record was updated: only its dates changed.")


def _joined(lines: list[str]) -> str:
    """As many lines as fit; how many are left out is said."""
    for length in range(len(lines), -1, -1):
        left = len(lines) - length
        more = [_("%(n)d more") % {"n": left}] if left else []
        text = "; ".join([*lines[:length], *more])
        if len(text) <= LENGTH:
            return text
    return ""


def kind(differences) -> str:
    """Material as soon as one difference is."""
    return ChangeKind.MATERIAL if any(one.material for one in differences) else ChangeKind.MINOR


def proposed(trial, differences) -> dict:
    """{change_kind, change_note} for a draft that takes a record over.

    A page that is not public yet keeps what it says: it has nothing to have changed from. What the
    draft says of other edits, not public yet, stays before the new words.
    """
    live = trial.entry.live_version
    if live is None:
        return {"change_kind": trial.change_kind, "change_note": trial.change_note}
    words, weight = note(differences, language=trial.entry.language), kind(differences)
    earlier = _unpublished_change(trial)
    if earlier:
        both = f"{earlier['note']}; {words}" if earlier["note"] else words
        words = both if len(both) <= LENGTH else earlier["note"]
        weight = ChangeKind.MATERIAL if earlier["kind"] == ChangeKind.MATERIAL else weight
    return {"change_kind": weight, "change_note": words}


def _unpublished_change(trial):
    """What the draft says of its change, if that is not what the live version said; or None."""
    mine = {"kind": trial.change_kind, "note": trial.change_note}
    said = documents.read(trial.entry.live_version.document)["change"]
    return mine if mine != said else None
