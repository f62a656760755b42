"""Pages around a page: both ways, live ones alone, whatever address or name they had when named."""

import pytest

from alsportal import pagecache
from reviews import actions
from tests.factories import (
    TODAY,
    approve,
    published_guide,
    published_term,
    published_therapy,
    published_trial,
    save,
    submitted,
    therapy_draft,
    trial_draft,
)
from tests.reading import hold_edition
from therapies.models import TherapyTrial
from trials.models import TrialTherapy

pytestmark = pytest.mark.django_db


def groups_of(client, url):
    """What the panel shows: {kind: [title]}."""
    pagecache.forget()
    groups = client.get(url).context["related"]["groups"]
    return {group["kind"]: [card["title"] for card in group["cards"]] for group in groups}


def naming(cast, entry, *, slug="examplin-live", label="The trial"):
    """A live therapy page that names a trial."""
    draft = therapy_draft(cast.ada, slug=slug, title=slug.capitalize())
    row = TherapyTrial(therapy=draft, entry=entry, label=label, result="negative")
    save(row, cast.ada)
    approve(submitted(draft, cast.ada), cast.carla)
    return draft


def test_a_trial_shows_the_therapies_guides_and_words_that_name_it(cast, client):
    trial = published_trial(cast, nct="NCT90000001")
    naming(cast, trial)
    guide, word = published_guide(cast, links=[trial]), published_term(cast, links=[trial])
    assert groups_of(client, "/trials/NCT90000001/") == {
        "therapy": ["Examplin-live"],
        "guide": [guide.guide.title],
        "term": [word.term.title],
    }


def test_a_therapy_shows_who_names_it_and_its_trials_apart(cast, client):
    therapy = published_therapy(cast, slug="riluzole")
    draft = trial_draft(cast.ada, nct="NCT90000002")
    save(TrialTherapy(trial=draft, entry=therapy, label="Riluzole"), cast.ada)
    approve(submitted(draft, cast.ada), cast.carla)
    guide = published_guide(cast, links=[therapy])
    response = client.get("/therapies/riluzole/")
    assert [card["title"] for card in response.context["panel"]["trials"]] == [draft.title]
    assert groups_of(client, "/therapies/riluzole/") == {"guide": [guide.guide.title]}


def test_a_guide_shows_what_leads_to_it_beside_its_own_links(cast, client):
    therapy = published_therapy(cast, slug="riluzole", title="Riluzole")
    guide = published_guide(cast, links=[therapy])
    word = published_term(cast, links=[guide])
    assert groups_of(client, f"/guides/{guide.slug}/") == {"term": [word.term.title]}


def test_a_page_that_is_not_public_is_in_no_panel(cast, client):
    trial = published_trial(cast, nct="NCT90000001")
    draft = naming(cast, trial)
    assert "therapy" in groups_of(client, "/trials/NCT90000001/")
    actions.remove(entry=draft.entry, by=cast.pia, reason="Wrong.", what_now="Ask your team.")
    assert groups_of(client, "/trials/NCT90000001/") == {}


def test_a_page_named_before_it_was_public_is_found_once_it_is(cast, client):
    waiting = trial_draft(cast.ben, nct="NCT90000003", title="CENTAUR")
    draft = naming(cast, waiting.entry, label="Centaur (NCT90000003)")
    url = f"/therapies/{draft.slug}/"
    before = client.get(url).context
    assert (before["document"]["trials"][0]["slug"], before["panel"]["trials"]) == ("", [])
    approve(submitted(waiting, cast.ben), cast.carla)
    pagecache.forget()
    after = client.get(url).context
    assert [card["url"] for card in after["panel"]["trials"]] == ["/trials/NCT90000003/"]
    assert after["document"] == before["document"]


def test_a_link_of_a_guide_becomes_one_once_its_page_is_live(cast, client):
    waiting = therapy_draft(cast.ben, slug="waiting", title="More on it")
    guide = published_guide(cast, links=[waiting.entry])
    link = guide.guide.links.get().label
    waiting.title = link
    save(waiting, cast.ben)
    approve(submitted(waiting, cast.ben), cast.carla)
    html = client.get(f"/guides/{guide.slug}/").content.decode()
    assert f'<a href="/therapies/waiting/">{link}</a>' in html


def test_a_renamed_page_is_found_under_every_address_it_had(cast, client):
    trial = published_trial(cast, nct="NCT90000001")
    draft = naming(cast, trial, slug="old-name")
    guide = published_guide(cast, links=[draft.entry])
    draft.refresh_from_db()
    draft.slug, draft.change_note = "new-name", "A better address."
    draft.last_reviewed = TODAY
    save(draft, cast.ada)
    approve(submitted(draft, cast.ada), cast.carla)
    assert groups_of(client, "/therapies/new-name/") == {"guide": [guide.guide.title]}
    linked = client.get(f"/guides/{guide.slug}/").context["linked"]
    assert [card["url"] for _row, card in linked] == ["/therapies/new-name/"]


def test_a_page_costs_two_statements_with_its_panel(cast, client, django_assert_num_queries):
    trial = published_trial(cast, nct="NCT90000001")
    draft = naming(cast, trial)
    guide = published_guide(cast, links=[draft.entry])
    hold_edition(client)
    for url in ("/trials/NCT90000001/", f"/therapies/{draft.slug}/", f"/guides/{guide.slug}/"):
        with django_assert_num_queries(2):
            client.get(url)


def test_a_long_panel_names_some_and_leads_to_the_rest(cast, client, monkeypatch):
    monkeypatch.setattr("reviews.related.SHOWN", 1)
    trial = published_trial(cast, nct="NCT90000001")
    for slug in ("first", "second", "third"):
        naming(cast, trial, slug=slug)
    page = client.get("/trials/NCT90000001/")
    assert groups_of(client, "/trials/NCT90000001/") == {"therapy": ["First"]}
    assert "2 more: search in Therapies" in page.content.decode()


def test_an_old_version_has_no_panel_of_today(cast, client):
    guide = published_guide(cast, links=[published_therapy(cast)])
    page = client.get(f"/guides/{guide.slug}/versions/1/")
    assert "Also on this site" not in page.content.decode()
