"""Submissions of live trials whose registry record was touched and nothing else."""

from reviews import batching
from reviews.models import Submission
from tests.trials.drift.states import drifting, touched
from trials.drift.accepting import accept_record
from trials.models import Trial


def accepted(draft, record, by):
    """The draft with the newer record, submitted by who accepted it."""
    from tests.factories import submitted

    accept_record(trial=draft, record=record, digest=record.digest, by=by)
    return submitted(Trial.objects.get(pk=draft.pk), by)


def alike(cast, *numbers, by=None):
    """One submission for each number; they all say the same."""
    return [accepted(*touched(cast, number), by or cast.ada) for number in numbers]


def unlike(cast, number, **modules):
    """A submission of a material change."""
    return accepted(*drifting(cast, number, **modules), cast.ada)


def digests(batch):
    """What the page of a batch sends back."""
    return dict(batch.items.values_list("submission_id", "digest"))


def group():
    """All that could be decided together."""
    return batching.alike(Submission.objects.open())
