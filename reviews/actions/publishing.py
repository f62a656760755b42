"""From an approved submission to the live version and its rows, in one transaction."""

from django.db import transaction
from django.utils import timezone

from reviews import canonical, context, documents, events, independence, projections, roles, rules
from reviews.actions.advisories import clear_locked
from reviews.actions.again import again_if_given_up
from reviews.actions.guards import is_machine, require_role
from reviews.errors import (
    AlreadyDecided,
    BaseMoved,
    NotApproved,
    NotDue,
    NotReady,
    SlugTaken,
)
from reviews.models import Entry, Slug, Submission, User, Version

# Rules whose answer can change while a submission waits; asked again under the lock.
NIGHTLY = frozenset({"R15", "R44", "R46", "R49"})


def missing_slots(submission):
    """Slots of the quorum that no standing approval fills.

    An approval stands while its reviewer is active, still holds the role and has declared no
    conflict, so that whoever is dismissed or not free any more publishes nothing.
    """
    wanted = set(submission.required_roles.values_list("slot", flat=True))
    return wanted - {decision.slot for decision in standing_approvals(submission)}


def standing_approvals(submission):
    """The approvals that count now."""
    rows = submission.decisions.filter(verdict="approve", digest=submission.digest)
    return [
        decision
        for decision in rows.select_related("reviewer").order_by("event_id")
        if decision.role in roles.of(decision.reviewer)
        and independence.too_near(decision.reviewer, submission) is None
    ]


def is_due(submission, now=None):
    """Whether its time of publication has come."""
    return submission.publish_at is None or submission.publish_at <= (now or timezone.now())


@again_if_given_up
def publish(*, submission, by):
    """Make an approved submission the live version and return the Version.

    By a publisher, by a reviewer who approved it, or by the scheduler. Raises NotApproved, NotDue,
    NotYourRole, AlreadyDecided, BaseMoved, SlugTaken and NotReady.
    """
    with transaction.atomic():
        events.lock()
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        if not is_machine(by, roles.SCHEDULER):
            require_role(by, roles.PUBLISHER, *roles.REVIEWERS)
        return publish_locked(locked, by=by)


def publish_locked(submission, *, by):
    """``publish`` for a caller that holds the log's lock and the submission."""
    entry = Entry.objects.select_for_update().get(pk=submission.entry_id)
    document = documents.read(submission.document)
    _refuse(submission, entry, document)
    event = events.record(
        "page.published",
        by=by,
        entry=entry,
        public=True,
        data=_public_data(entry, submission, document),
    )
    version = Version(
        entry=entry,
        number=events.data_of(event)["version"],
        submission=submission,
        document=submission.document,
        digest=submission.digest,
        colophon=canonical.dump(_colophon(submission)),
        published_at=event.at,
        event=event,
    )
    version.save(force_insert=True)
    _go_live(entry, version, document)
    submission.outcome = Submission.Outcome.PUBLISHED
    submission.save(update_fields=["outcome"])
    for advisory in entry.advisories.filter(cleared_event=None, kind="registry_changed"):
        clear_locked(advisory, by=by)
    projections.write(entry)
    return version


def _refuse(submission, entry, document):
    if not submission.is_open:
        raise AlreadyDecided()
    if missing_slots(submission):
        raise NotApproved()
    if not is_due(submission):
        raise NotDue()
    if entry.live_version_id != submission.base_version_id:
        raise BaseMoved()
    _refuse_if_overtaken(submission, entry, document)


def _refuse_if_overtaken(submission, entry, document):
    """Ask the rules again whose answer may have changed while the submission waited."""
    contributors = set(submission.contributors.values_list("user_id", flat=True))
    known = context.build(document, entry=entry, contributors=contributors)
    found = [
        finding for finding in rules.blocking(rules.run(document, known)) if finding.rule in NIGHTLY
    ]
    if found:
        raise NotReady(found)


def _public_data(entry, submission, document):
    last = entry.versions.order_by("-number").first()
    return {
        "op": "upsert",
        "type": entry.kind,
        "slug": document["slug"],
        "language": entry.language,
        "version": last.number + 1 if last else 1,
        "digest": submission.digest,
        "reason": document["change"]["note"],
        # Whoever follows the changes has to drop the copy at the address before.
        "renamed_from": entry.slug if entry.slug != document["slug"] else None,
    }


def _colophon(submission):
    approvals = standing_approvals(submission)
    acknowledged = [
        {**warning, "by": decision.reviewer.public_name}
        for decision in approvals
        for warning in canonical.load(decision.acknowledged)["warnings"]
    ]
    return {
        "approved_by": [
            {
                "name": decision.reviewer.public_name,
                "credential": decision.reviewer.credential,
                "role": decision.role,
                "on": decision.decided_at.date().isoformat(),
            }
            for decision in approvals
        ],
        "ruleset": submission.ruleset,
        "checks_passed": submission.checks - len({w["rule"] for w in acknowledged}),
        "warnings": acknowledged,
    }


def _go_live(entry, version, document):
    slug = document["slug"]
    taken, _created = Slug.objects.get_or_create(
        kind=entry.kind, language=entry.language, slug=slug, defaults={"entry": entry}
    )
    if taken.entry_id != entry.pk:
        raise SlugTaken()
    entry.slug = slug
    entry.live_version = version
    entry.save(update_fields=["slug", "live_version"])


def publish_due(*, now=None):
    """Publish all approved submissions whose time has come; yields (submission, version or error).

    Each in its own transaction, so that one refusal keeps nothing else back.
    """
    scheduler = User.objects.get(username=roles.SCHEDULER)
    now = now or timezone.now()
    waiting = Submission.objects.open().filter(publish_at__lte=now).order_by("publish_at")
    for submission in waiting:
        if missing_slots(submission):
            continue
        try:
            yield submission, publish(submission=submission, by=scheduler)
        except (NotReady, BaseMoved, SlugTaken, AlreadyDecided, NotApproved) as refusal:
            yield submission, refusal
