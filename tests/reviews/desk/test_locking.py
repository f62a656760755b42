"""Two people edit the same draft. The second is told, and nothing is lost."""

import pytest

from tests.factories import therapy_draft
from tests.reviews.desk.posting import typed, url


@pytest.fixture
def draft(cast):
    return therapy_draft(cast.ada, title="Examplin", slug="examplin", summary="Old summary.")


@pytest.fixture
def overtaken(ada, ben, draft):
    """Ada has the form open; meanwhile Ben changes the summary and a row. Returns Ada's form."""
    page = ada.get(url(draft))
    theirs = typed(ben.get(url(draft)), summary="Ben's summary.", outcomes__0__certainty="high")
    assert ben.post(url(draft), {**theirs, "_continue": "1"}).status_code == 302
    return page


def test_the_second_editor_is_told_field_by_field_and_keeps_what_was_typed(ada, draft, overtaken):
    answer = ada.post(url(draft), typed(overtaken, title="Ada's title", _continue="1"))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Somebody else saved" in text and "Ben Example" in text
    changed = {field.label for c in answer.context["adminform"].form.theirs for field in c.fields}
    assert changed == {"summary", "certainty"}
    assert answer.context["adminform"].form["title"].value() == "Ada's title"
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Examplin", "Ben's summary.")


def test_the_same_form_sent_again_without_the_tick_is_refused_again(ada, draft, overtaken):
    refused = ada.post(url(draft), typed(overtaken, title="Ada's title", _continue="1"))
    again = ada.post(url(draft), typed(refused, _continue="1"))
    assert again.status_code == 409
    draft.refresh_from_db()
    assert draft.title == "Examplin"


def test_a_deliberate_save_goes_through_and_theirs_stays_in_the_journal(ada, draft, overtaken):
    refused = ada.post(url(draft), typed(overtaken, title="Ada's title", _continue="1"))
    data = typed(refused, save_over="on", _continue="1")
    assert ada.post(url(draft), data).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Ada's title", "Old summary.")
    assert draft.history.filter(summary="Ben's summary.").exists()
    assert draft.outcomes.get().history.filter(certainty="high").exists()


def test_the_tick_counts_only_for_the_state_that_was_shown(ada, ben, draft, overtaken):
    refused = ada.post(url(draft), typed(overtaken, title="Ada's title", _continue="1"))
    data = typed(refused, save_over="on", _continue="1")
    ben.post(url(draft), {**typed(ben.get(url(draft)), funding="Ben’s fund"), "_continue": "1"})
    assert ada.post(url(draft), data).status_code == 409
    draft.refresh_from_db()
    assert draft.funding == "Ben’s fund"


def test_a_tick_without_a_conflict_shown_counts_for_nothing(ada, draft, overtaken):
    data = typed(overtaken, title="Ada's title", save_over="on", _continue="1")
    assert ada.post(url(draft), data).status_code == 409


def test_a_row_that_the_other_deleted_is_shown_and_saved_as_typed(ada, ben, draft):
    page = ada.get(url(draft))
    theirs = typed(ben.get(url(draft)), harms__0__DELETE="on", _continue="1")
    assert ben.post(url(draft), theirs).status_code == 302
    mine = typed(page, harms__0__statement="Nausea is common [@example2020].", _continue="1")
    refused = ada.post(url(draft), mine)
    assert b"Nausea is common" in refused.content
    assert "removed" in refused.content.decode()
    assert ada.post(url(draft), typed(refused, save_over="on", _continue="1")).status_code == 302
    assert draft.harms.get().statement.startswith("Nausea")


def test_rows_that_the_other_added_stay(ada, ben, draft):
    page = ada.get(url(draft))
    data = typed(ben.get(url(draft)), names__TOTAL_FORMS=1, _continue="1")
    data |= {"names-0-name": "Exemplar", "names-0-kind": "brand"}
    assert ben.post(url(draft), data).status_code == 302
    refused = ada.post(url(draft), typed(page, title="Ada's title", _continue="1"))
    assert "Exemplar" in refused.content.decode()
    assert ada.post(url(draft), typed(refused, save_over="on", _continue="1")).status_code == 302
    assert draft.names.get().name == "Exemplar"


@pytest.mark.parametrize("marks", ["", "[]", "{", '{"therapies.therapy": "x"}', "\x00"])
def test_a_damaged_hidden_field_is_no_error_of_the_server(ada, draft, overtaken, marks):
    data = typed(overtaken, seen_journal=marks, seen_version="x", _continue="1")
    assert ada.post(url(draft), data).status_code == 409


def test_a_form_that_does_not_say_what_it_saw_is_refused(ada, draft):
    data = typed(ada.get(url(draft)), title="Blind", _continue="1")
    del data["seen_version"]
    assert ada.post(url(draft), data).status_code == 409
    draft.refresh_from_db()
    assert draft.title == "Examplin"


def choices(refused):
    """{field name: choice} of what the refused form lays side by side."""
    return {c["name"]: c for _change, found in refused.context["merged"] for c in found}


def test_theirs_stands_beside_mine_field_by_field(ada, draft, overtaken):
    mine = typed(overtaken, summary="Ada's summary.", _continue="1")
    refused = ada.post(url(draft), mine)
    found = choices(refused)
    assert set(found) == {"summary", "outcomes-0-certainty"}
    assert (found["summary"]["mine"], found["summary"]["theirs"]) == (
        "Ada's summary.",
        "Ben's summary.",
    )
    assert found["outcomes-0-certainty"]["theirs"] == "high"
    text = refused.content.decode()
    assert "Ada&#x27;s summary." in text and "Ben&#x27;s summary." in text


def test_the_tick_is_set_where_only_they_had_changed_something(ada, draft, overtaken):
    found = choices(ada.post(url(draft), typed(overtaken, summary="Ada's.", _continue="1")))
    assert not found["summary"]["ready"]
    assert found["outcomes-0-certainty"]["ready"]


def test_ticked_fields_take_theirs_and_the_rest_keeps_mine(ada, draft, overtaken):
    mine = typed(overtaken, title="Ada's title", summary="Ada's summary.", _continue="1")
    refused = ada.post(url(draft), mine)
    data = typed(refused, save_over="on", _continue="1")
    theirs = {f"theirs-{name}": choice["raw"] for name, choice in choices(refused).items()}
    data |= theirs | {"take_theirs": ["outcomes-0-certainty", "nonsense"]}
    assert ada.post(url(draft), data).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Ada's title", "Ada's summary.")
    assert draft.outcomes.get().certainty == "high"
    assert draft.history.filter(summary="Ben's summary.").exists()


def test_words_that_both_wrote_alike_need_no_choice(ada, draft, overtaken):
    refused = ada.post(url(draft), typed(overtaken, summary="Ben's summary.", _continue="1"))
    assert choices(refused)["summary"]["same"]
    assert "You both wrote the same" in refused.content.decode()
