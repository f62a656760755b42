"""The words that spelling knows are those of live pages, at every moment."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from reviews import actions
from reviews.models import Entry
from reviews.search import (
    SearchProjection,
    find,
    index_faults,
    rebuild,
    recount_words,
    remove,
    vocabulary,
    write,
)
from reviews.search.models import SearchWord
from tests.factories import approve, published_therapy, save, submitted, therapy_draft


def known():
    return {row.id[2:]: (row.pages, row.named) for row in SearchWord.objects.all()}


def test_words_are_counted_by_pages_and_names(page):
    page("Swallowing", body="Swallowing and gastrostomy.")
    page("Breathing", body="Gastrostomy, 50mg, AMX0035.")
    assert known()["swallowing"] == (1, 1)
    assert known()["gastrostomy"] == (2, 0)
    assert not [word for word in known() if not word.isalpha() or len(word) < 4]


def test_58_a_word_goes_with_the_last_page_that_has_it(page):
    one, two = page("one canaryword"), page("two canaryword")
    remove(one.pk)
    assert find("canarywort").corrected.searched == "canaryword"
    remove(two.pk)
    results = find("canarywort")
    assert (results.corrected, results.suggestions) == (None, ())
    assert "canaryword" not in known()


def test_58_drafts_superseded_and_removed_texts_leave_no_word(cast):
    draft = therapy_draft(cast.ada, title="Canarydraft")
    submission = submitted(draft, cast.ada)
    assert find("canarydraff").suggestions == () and "canarydraft" not in known()
    approve(submission, cast.carla)
    assert "canarydraft" in known()
    draft.title, draft.change_note = "Canarysecond", "Another name."
    approve(submitted(save(draft, cast.ada), cast.ada), cast.carla)
    assert "canarydraft" not in known() and "canarysecond" in known()
    draft.entry.refresh_from_db()
    actions.remove(entry=draft.entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    assert known() == {}


@given(st.data())
def test_any_order_of_writing_and_removing_counts_right(db, data):
    rebuild([])
    words = ["swallow", "breathe", "walking", "speaking"]
    entries = [Entry.objects.create(kind="therapy") for _ in range(3)]
    for _step in range(data.draw(st.integers(1, 8))):
        entry = data.draw(st.sampled_from(entries))
        if data.draw(st.booleans()):
            remove(entry.pk)
        else:
            text = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=3)))
            projection = SearchProjection("therapy", "en", f"t{entry.pk}", "Title", body=text)
            write(entry.pk, projection)
        assert vocabulary.faults("default") == []
    for entry in entries:
        remove(entry.pk)
    assert known() == {}


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO reviews_searchword VALUES ('enmiracle', 'enmiracl', 'enmi', 'encle', 1, 0)",
        "UPDATE reviews_searchword SET pages = pages + 1 WHERE id = 'entablet'",
        "UPDATE reviews_searchword SET stem = 'enmiracl' WHERE id = 'entablet'",
        "DELETE FROM reviews_searchword WHERE id = 'entablet'",
    ],
)
def test_a_word_written_by_hand_is_a_fault_that_counting_anew_mends(riluzole, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert index_faults() == ["1 words of the search are not those of the live pages"]
    recount_words()
    assert index_faults() == []


def test_rebuilding_the_search_counts_the_words_too(db):
    entry = Entry.objects.create(kind="therapy")
    rebuild([(entry.pk, SearchProjection("therapy", "en", "t", "Breathing"))])
    rebuild([(entry.pk, SearchProjection("therapy", "en", "t", "Swallowing"))])
    assert known() == {"swallowing": (1, 1)}


def test_a_whole_site_audits_clean(cast):
    published_therapy(cast)
    assert index_faults() == []
