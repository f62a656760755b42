"""The journal in words: saves with who, when and why, one person's, and any two compared."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.desk.saves import Journal
from tests.factories import save as keep
from tests.factories import therapy_draft
from tests.reviews.desk.posting import save, url


@pytest.fixture
def draft(cast):
    return therapy_draft(cast.ada, title="Examplin", slug="examplin", summary="One two three.")


def history(browser, draft, **query):
    return browser.get(url(draft, "history"), query)


def test_a_save_of_draft_and_rows_is_one_entry_with_its_reason(ada, draft):
    save(
        ada,
        draft,
        summary="One four three.",
        outcomes__0__certainty="very_low",
        change_reason="New review",
    )
    newest = history(ada, draft).context["saves"][0]
    assert (newest["who"], newest["save"].why) == ("Ada Example", "New review")
    told = {change.what: change for change, _url in newest["changes"]}
    assert set(told) == {"therapy", "outcome"}
    text = history(ada, draft).content.decode()
    assert "<del>" in text and "two" in text and "four" in text


def test_a_choice_is_told_as_one_word_for_another(ada, draft):
    save(ada, draft, outcomes__0__certainty="very_low")
    text = " ".join(history(ada, draft).content.decode().split())
    assert "Certainty" in text
    assert "low<span" in text and "→ <ins>" in text and "very low" in text
    assert "[removed: " in text and "[added: " in text  # for those who hear it


def test_saves_of_two_people_stay_apart(ada, ben, draft):
    save(ada, draft, summary="Ada's.")
    save(ben, draft, summary="Ben's.")
    assert [row["who"] for row in history(ada, draft).context["saves"]][:2] == [
        "Ben Example",
        "Ada Example",
    ]


def test_one_persons_saves_can_be_read_alone(cast, ada, ben, draft):
    save(ben, draft, summary="Ben's.")
    shown = history(ada, draft, person=cast.ben.pk).context
    assert {row["who"] for row in shown["saves"]} == {"Ben Example"}
    assert [one["name"] for one in shown["people"]] == ["Ada Example", "Ben Example"]


@pytest.mark.parametrize("query", [{"person": "x"}, {"person": "9" * 30}, {"p": "x"}, {"p": "0"}])
def test_odd_questions_get_the_whole_history(ada, draft, query):
    answer = history(ada, draft, **query)
    assert answer.status_code == 200 and answer.context["saves"]


def test_long_histories_come_in_pages_and_cost_the_same(cast, ada, draft):
    for number in range(45):
        draft.summary = f"Summary {number}."
        draft._change_reason = f"Reason {number}"
        keep(draft, cast.ada)
    history(ada, draft)
    first = history(ada, draft)
    assert len(first.context["saves"]) == 20 and first.context["older"] == "?p=2"
    assert first.context["page"].paginator.num_pages == 3
    last = history(ada, draft, p=10**30)
    assert last.status_code == 200 and not last.context["older"]
    with CaptureQueriesContext(connection) as one:
        history(ada, draft, p=3)
    with CaptureQueriesContext(connection) as many:
        history(ada, draft, p=1)
    assert len(many) <= len(one) + 2  # the last page also holds the rows of the first save


def test_any_two_saves_can_be_compared_in_either_order(ada, ben, draft):
    save(ada, draft, summary="One two four.")
    save(ben, draft, summary="One two five.", harms__0__DELETE="on")
    keys = [one.key for one in Journal(draft).saves()]
    for first, second in ((keys[-1], keys[0]), (keys[0], keys[-1])):
        shown = history(ada, draft, **{"from": first, "to": second}).context
        told = {change.what: change for change in shown["changes"]}
        assert [f.label for f in told["therapy"].fields] == ["summary"]
        assert told["therapy"].fields[0].after == "One two five."
        assert told["harm"].op == "removed"
        assert shown["between"] == ["Ada Example", "Ben Example"]


def test_a_row_that_came_and_went_between_two_saves_is_in_neither(ada, draft):
    start = Journal(draft).saves()[0].key
    page = ada.get(url(draft))
    from tests.reviews.desk.posting import typed

    data = typed(page, names__TOTAL_FORMS=1, _continue="1")
    ada.post(url(draft), data | {"names-0-name": "Brandin", "names-0-kind": "brand"})
    save(ada, draft, names__0__DELETE="on")
    end = Journal(draft).saves()[0].key
    shown = history(ada, draft, **{"from": start, "to": end})
    assert shown.context["changes"] == []
    assert "say the same" in shown.content.decode()


@pytest.mark.parametrize("points", [("x", "y"), ("0-1", "99-9"), ("", ""), ("\x00", "0-0")])
def test_points_that_are_not_there_are_not_found(ada, draft, points):
    assert history(ada, draft, **{"from": points[0], "to": points[1]}).status_code == 404


def test_comparing_is_reading_alone(ada, draft):
    key = Journal(draft).saves()[0].key
    assert ada.post(f"{url(draft, 'history')}?from={key}&to={key}").status_code == 405
