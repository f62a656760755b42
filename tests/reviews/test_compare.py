"""Two published versions side by side: what changed, and nothing that was never published."""

import pytest

from alsportal import pagecache
from reviews import actions
from tests.factories import (
    approve,
    guide_draft,
    published_guide,
    published_term,
    published_therapy,
    published_trial,
    save,
    submitted,
)
from tests.reading import hold_edition, text_of

pytestmark = pytest.mark.django_db
COMPARE = "/therapies/riluzole/versions/compare/"


def next_version(draft, cast, note="Better words.", **changes):
    """Publish a draft with changes; returns its entry."""
    draft.refresh_from_db()
    for name, value in {"change_note": note, "change_kind": "material", **changes}.items():
        setattr(draft, name, value)
    save(draft, cast.ada)
    approve(submitted(draft, cast.ada), cast.carla)
    pagecache.forget()
    return draft.entry


@pytest.fixture
def riluzole(cast):
    entry = published_therapy(cast, slug="riluzole", title="Riluzole", summary="Old words here.")
    next_version(entry.therapy, cast, summary="New words here.")
    return next_version(entry.therapy, cast, "A reason.", summary="New words here, p<0.05 & more.")


def test_what_changed_stands_in_words_and_in_marks(client, riluzole):
    html = client.get(f"{COMPARE}?from=1&to=2").content.decode()
    assert '<del><span class="op">[removed:</span> Old<span class="op">]</span></del>' in html
    assert '<ins><span class="op">[added:</span> New<span class="op">]</span></ins>' in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_whole_document_is_compared(client, cast, riluzole):
    page = text_of(client.get(f"{COMPARE}?from=1&to=3"))
    assert "Summary ± changed" in page
    assert "Change note" in page
    assert "From version 1" in page and "to version 3" in page


def test_what_was_written_is_never_markup(client, riluzole):
    html = client.get(f"{COMPARE}?from=2&to=3").content.decode()
    assert "&lt;0" in html and "&amp; more" in html and "p<0" not in html


def test_the_order_of_the_sides_does_not_matter(client, riluzole):
    assert text_of(client.get(f"{COMPARE}?from=3&to=1")) == text_of(
        client.get(f"{COMPARE}?from=1&to=3")
    )


def test_a_comparison_costs_one_statement_and_is_kept(client, riluzole, django_assert_num_queries):
    hold_edition(client)
    with django_assert_num_queries(1):
        first = client.get(f"{COMPARE}?from=1&to=3")
    with django_assert_num_queries(0):
        again = client.get(f"{COMPARE}?to=3&from=1", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert client.head(f"{COMPARE}?from=1&to=3").content == b""
    assert client.post(f"{COMPARE}?from=1&to=3").status_code == 405


@pytest.mark.parametrize(
    "query",
    ["", "?from=1", "?from=1&to=1", "?from=0&to=1", "?from=x&to=1", "?from=1&to=-1", "?from=1&to=",
     "?from=1&to=2&x=1", "?from=1&to=2&to=3", "?from=1&to=9999999999999", "?from=1&to=%00",
     "?from=1&to=%D9%A2"],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_is_400_and_says_why(client, riluzole, query):
    response = client.get(COMPARE + query)
    assert response.status_code == 400
    assert "banner-care" in response.content.decode()


@pytest.mark.parametrize("pair", ["1&to=4", "3&to=4", "4&to=5", "1&to=999999999"])
def test_61_a_number_that_was_never_published_is_404(client, cast, riluzole, pair):
    submitted(_moved_on(riluzole.therapy, cast), cast.ada)
    assert client.get(f"{COMPARE}?from={pair}").status_code == 404


def _moved_on(draft, cast):
    draft.refresh_from_db()
    draft.summary = "xqcanary"
    return save(draft, cast.ada)


def test_61_a_page_that_was_never_public_is_404(client, cast):
    guide_draft(cast.ada, slug="only-a-draft")
    nothing = client.get("/guides/nothing/versions/compare/?from=1&to=2")
    draft = client.get("/guides/only-a-draft/versions/compare/?from=1&to=2")
    assert draft.status_code == nothing.status_code == 404
    assert draft.content == nothing.content


def test_a_page_that_was_taken_down_is_410(client, cast, riluzole):
    actions.remove(entry=riluzole, by=cast.pia, reason="Wrong.", what_now="Ask your team.")
    pagecache.forget()
    response = client.get(f"{COMPARE}?from=1&to=2")
    assert response.status_code == 410
    assert "Wrong." in text_of(response)


def test_a_version_that_was_taken_down_stays_410_when_the_page_is_back(client, cast, riluzole):
    actions.remove(entry=riluzole, by=cast.pia, reason="Wrong.", what_now="Ask your team.")
    next_version(riluzole.therapy, cast)
    assert client.get(f"{COMPARE}?from=3&to=4").status_code == 410
    assert client.get(f"{COMPARE}?from=1&to=4").status_code == 200
    page = client.get("/therapies/riluzole/").context["version"]
    assert (page["previous_url"], page["changed_url"]) == ("", "")


def test_an_old_version_leads_to_what_changed_since(client, riluzole):
    html = client.get("/therapies/riluzole/versions/1/").content.decode()
    assert f'href="{COMPARE}?from=1&amp;to=3"' in html
    html = client.get("/therapies/riluzole/").content.decode()
    assert f'href="{COMPARE}?from=2&amp;to=3"' in html
    assert 'href="/therapies/riluzole/versions/2/"' in html


def test_the_list_of_versions_has_a_form_without_script(client, riluzole):
    html = client.get("/therapies/riluzole/versions/").content.decode()
    assert f'<form class="compare-form" method="get" action="{COMPARE}">' in html
    assert html.count('name="from"') == html.count('name="to"') == 3
    assert html.count(" checked>") == 2


def test_one_version_alone_has_nothing_to_be_compared_with(client, cast):
    entry = published_term(cast)
    assert "compare-form" not in client.get(f"/words/{entry.slug}/versions/").content.decode()


@pytest.mark.parametrize("publish", [published_trial, published_guide, published_term])
def test_every_kind_can_be_compared(client, cast, publish):
    entry = publish(cast)
    next_version(getattr(entry, entry.kind), cast, summary="Other words.")
    page = client.get(f"{client_url(entry)}versions/compare/?from=1&to=2")
    labels = [difference.label for difference in page.context["differences"]]
    assert labels[0] == "Summary"


def client_url(entry):
    from reviews.published import entry_url

    entry.refresh_from_db()
    return entry_url(entry)
