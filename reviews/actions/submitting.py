"""From draft to frozen submission."""

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews import batching, canonical, context, documents, events, journal, kinds, roles, rules
from reviews.actions.again import again_if_given_up
from reviews.actions.guards import require_role
from reviews.errors import (
    AlreadyOpen,
    BadAddress,
    ChangedMeanwhile,
    NothingChanged,
    NotReady,
)
from reviews.models import Contributor, Entry, RequiredRole, Submission


@dataclass(frozen=True)
class Examination:
    """What a draft would be if it were submitted now."""

    document: dict
    text: str
    digest: str
    findings: list
    marks: dict
    contributors: set

    @property
    def warnings(self):
        return [asdict(finding) for finding in self.findings if finding.severity == rules.WARN]


def open_entry(*, kind, language="en", translation_of=None):
    """A new permanent identity for a draft; it becomes public only through the gate."""
    kinds.get(kind)
    return Entry.objects.create(kind=kind, language=language, translation_of=translation_of)


def live_marks(entry):
    """The journal marks of the submission that became the live version (empty if none)."""
    version = entry.live_version
    return canonical.load(version.submission.journal_marks) if version else {}


def examine(*, draft, by=None, today=None):
    """Build the document of a draft, run the rules, and say who has contributed to it.

    The draft is read anew: an object may be older than the last save. Writes nothing. Raises
    UnattributedEdit, and the errors of ``markdown`` and ``canonical`` for text that cannot be
    rendered.
    """
    # The marks come first, so that a later save is refused under the lock. Otherwise its words
    # could be in the document, and its author not among the contributors.
    marks = journal.marks(draft)
    draft = type(draft)._default_manager.select_related("entry__live_version").get(pk=draft.pk)
    entry = draft.entry
    people = journal.contributors(draft, since=live_marks(entry))
    if by is not None:
        people = people | {by.pk}
    document = documents.build(draft)
    text, digest = documents.frozen(document)
    known = context.build(document, entry=entry, contributors=people, today=today)
    findings = rules.run(document, known)
    return Examination(document, text, digest, findings, marks, people)


@again_if_given_up
def submit(*, draft, by, note="", publish_at=None):
    """Freeze the draft for review and return the Submission.

    Raises NotYourRole, BadAddress, NotReady (with all findings), NothingChanged, AlreadyOpen,
    ChangedMeanwhile and UnattributedEdit.
    """
    require_role(by, roles.AUTHOR)
    seen = examine(draft=draft, by=by)
    if not kinds.get(draft.entry.kind).is_address(seen.document["slug"]):
        raise BadAddress()
    if rules.blocking(seen.findings):
        raise NotReady(seen.findings)
    with transaction.atomic():
        place = events.reserve()
        entry = Entry.objects.select_for_update().get(pk=draft.entry_id)
        require_role(by, roles.AUTHOR)  # it may have been taken while the rules were asked
        _refuse_if_moved(draft, seen, entry)
        return _freeze(place, entry, seen, by=by, note=note, publish_at=publish_at)


def _refuse_if_moved(draft, seen, entry):
    type(draft).objects.select_for_update().get(pk=draft.pk)
    if Submission.objects.open().filter(entry=entry).exists():
        raise AlreadyOpen()
    if journal.marks(draft) != seen.marks:
        raise ChangedMeanwhile()
    if entry.live_version and entry.live_version.digest == seen.digest:
        raise NothingChanged()


def _freeze(place, entry, seen, *, by, note, publish_at):
    kind = kinds.get(entry.kind)
    event = events.record(
        "submission.made",
        by=by,
        entry=entry,
        place=place,
        data={"digest": seen.digest, "ruleset": rules.RULESET},
    )
    RequiredRole.objects.bulk_create(
        RequiredRole(submission_id=event.pk, slot=slot, role=role)
        for slot, allowed in sorted(kind.required.items())
        for role in sorted(allowed)
    )
    Contributor.objects.bulk_create(
        Contributor(submission_id=event.pk, user_id=pk) for pk in sorted(seen.contributors)
    )
    submission = Submission(
        event=event,
        entry=entry,
        base_version=entry.live_version,
        title=seen.document["title"],
        document=seen.text,
        digest=seen.digest,
        ruleset=rules.RULESET,
        checks=len(rules.rules_for(entry.kind)),
        warnings=canonical.dump({"warnings": seen.warnings}),
        journal_marks=canonical.dump(seen.marks),
        note=note,
        submitted_by=by,
        submitted_at=timezone.now(),
        publish_at=publish_at,
    )
    try:
        with transaction.atomic():
            submission.save(force_insert=True)
    except IntegrityError as error:
        if "one_open_submission" in str(error) or "entry_id" in str(error):
            raise AlreadyOpen() from error
        raise
    batching.note(submission, seen.document)
    return submission
