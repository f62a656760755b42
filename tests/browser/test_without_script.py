"""Every public page with scripts off: whole, one column wide enough for a phone, and of use."""

import pytest

from tests.factories import (
    Cast,
    published,
    published_guide,
    published_term,
    published_therapy,
    published_trial,
    save,
)

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 640}
WIDER_THAN_THE_SCREEN = """[...document.querySelectorAll("main *")]
  .filter(node => node.getBoundingClientRect().right > innerWidth + 1
          && !node.closest(".visually-hidden, .table-scroll, pre"))
  .map(node => node.outerHTML.slice(0, 120))"""


@pytest.fixture
def site(live_server):
    """A site with a page of each kind, one of them in two versions."""
    cast = Cast()
    entry = published_therapy(cast, title="Examplin", slug="examplin")
    draft = entry.therapy
    draft.summary, draft.change_kind = "A made-up medicine, described anew.", "minor"
    save(draft, cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    trial = published_trial(cast, nct="NCT04856982")
    published_guide(cast, slug="where-to-begin", links=[entry, trial])
    published_term(cast, slug="placebo", title="Placebo", links=[trial])
    return live_server.url


@pytest.fixture
def plain(browser, site):
    """A phone that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, base_url=site)
    yield context.new_page()
    context.close()


PAGES = (
    "/",
    "/therapies/",
    "/therapies/examplin/",
    "/therapies/examplin/versions/",
    "/therapies/examplin/versions/1/",
    "/trials/",
    "/trials/NCT04856982/",
    "/guides/",
    "/guides/where-to-begin/",
    "/words/",
    "/words/placebo/",
    "/search/?q=examplin",
    "/search/?q=nothingatall",
    "/new/",
    "/therapies/examplin/versions/compare/?from=1&to=2",
    "/api/docs/",
    "/how-we-check/",
    "/accessibility/",
    "/privacy/",
    "/nothing/here/",
)


def test_every_page_is_whole_without_script(plain):
    for path in PAGES:
        answer = plain.goto(path)
        assert answer.status == (404 if path == "/nothing/here/" else 200), path
        assert plain.locator("h1").count() == 1, path
        assert plain.locator("main").inner_text().strip(), path
        assert "set-cookie" not in answer.headers, path


def test_no_page_is_wider_than_a_phone(browser, site):
    context = browser.new_context(viewport=PHONE, base_url=site)
    page = context.new_page()
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], (
            path,
            page.evaluate(WIDER_THAN_THE_SCREEN),
        )
    context.close()


def test_a_reader_finds_a_page_by_searching_and_filtering_without_script(plain):
    plain.goto("/")
    plain.fill("#q", "examplin")
    plain.press("#q", "Enter")
    plain.click("main .card-title a")
    assert plain.inner_text("h1") == "Examplin"
    plain.goto("/trials/")
    plain.click(".filters summary")
    plain.select_option(".filter-form select[name=recruitment]", "open")
    plain.click(".filter-form button")
    assert "recruitment=open" in plain.url
    assert plain.locator(".cards .card").count() == 1


def test_references_open_without_script(plain):
    plain.goto("/therapies/examplin/")
    plain.click(".references summary")
    assert plain.locator("#ref-1").is_visible()
