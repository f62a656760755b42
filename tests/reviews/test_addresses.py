"""Addresses: taken at publication, that page's for ever, and nobody else's. Scenarios 65 and 66."""

import pytest

from alsportal import pagecache
from reviews import actions, kinds
from reviews.errors import BadAddress, SlugTaken
from reviews.models import Slug
from tests.factories import (
    approve,
    published_term,
    published_therapy,
    published_trial,
    save,
    submitted,
    therapy_draft,
)

pytestmark = pytest.mark.django_db
# What follows the address of a page: for readers, for feed readers, for programs.
AROUND = ("", "versions/", "versions/1/", "versions/compare/?from=1&to=2", "feed.atom")
API_AROUND = ("", "/versions", "/versions/1")


@pytest.fixture
def riluzole(cast):
    return published_therapy(cast, slug="riluzole", title="Riluzole")


def renamed(entry, slug, cast, reviewer=None):
    """Publish a page under another address."""
    draft = entry.therapy
    draft.refresh_from_db()
    draft.slug, draft.change_note = slug, f"Moved to {slug}."
    save(draft, cast.ada)
    approve(submitted(draft, cast.ada), reviewer or cast.carla)
    pagecache.forget()
    entry.refresh_from_db()
    return entry


def answer(client, url):
    """(status, where it leads) of an address."""
    pagecache.forget()
    response = client.get(url)
    return response.status_code, response.get("Location", "")


def test_66_a_draft_moves_no_address(client, cast, riluzole):
    riluzole.therapy.slug = "elsewhere"
    save(riluzole.therapy, cast.ada)
    submitted(riluzole.therapy, cast.ada)
    assert answer(client, "/therapies/riluzole/") == (200, "")
    assert answer(client, "/therapies/elsewhere/") == (404, "")
    assert answer(client, "/api/v1/therapies/elsewhere")[0] == 404
    assert not Slug.objects.filter(slug="elsewhere").exists()


@pytest.mark.parametrize("rest", AROUND)
def test_66_after_publication_the_old_address_leads_to_the_new_one(client, cast, riluzole, rest):
    renamed(riluzole, "new-name", cast)
    assert answer(client, f"/therapies/riluzole/{rest}") == (301, f"/therapies/new-name/{rest}")
    assert answer(client, f"/therapies/new-name/{rest}") == (200, "")


@pytest.mark.parametrize("rest", API_AROUND)
def test_66_programs_are_led_there_too(client, cast, riluzole, rest):
    renamed(riluzole, "new-name", cast)
    status, location = answer(client, f"/api/v1/therapies/riluzole{rest}")
    assert status == 301 and location.endswith(f"/api/v1/therapies/new-name{rest}")
    assert answer(client, f"/api/v1/therapies/new-name{rest}")[0] == 200


def test_66_every_older_address_leads_there_in_one_step(client, cast, riluzole):
    for slug in ("second", "third", "fourth"):
        renamed(riluzole, slug, cast)
    for slug in ("riluzole", "second", "third"):
        assert answer(client, f"/therapies/{slug}/") == (301, "/therapies/fourth/")


def test_66_there_and_back_makes_no_loop(client, cast, riluzole):
    renamed(riluzole, "second", cast)
    renamed(riluzole, "riluzole", cast)
    assert answer(client, "/therapies/riluzole/") == (200, "")
    assert answer(client, "/therapies/second/") == (301, "/therapies/riluzole/")


@pytest.mark.parametrize("url", ["/therapies/riluzole/", "/api/v1/therapies/riluzole"])
def test_66_no_browser_keeps_a_move_that_may_be_taken_back(client, cast, riluzole, url):
    renamed(riluzole, "second", cast)
    assert client.get(url)["Cache-Control"] == "public, no-cache"


