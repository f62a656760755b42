"""What is new: every public change with its reason, by kind and by edition."""

import pytest

from alsportal import news, pagecache
from reviews import actions
from tests.factories import published_therapy, published_trial, submitted, therapy_draft
from tests.reading import hold_edition, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def riluzole(cast):
    return published_therapy(cast, slug="riluzole", title="Riluzole")


def test_it_tells_what_happened_and_why(client, cast, riluzole):
    actions.raise_advisory(entry=riluzole, by=cast.carla, kind="recalled")
    actions.remove(entry=riluzole, by=cast.pia, reason="It fell.", what_now="Ask us.")
    page = text_of(client.get("/new/"))
    assert page.index("Taken down: Riluzole") < page.index("Warning: Riluzole")
    assert page.index("Warning: Riluzole") < page.index("New page: Riluzole")
    assert "It fell. Ask us." in page


def test_it_can_be_of_one_kind(client, cast, riluzole):
    trial = published_trial(cast)
    items = client.get("/new/?kind=trial").context["items"]
    assert [item.url for item in items] == [f"/trials/{trial.slug}/"]


def test_59_what_is_not_public_is_not_new(client, cast, riluzole):
    before = client.get("/new/").content
    submitted(therapy_draft(cast.ada, title="xqcanary"), cast.ada)
    pagecache.forget()
    assert client.get("/new/").content == before


def test_nothing_new_is_said(client, db):
    assert "Nothing has been published yet." in text_of(client.get("/new/"))
    assert "nothing further" in text_of(client.get("/new/?before=1"))


def test_it_is_walked_by_edition_there_and_back(client, cast, monkeypatch):
    monkeypatch.setattr(news, "window", lambda query, **k: window(query, **k, size=2))
    for number in range(5):
        published_therapy(cast, slug=f"t{number}")
    seen, url = [], "/new/?kind=therapy"
    while url:
        context = client.get(url).context
        seen.append([item.edition for item in context["items"]])
        back, url = context["previous_url"], context["next_url"]
    assert seen == [[5, 4], [3, 2], [1]]
    assert [item.edition for item in client.get(back).context["items"]] == [3, 2]


window = news.window


def test_it_costs_two_statements_at_most_and_is_kept(
    client, cast, riluzole, django_assert_num_queries
):
    actions.raise_advisory(entry=riluzole, by=cast.carla, kind="recalled")
    hold_edition(client)
    with django_assert_num_queries(2):
        tag = client.get("/new/")["ETag"]
    with django_assert_num_queries(0):
        assert client.get("/new/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("query", ["kind=draft", "kind=therapy&kind=trial", "page=2", "before=x"])
def test_it_refuses_what_it_does_not_know(client, db, query):
    assert client.get(f"/new/?{query}").status_code == 400


def test_it_is_only_read(client, db):
    assert client.post("/new/").status_code == 405
    assert client.head("/new/").content == b""


def test_home_leads_there(client, db):
    assert 'class="door" href="/new/"' in client.get("/").content.decode()
