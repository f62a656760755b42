"""The checklist beside the form: it tries what is typed and keeps nothing of it."""

import pytest

from reviews.models import Event, Source
from tests.factories import therapy_draft, trial_draft
from tests.reviews.desk.posting import typed, url


@pytest.fixture
def draft(cast):
    return therapy_draft(cast.ada, title="Examplin", slug="examplin", summary="")


def state(draft):
    """Everything that a save would change."""
    draft.refresh_from_db()
    rows = [list(model.objects.values()) for model in (type(draft), Source)]
    children = [list(getattr(draft, n).values()) for n in ("names", "outcomes", "harms", "blocks")]
    return rows, children, draft.history.count(), Event.objects.count()


def test_the_form_shows_the_findings_on_the_saved_draft_with_links_to_their_fields(ada, draft):
    page = ada.get(url(draft)).content.decode()
    assert "R34" in page and 'href="#id_summary"' in page


def test_checking_says_what_is_typed_and_saves_nothing(ada, draft):
    page = ada.get(url(draft))
    before = state(draft)
    answer = ada.post(url(draft, "check"), typed(page, summary="Now there is one."))
    assert answer.status_code == 200
    assert "not saved" in answer.content.decode()
    assert "#id_summary" not in answer.content.decode()
    assert state(draft) == before


def test_checking_rolls_back_added_and_deleted_rows(ada, draft):
    before = state(draft)
    data = typed(ada.get(url(draft)), names__TOTAL_FORMS=1, harms__0__DELETE="on")
    data |= {"names-0-name": "Exemplar", "names-0-kind": "brand"}
    assert ada.post(url(draft, "check"), data).status_code == 200
    assert state(draft) == before


def test_the_button_without_script_shows_the_form_again_as_typed(ada, draft):
    before = state(draft)
    data = typed(ada.get(url(draft)), summary="Typed, not saved.", _check="1")
    answer = ada.post(url(draft), data)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Typed, not saved." in text and "As typed; not saved." in text
    assert "Please correct" not in text
    assert state(draft) == before


def test_fields_that_cannot_be_saved_are_named_before_any_rule(ada, draft):
    data = typed(ada.get(url(draft)), title="", outcomes__0__statement="")
    text = ada.post(url(draft, "check"), data).content.decode()
    assert "Not checked" in text


def test_checking_tells_early_that_somebody_else_has_saved(ada, ben, draft):
    page = ada.get(url(draft))
    ben.post(url(draft), typed(ben.get(url(draft)), summary="Ben was here.", _continue="1"))
    assert "Somebody else saved" in ada.post(url(draft, "check"), typed(page)).content.decode()


def test_a_finding_in_a_row_leads_to_that_row(ada, cast, draft):
    text = "It costs nothing [@nobody1999]."
    data = typed(ada.get(url(draft)), blocks__2__text=text)
    answer = ada.post(url(draft, "check"), data).content.decode()
    assert "R12" in answer and "#id_blocks-2-text" in answer


def test_reviewers_may_read_the_form_but_not_try_changes(carla, ada, draft):
    data = typed(ada.get(url(draft)), title="Carla's")
    assert carla.post(url(draft, "check"), data).status_code == 403
    assert carla.get(url(draft)).status_code == 200


def test_the_check_answers_posts_alone(ada, draft):
    assert ada.get(url(draft, "check")).status_code == 405


def test_trials_have_their_checklist_too(ada, cast):
    trial = trial_draft(cast.ada, summary="")
    assert "#id_summary" in ada.get(url(trial)).content.decode()


def test_without_script_an_empty_row_can_be_opened(ada, draft):
    page = ada.get(url(draft), {"add": "names"})
    assert b'name="names-0-name"' in page.content
