"""I1, I3: what was decided together was drawn, read and decided as its record says."""

from reviews import events
from reviews.audit.base import Section
from reviews.models import Batch


def batches():
    """Every batch: its draw as the log has it, what was read, and its decisions."""
    section = Section("Batches (I1, I3)")
    rows = Batch.objects.select_related("event").prefetch_related("items__decision")
    for batch in rows.order_by("pk").iterator(chunk_size=100):
        section.count("batches")
        items = list(batch.items.all())
        _check_draw(section, batch, items)
        for item in items:
            _check_item(section, batch, item, items)
        if batch.is_closed and not all(item.is_settled for item in items):
            section.breach("I3", f"batch {batch.pk}", "is closed and not settled")
    return section


def _check_draw(section, batch, items):
    told = events.data_of(batch.event)
    drawn = sorted(item.submission_id for item in items if item.in_sample)
    held = sorted(item.submission_id for item in items)
    if told["drawn"] != drawn or sorted(told["submissions"]) != held:
        section.breach("I3", f"batch {batch.pk}", "holds or draws other pages than its event says")


def _check_item(section, batch, item, items):
    where = f"batch {batch.pk}, submission {item.submission_id}"
    decision = item.decision
    if decision is None:
        return
    section.count("decisions")
    if any(other.in_sample and not other.opened_at for other in items):
        section.breach("I1", where, "was decided before the pages that were drawn were read")
    mine = (decision.submission_id, decision.digest, decision.reviewer_id)
    if mine != (item.submission_id, item.digest, batch.reviewer_id):
        section.breach("I1", where, "shows a decision that is not its own")
