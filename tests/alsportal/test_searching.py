"""The search page: what is shown, what can be undone, and what is refused."""

import pytest
from django.utils.http import urlencode

from alsportal import searching
from reviews import actions, kinds
from tests.factories import approve, published_therapy, published_trial, save, submitted
from tests.factories import therapy_draft as draft_of
from tests.reading import hold_edition, text_of
from therapies.models import TherapyName


@pytest.fixture
def riluzole(cast):
    draft = draft_of(cast.ada, slug="riluzole", title="Riluzole")
    save(TherapyName(therapy=draft, name="Rilutek", kind="brand"), cast.ada)
    approve(submitted(draft, cast.ada), cast.carla)
    draft.entry.refresh_from_db()
    return draft.entry


@pytest.fixture
def search(client):
    """Ask for the search page; returns the answer."""

    def ask(text, **query):
        return client.get(f"/search/?{urlencode({'q': text, **query})}")

    return ask


def test_a_page_is_found_by_its_name(client, riluzole, django_assert_num_queries):
    hold_edition(client)
    with django_assert_num_queries(2):
        response = client.get("/search/?q=Riluzole")
    assert response.context["count"] == 1
    assert "The first result has exactly this name or number." in text_of(response)
    assert 'href="/therapies/riluzole/"' in response.content.decode()


def test_a_trial_is_found_by_its_id(search, cast):
    published_trial(cast, nct="NCT90000009")
    assert search("nct90000009").context["cards"][0]["url"] == "/trials/NCT90000009/"


def test_every_kind_of_page_has_a_tab(search, riluzole):
    answer = search("riluzole", kind="therapy")
    labels = [tab["label"] for tab in answer.context["tabs"]]
    assert labels == ["All", *(str(kind.label_plural).capitalize() for kind in kinds.every())]
    assert [tab["label"] for tab in answer.context["tabs"] if tab["current"]] == ["Therapies"]
    assert search("riluzole", kind="trial").context["count"] == 0


def test_what_is_searched_along_is_shown_with_why_and_can_be_taken_away(client, search, riluzole):
    answer = search("rilutek")
    (chip,) = answer.context["chips"]
    assert (chip["label"], chip["because"]) == ("Riluzole", "Another name on the page “Riluzole”.")
    assert "Search only the exact words" in text_of(answer)
    page = text_of(client.get(f"/search/{chip['remove_url']}"))
    assert "Not searched along: Riluzole. Search them too" in page


def test_a_mended_query_says_so_and_offers_the_typed_one(search, riluzole):
    answer = search("rilusole")
    assert "Showing results for riluzole . Search only for “ rilusole ”" in text_of(answer)
    assert answer.context["exact_url"] == "?q=rilusole&exact=1"
    assert 'value="rilusole"' in answer.content.decode()
    assert "No results" in text_of(search("rilusole", exact="1"))


def test_a_search_without_result_offers_ways_on(search, riluzole):
    page = text_of(search("zzyzzyva", kind="trial"))
    assert "No results for “ zzyzzyva ”" in page
    assert "Look in all kinds of page" in page
    assert "Browse all therapies from A to Z" in page
    assert search("zzyzzyva").context["letters"][0]["url"] == "/therapies/?letter=r"


def test_what_may_be_meant_is_offered_as_links(search, cast):
    published_therapy(cast, title="Prednisolone")
    answer = search("prednisone")
    (suggestion,) = answer.context["suggestions"]
    assert suggestion == {"text": "prednisolone", "url": "?q=prednisolone"}
    assert "Did you mean" in text_of(answer)


def test_recruiting_trials_can_come_first(search, cast):
    closed = published_trial(cast, status="COMPLETED", title="Examplin, examplin")
    open_one = published_trial(cast, title="Another trial", summary="Of examplin.")
    usual = search("examplin")
    assert [c["url"] for c in usual.context["cards"]][0] == f"/trials/{closed.slug}/"
    first = search("examplin", first="recruiting")
    assert [c["url"] for c in first.context["cards"]][0] == f"/trials/{open_one.slug}/"
    assert usual.context["order_url"] == "?q=examplin&first=recruiting"
    assert first.context["order_url"] == "?q=examplin"


def test_an_empty_search_is_the_search_page(client, db):
    assert client.get("/search/").status_code == 200
    assert client.get("/search/?q=").status_code == 200


def test_results_stand_ten_to_a_page(search, cast):
    for _number in range(11):
        published_therapy(cast)
    first, second = search("examplin"), search("examplin", page=2)
    assert (len(first.context["cards"]), len(second.context["cards"])) == (10, 1)
    assert first.context["next_url"] == "?q=examplin&page=2"
    assert "There are not so many results." in text_of(search("examplin", page=3))


@pytest.mark.parametrize(
    "query",
    ["q=a&q=b", "q=a&sort=x", "q=a&page=0", "q=a&page=-1", "q=a&page=x", "q=a&page=9999",
     "q=a&page=1000", "q=a&kind=draft", "q=a&exact=yes", "q=" + "a" * 300, "q=%00",
     "q=" + "a" * 60_000, "q=rilutek&without=x", "q=rilutek&without=riluzole,Riluzole",
     "q=rilutek&without=riluzole&without=riluzole", "q=rilutek&without=" + "a," * 2000,
     "q=rilutek&exact=1&without=riluzole", "q=rilutek&without=%00", "q=a&first=x"],
)  # fmt: skip
def test_a_search_that_cannot_be_is_400_and_says_how_to_mend_it(client, riluzole, query):
    response = client.get(f"/search/?{query}")
    assert response.status_code == 400
    assert "Bad Request" not in response.content.decode()


HOSTILE = [
    "\x00riluzole", '"riluzole', "riluzole' OR 1=1 --", "riluzole) MATCH (x", "NEAR(riluzole, 3)",
    "riluzole & !x | <-> :*", "%s %d %(x)s riluzole", "{place} {most} riluzole", "🙂 riluzole",
    "\u202eelozulir riluzole", "rilu\u200dzole", "ריל riluzole ‎", "(a+)+$" * 20 + " riluzole",
    "riluzole NOT riluzole", "name en riluzole flag_recruiting", "ﬃ Ａ riluzole", "%ED%A0%80",
    "<script>alert(1)</script> riluzole", "riluzole " + "x\u0301" * 60, "a-" * 90 + "riluzole",
    " ".join(f"w{n}x" for n in range(30)) + " riluzole", "_" * 199, "é" * 200,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_answered_and_escaped(search, riluzole, text):
    response = search(text)
    assert response.status_code in (200, 400)
    assert "<script>alert" not in response.content.decode()
    assert "\x00" not in response.content.decode()


def test_bytes_that_are_no_text_are_words_or_refused(client, riluzole):
    for raw in ("%FF%FE", "%ED%A0%80", "%C0%80riluzole", "%F4%90%80%80"):
        assert client.get(f"/search/?q={raw}").status_code in (200, 400)


def test_58_nothing_of_a_draft_or_a_removed_page_is_offered(search, cast, riluzole):
    submitted(draft_of(cast.ada, title="Canarymycin", slug="canarymycin"), cast.ada)
    assert b"canarymycin" not in search("canarymicin").content.lower()
    actions.remove(entry=riluzole, by=cast.pia, reason="A source fell.", what_now="Ask us.")
    answer = search("rilusole")
    assert b"riluzole" not in answer.content.lower()
    assert answer.context["count"] == 0


def test_the_pages_searched_are_those_of_the_language_shown(search, riluzole, settings):
    assert searching.page_language() == "en"
    settings.LANGUAGE_CODE = "en-gb"
    assert searching.page_language() == "en"
