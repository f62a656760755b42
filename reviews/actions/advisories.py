"""Raising and clearing advisories."""

from django.db import transaction

from reviews import advisories, canonical, events, projections, roles
from reviews.actions.again import again_if_given_up
from reviews.actions.guards import is_machine, require_role
from reviews.errors import ActionRefused, AlreadyDecided, NotPublic
from reviews.models import Advisory, Entry


@again_if_given_up
def raise_advisory(*, entry, by, kind, detail=None):
    """Put a typed notice on a live page at once; returns it, or the one already standing.

    By a publisher, a reviewer, or the registry import. Raises NotPublic and NotYourRole.
    """
    if kind not in advisories.WORDING:
        raise ActionRefused(f"There is no advisory of the kind “{kind}”.")
    with transaction.atomic():
        place = events.reserve(public=True)
        locked = Entry.objects.select_for_update().get(pk=entry.pk)
        if not (is_machine(by, roles.IMPORTER) or is_machine(by, roles.SCHEDULER)):
            require_role(by, roles.PUBLISHER, *roles.REVIEWERS)
        if locked.live_version is None:
            raise NotPublic()
        standing = locked.advisories.filter(kind=kind, cleared_event=None).first()
        if standing:
            return standing
        event = events.record(
            "advisory.raised", by=by, entry=locked, place=place, data=_data(locked, kind)
        )
        advisory = Advisory.objects.create(
            event=event,
            entry=locked,
            kind=kind,
            detail=canonical.dump(detail or {}),
            raised_at=event.at,
        )
        projections.write(locked)
        return advisory


def _data(entry, kind):
    return {
        "op": "advisory",
        "type": entry.kind,
        "slug": entry.slug,
        "language": entry.language,
        "version": entry.live_version.number,
        "digest": entry.live_version.digest,
        "reason": kind,
    }


@again_if_given_up
def clear_advisory(*, advisory, by):
    """Take a notice away once what it warned of is settled. By a publisher or reviewer."""
    with transaction.atomic():
        events.lock()
        locked = Advisory.objects.select_for_update().get(pk=advisory.pk)
        require_role(by, roles.PUBLISHER, *roles.REVIEWERS)
        if locked.cleared_event_id:
            raise AlreadyDecided()
        clear_locked(locked, by=by)
        projections.write(locked.entry)
        return locked


def clear_locked(advisory, *, by):
    """``clear_advisory`` for a caller that holds the log's lock and writes the rows itself."""
    entry = advisory.entry
    data = {**_data(entry, advisory.kind), "cleared": True} if entry.live_version else {}
    public = entry.live_version_id is not None
    event = events.record("advisory.cleared", by=by, entry=entry, public=public, data=data)
    advisory.cleared_event = event
    advisory.save(update_fields=["cleared_event"])
    return advisory
