"""A retraction reaches every live page that rests on the source, and each of them once."""

from io import StringIO

import pytest
from django.core.management import call_command

from reviews import actions
from reviews.models import Source
from tests.factories import (
    approve,
    published_guide,
    published_therapy,
    save,
    source,
    submitted,
    therapy_draft,
)
from tests.reviews.desk.posting import client_of

pytestmark = pytest.mark.django_db


def fall(cast, state="retracted"):
    row = Source.objects.get(key="example2020")
    row.retraction = state
    save(row, cast.ada)
    return row


def standing(entry):
    return [row.kind for row in entry.advisories.filter(cleared_event=None)]


@pytest.mark.parametrize("state", ["retracted", "concern"])
def test_every_live_page_that_cites_it_says_so(cast, client, state):
    pages = published_therapy(cast), published_guide(cast)
    assert actions.warn_of_retractions(sources=[fall(cast, state)]) == list(pages)
    for entry in pages:
        assert standing(entry) == ["source_retracted"]
    answer = client.get(f"/therapies/{pages[0].slug}/")
    assert "A source of this page was retracted" in answer.content.decode()


def test_a_correction_warns_of_nothing(cast):
    entry = published_therapy(cast)
    assert actions.warn_of_retractions(sources=[fall(cast, "corrected")]) == []
    assert standing(entry) == []


def test_drafts_and_other_pages_are_left_alone(cast):
    waiting = submitted(therapy_draft(cast.ada), cast.ada)
    fall(cast)
    source("other2021")
    assert actions.warn_of_retractions() == []
    assert standing(waiting.entry) == []


def test_a_page_is_warned_once_and_a_reviewer_may_settle_it(cast):
    entry = published_therapy(cast)
    fall(cast)
    assert actions.warn_of_retractions() == [entry]
    assert actions.warn_of_retractions() == []
    actions.clear_advisory(advisory=entry.advisories.get(), by=cast.ed)
    assert actions.warn_of_retractions() == []


def test_the_nightly_command_says_what_it_did(cast):
    entry = published_therapy(cast)
    fall(cast)
    out = StringIO()
    call_command("check_sources", stdout=out)
    assert f"Warned on therapy {entry.slug}" in out.getvalue()
    assert "1 pages warned." in out.getvalue()


def test_saving_a_source_in_the_desk_warns_at_once(cast):
    entry = published_therapy(cast)
    row = Source.objects.get(key="example2020")
    ada = client_of(cast.ada)
    url = f"/admin/reviews/source/{row.pk}/change/"
    form = ada.get(url).context["adminform"].form
    data = {field.html_name: field.value() or "" for field in form}
    answer = ada.post(url, {**data, "retraction": "retracted"}, follow=True)
    assert "1 live page cites this source and says so" in answer.content.decode()
    assert standing(entry) == ["source_retracted"]


def test_a_new_version_without_the_source_is_clean(cast):
    entry = published_therapy(cast)
    fall(cast)
    actions.warn_of_retractions()
    source("sound2022")
    draft = entry.therapy
    for row in (*draft.blocks.all(), *draft.outcomes.all(), *draft.harms.all()):
        for field in ("text", "statement"):
            if hasattr(row, field):
                setattr(row, field, getattr(row, field).replace("example2020", "sound2022"))
        _rest_on(row)
        save(row, cast.ada)
    event = draft.regulatory_events.get()
    _rest_on(event)
    save(event, cast.ada)
    approve(submitted(draft, cast.ada), cast.carla)
    assert actions.warn_of_retractions() == []


def _rest_on(row):
    if getattr(row, "source", None):
        row.source = Source.objects.get(key="sound2022")
