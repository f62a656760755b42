"""Conflicts of interest that people declare. They stand until an administrator ends them."""

from django.db import transaction
from django.utils import timezone

from reviews import events, roles
from reviews.actions.again import again_if_given_up
from reviews.actions.guards import require_role
from reviews.errors import ActionRefused, AlreadyDecided, NotYourRole
from reviews.models import Conflict


@again_if_given_up
def declare_conflict(*, person, by, nature, entry=None, name=""):
    """Record that a person is not free on one page, or on every page that names something.

    ``nature`` is for the desk alone. From now on the person's approvals of such pages do not
    count, those given before included. By the person, or by an administrator.
    Raises NotYourRole, and ActionRefused when it does not say about what.
    """
    with transaction.atomic():
        place = events.reserve()
        held = require_role(by, *roles.LABELS)
        if person.pk != by.pk and roles.ADMINISTRATOR not in held:
            raise NotYourRole()
        if not nature.strip() or not (entry or name.strip()):
            raise ActionRefused(mend="Say what the interest is, and in which page or name.")
        event = events.record(
            "conflict.declared", by=by, entry=entry, place=place, data={"account": person.pk}
        )
        return Conflict.objects.create(
            event=event,
            person=person,
            entry=entry,
            name=name.strip(),
            nature=nature.strip(),
            declared_at=timezone.now(),
        )


@again_if_given_up
def end_conflict(*, conflict, by):
    """Record that a declared conflict is over. By an administrator, for somebody else."""
    with transaction.atomic():
        place = events.reserve()
        locked = Conflict.objects.select_for_update().get(pk=conflict.pk)
        require_role(by, roles.ADMINISTRATOR)
        if locked.person_id == by.pk:
            raise NotYourRole()
        if locked.ended_event_id:
            raise AlreadyDecided()
        data = {"account": locked.person_id, "conflict": locked.event_id}
        locked.ended_event = events.record(
            "conflict.ended", by=by, entry=locked.entry, place=place, data=data
        )
        locked.save(update_fields=["ended_event"])
        return locked
