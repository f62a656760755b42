"""A source that falls is told on every live page that cites it, before anybody rewrites them."""

from reviews import advisories, documents, roles
from reviews.actions.advisories import raise_advisory
from reviews.models import Entry, Source, User

FALLEN = (Source.Retraction.RETRACTED, Source.Retraction.CONCERN)


def warn_of_retractions(*, sources=None):
    """Put the notice on each live page that cites a fallen source; returns the entries warned.

    ``sources`` narrows it to these; else all are looked at, which reads every live page and is for
    the night. A page is warned once: who cleared the notice has decided, until its next version.
    """
    rows = Source.objects.all() if sources is None else sources
    keys = {source.key for source in rows if source.retraction in FALLEN}
    scheduler = User.objects.get(username=roles.SCHEDULER)
    warned = []
    for entry in _citing(keys) if keys else ():
        raise_advisory(
            entry=entry,
            by=scheduler,
            kind=advisories.SOURCE_RETRACTED,
            detail={"keys": sorted(keys & _cited(entry))},
        )
        warned.append(entry)
    return warned


def _citing(keys):
    """Live entries that cite one of these and were not warned since they were published."""
    live = Entry.objects.filter(live_version__isnull=False).select_related("live_version")
    for entry in live.order_by("pk").iterator(chunk_size=100):
        if keys & _cited(entry) and not _warned(entry):
            yield entry


def _cited(entry):
    return {row["key"] for row in documents.read(entry.live_version.document)["sources"]}


def _warned(entry):
    return entry.advisories.filter(
        kind=advisories.SOURCE_RETRACTED, raised_at__gte=entry.live_version.published_at
    ).exists()
