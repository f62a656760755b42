"""What a browser has to say about public pages: nothing. No violation of the CSP, no error."""

import pytest

from tests.browser.test_without_script import site  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/new/",
    "/therapies/examplin/",
    "/therapies/examplin/versions/",
    "/therapies/examplin/versions/compare/?from=1&to=2",
    "/trials/NCT04856982/",
    "/api/docs/",
    "/api/docs/#shape-Problem",
)


@pytest.fixture(params=["light", "dark"])
def listening(request, browser, site):  # noqa: F811
    """A page, and what its console and its network said."""
    context = browser.new_context(base_url=site, color_scheme=request.param)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda failed: _unless_we_left(said, failed))
    yield page, said
    context.close()


def _unless_we_left(said, failed):
    """The icon of a page may still be on its way when the test goes to the next one."""
    if failed.failure != "net::ERR_ABORTED":
        said.append(f"{failed.url}: {failed.failure}")


def test_the_console_stays_silent_and_nothing_is_asked_of_others(listening, site):  # noqa: F811
    page, said = listening
    page.on("request", lambda asked: asked.url.startswith(site) or said.append(asked.url))
    for path in PAGES:
        page.goto(path)
        page.emulate_media(media="print")
        page.emulate_media(media="screen")
    assert said == []


def test_a_link_to_a_shape_opens_it(listening):
    page, _said = listening
    page.goto("/api/docs/#shape-Problem")
    assert page.locator("#shape-Problem").evaluate("shape => shape.open")