def test_66_two_pages_cannot_swap_addresses(client, cast, riluzole):
    other = published_therapy(cast, slug="edaravone")
    renamed(other, "edaravone-new", cast)
    with pytest.raises(SlugTaken):
        renamed(riluzole, "edaravone", cast)
    assert answer(client, "/therapies/edaravone/") == (301, "/therapies/edaravone-new/")
    assert answer(client, "/therapies/riluzole/") == (200, "")


def test_66_the_address_of_a_removed_page_stays_its_own(client, cast, riluzole):
    actions.remove(entry=riluzole, by=cast.pia, reason="Wrong.", what_now="Ask your team.")
    with pytest.raises(SlugTaken):
        published_therapy(cast, slug="riluzole")
    assert answer(client, "/therapies/riluzole/")[0] == 410


def test_66_an_older_address_of_a_removed_page_says_so_too(client, cast, riluzole):
    renamed(riluzole, "new-name", cast)
    actions.remove(entry=riluzole, by=cast.pia, reason="Wrong.", what_now="Ask your team.")
    for slug in ("riluzole", "new-name"):
        assert answer(client, f"/therapies/{slug}/")[0] == 410
        assert answer(client, f"/therapies/{slug}/versions/1/")[0] == 410
        assert answer(client, f"/api/v1/therapies/{slug}")[0] == 410


def test_66_the_same_word_can_be_the_address_of_another_kind(client, cast, riluzole):
    published_term(cast, slug="riluzole")
    assert answer(client, "/words/riluzole/") == answer(client, "/therapies/riluzole/") == (200, "")


@pytest.mark.parametrize("word", ["versions", "compare", "feed", "new", "feeds", "docs", "1"])
def test_66_words_of_our_own_addresses_are_addresses_like_any_other(client, cast, word):
    entry = published_therapy(cast, slug=word)
    renamed(renamed(entry, "between", cast), word, cast)
    for rest in AROUND:
        assert answer(client, f"/therapies/{word}/{rest}") == (200, "")
    for rest in API_AROUND:
        assert answer(client, f"/api/v1/therapies/{word}{rest}")[0] == 200


@pytest.mark.parametrize(
    "slug", ["a/b", "feed.atom", "a b", "..", "a?b", "ä", "a#b", "-a", "a_b", "a--b"]
)
def test_66_a_text_that_is_no_address_cannot_be_submitted(cast, slug):
    with pytest.raises(BadAddress):
        submitted(therapy_draft(cast.ada, slug=slug), cast.ada)


def test_an_address_has_a_hundred_characters_at_most():
    assert kinds.get("therapy").is_address("a" * 100)
    assert not kinds.get("therapy").is_address("a" * 101)


@pytest.mark.parametrize("rest", AROUND[:3] + AROUND[4:])
def test_66_capitals_lead_to_the_one_spelling(client, cast, riluzole, rest):
    published_trial(cast, nct="NCT90000001")
    assert answer(client, f"/therapies/RiLuZole/{rest}") == (301, f"/therapies/riluzole/{rest}")
    assert answer(client, f"/trials/nct90000001/{rest}") == (301, f"/trials/NCT90000001/{rest}")


@pytest.mark.parametrize(
    "odd", ["R%C4%B0LUZOLE", "riluzole%20", "%20riluzole", "rilu%C2%ADzole", "riluzole.", "a" * 100,
            "%EF%BD%92iluzole", "riluzole%2F", "riluzole%3F"],
)  # fmt: skip
def test_65_what_only_looks_like_an_address_is_404(client, riluzole, odd):
    assert answer(client, f"/therapies/{odd}/")[0] == 404
    assert answer(client, f"/therapies/{odd}/feed.atom")[0] == 404


def test_65_an_address_a_draft_wants_answers_as_nothing_does(client, cast, riluzole):
    therapy_draft(cast.ben, slug="wanted")
    for rest in AROUND:
        wanted = client.get(f"/therapies/wanted/{rest}")
        nothing = client.get(f"/therapies/nothing/{rest}")
        assert (wanted.status_code, wanted.content) == (404, nothing.content)
        assert dict(wanted.items()).keys() == dict(nothing.items()).keys()
