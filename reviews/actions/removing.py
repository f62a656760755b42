"""Taking a public page down. One person with the right may; coming back takes a new submission."""

from django.db import transaction

from reviews import events, projections, roles
from reviews.actions.again import again_if_given_up
from reviews.actions.guards import require_role
from reviews.errors import CommentNeeded, NotPublic
from reviews.models import Entry, Removal


@again_if_given_up
def remove(*, entry, by, reason, what_now, successor=None):
    """Take a live page down at once; its address answers 410 with these words.

    ``reason`` and ``what_now`` are public text, ``successor`` an entry to see instead.
    Raises NotYourRole, NotPublic and CommentNeeded.
    """
    with transaction.atomic():
        place = events.reserve(public=True)
        locked = Entry.objects.select_for_update().get(pk=entry.pk)
        require_role(by, roles.PUBLISHER)
        if locked.live_version is None:
            raise NotPublic()
        if not (reason.strip() and what_now.strip()):
            raise CommentNeeded(mend="Readers need a reason and what to do now.")
        version = locked.live_version
        event = events.record(
            "page.removed",
            by=by,
            entry=locked,
            place=place,
            data={
                "op": "remove",
                "type": locked.kind,
                "slug": locked.slug,
                "language": locked.language,
                "version": version.number,
                "digest": version.digest,
                "reason": reason,
                "successor": successor.slug if successor else None,
            },
        )
        removal = Removal.objects.create(
            event=event,
            entry=locked,
            version=version,
            reason=reason,
            what_now=what_now,
            successor=successor,
            removed_at=event.at,
        )
        locked.live_version = None
        locked.save(update_fields=["live_version"])
        projections.write(locked)
        return removal
