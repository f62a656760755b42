"""A source that falls is told on every live page that cites it, before anybody rewrites them."""

from django.db.models import Q

from reviews import advisories, canonical, documents, roles
from reviews.actions.advisories import raise_advisory
from reviews.models import Entry, Source, User

FALLEN = (Source.Retraction.RETRACTED, Source.Retraction.CONCERN)


def warn_of_retractions(*, sources=None):
    """Put the notice on each live page that cites a fallen source; returns the entries warned.

    ``sources`` narrows it to these; else all are looked at, which is for the night. A page is
    warned once: who cleared the notice has decided, until its next version.
    """
    rows = Source.objects.all() if sources is None else sources
    keys = {source.key for source in rows if source.retraction in FALLEN}
    scheduler = User.objects.get(username=roles.SCHEDULER)
    warned = []
    for entry, cited in _citing(keys):
        raise_advisory(
            entry=entry,
            by=scheduler,
            kind=advisories.SOURCE_RETRACTED,
            detail={"keys": sorted(cited)},
        )
        warned.append(entry)
    return warned


def _citing(keys):
    """(entry, keys it cites) of live pages that were not warned since they were published."""
    named = Q(pk__in=())
    for key in keys:  # as canonical JSON writes it; what only looks like it is told apart below
        named |= Q(live_version__document__contains=canonical.dump({"key": key})[1:-1])
    live = Entry.objects.filter(named, live_version__isnull=False)
    for entry in live.select_related("live_version").order_by("pk").iterator(chunk_size=100):
        document = documents.read(entry.live_version.document)
        cited = keys & {row["key"] for row in document["sources"]}
        if cited and not _warned(entry):
            yield entry, cited


def _warned(entry):
    return entry.advisories.filter(
        kind=advisories.SOURCE_RETRACTED, raised_at__gte=entry.live_version.published_at
    ).exists()
