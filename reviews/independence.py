"""Who is too near to a page to decide on it. Asked at each decision and again at publication."""

import re

from reviews import canonical
from reviews.errors import ConflictDeclared, OwnWork, SameMailbox
from reviews.models import User
from reviews.models.people import email_key
from reviews.search.words import fold

WORD = re.compile(r"[^\W_]+")
# Parts of a document in which a name says nothing about what the page is on.
BESIDE = frozenset({"sources", "notices", "citations", "html"})


def too_near(person, submission):
    """The refusal that keeps this person from deciding on a submission, or None."""
    if submission.contributors.filter(user=person).exists():
        return OwnWork()
    if _shares_a_mailbox(person, submission):
        return SameMailbox()
    if (conflict := conflict_of(person, submission)) is not None:
        return ConflictDeclared(mend=f"{conflict.about} ({conflict.declared_at:%Y-%m-%d})")
    return None


def _shares_a_mailbox(person, submission):
    """Whether another account with this person's address worked on it or decided on it.

    Two active accounts never share one, but an earlier account may have been switched off.
    """
    key = email_key(person.email)
    if not key:
        return False
    worked = User.objects.filter(pk__in=submission.contributors.values("user"))
    decided = User.objects.filter(pk__in=submission.decisions.values("reviewer"))
    others = (worked | decided).exclude(pk=person.pk).values_list("email", flat=True)
    return key in {email_key(email) for email in others}


def conflict_of(person, submission):
    """A standing declared conflict of this person that touches the submitted page, or None."""
    standing = list(person.conflicts.filter(ended_event=None).select_related("entry"))
    if not standing:
        return None
    said = _words(" ".join(_texts(canonical.load(submission.document))))
    for conflict in standing:
        if conflict.entry_id == submission.entry_id or (
            conflict.name and _words(conflict.name) in said
        ):
            return conflict
    return None


def _texts(part):
    """Every text of a document that is about its subject."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key not in BESIDE:
                yield from _texts(value)


def _words(text):
    """Whole words alone, so that one name is not found inside another."""
    return f" {' '.join(WORD.findall(fold(text)))} "
