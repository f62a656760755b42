"""Which trials drift: the registry has a newer record than the one their draft has accepted."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trials.models import Comparison, RegistryRecord, Trial
from trials.registry.material import EDITION
from trials.registry.store import REGISTRY


def newest_of(trial) -> RegistryRecord | None:
    """The newest record held of a draft's trial; None when none is held."""
    registry, number = REGISTRY, trial.slug.upper()
    if trial.record:
        registry, number = trial.record.registry, trial.record.registry_id
    rows = RegistryRecord.objects.filter(registry=registry, registry_id=number)
    return rows.order_by("-pk").first()


def newer_for(trial) -> RegistryRecord | None:
    """The newest record, if the draft does not show it."""
    newest = newest_of(trial)
    return newest if newest and newest.pk != trial.record_id else None


def _later():
    return RegistryRecord.objects.filter(
        registry=OuterRef("record__registry"),
        registry_id=OuterRef("record__registry_id"),
        pk__gt=OuterRef("record_id"),
    )


def drifting():
    """Drafts with a newer record, each with `newest_id`, `since` and `comparison_id`.

    `since` is when the first record that it has not accepted was retrieved; `comparison_id` is None
    where the two records have not been compared.
    """
    rows = Trial.objects.filter(record__isnull=False).annotate(
        newest_id=Subquery(_later().order_by("-pk").values("pk")[:1]),
        since=Subquery(_later().order_by("pk").values("retrieved_at")[:1]),
    )
    compared = Comparison.objects.filter(
        before=OuterRef("record"), after=OuterRef("newest_id"), edition=EDITION
    )
    return rows.filter(newest_id__isnull=False).annotate(
        comparison_id=Subquery(compared.values("pk")[:1])
    )


def chores(user):
    """For the first page of the desk: how many trials the registry has newer records of."""
    if not user.has_perm("trials.view_trial"):
        return []
    count = drifting().count()
    text = ngettext(
        "%(n)d trial has a newer record at the registry.",
        "%(n)d trials have a newer record at the registry.",
        count,
    )
    url = reverse("admin:trials_trial_drift")
    return [{"title": _("Registry changes"), "text": text % {"n": count}, "url": url}][:count]


def compared():
    """Drifting drafts that are compared, with what their comparison says."""
    mine = Comparison.objects.filter(pk=OuterRef("comparison_id"))
    return (
        drifting()
        .filter(comparison_id__isnull=False)
        .annotate(
            **{
                name: Subquery(mine.values(name)[:1])
                for name in ("key", "material", "status_before", "status_after")
            }
        )
    )


def not_compared():
    """Drifting drafts whose two records still have to be compared."""
    return drifting().filter(comparison_id__isnull=True)


def never_accepted():
    """Drafts that show stated facts although a record of their trial is held."""
    held = RegistryRecord.objects.filter(registry=REGISTRY, registry_id=OuterRef("slug"))
    return Trial.objects.filter(Exists(held), record__isnull=True)


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see of the groups. `status` is (before, after) or None."""

    material: bool | None = None
    status: tuple[str, str] | None = None
    before: object = None  # waiting since this moment or longer
    after: tuple[int, str] | None = None  # the (size, key) of the last group of the page before


def groups(wanted: Wanted, *, most: int):
    """Groups of trials that changed alike, the largest first.

    Returns dicts of `key`, `size`, `since` (of the one that waits longest), `material` and
    `comparison_id` of one of them; at most `most`.
    """
    rows = compared()
    if wanted.material is not None:
        rows = rows.filter(material=wanted.material)
    if wanted.status:
        rows = rows.filter(status_before=wanted.status[0], status_after=wanted.status[1])
    if wanted.before:
        rows = rows.filter(since__lte=wanted.before)
    found = (
        rows.order_by()
        .values("key", "material")
        .annotate(size=Count("pk"), since=Min("since"), comparison_id=Min("comparison_id"))
    )
    if wanted.after:
        size, key = wanted.after
        found = found.filter(Q(size__lt=size) | Q(size=size, key__gt=key))
    return list(found.order_by("-size", "key")[:most])


def status_changes():
    """Which changes of status there are: [(before, after, how many trials)], the most first."""
    rows = compared().exclude(status_before=F("status_after")).order_by()
    found = rows.values_list("status_before", "status_after").annotate(size=Count("pk"))
    return sorted(found, key=lambda row: (-row[2], row[0], row[1]))
