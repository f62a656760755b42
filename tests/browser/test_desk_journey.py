"""A page's way to the public by keyboard alone: one person writes, another approves."""

import pytest

from reviews.models import Submission
from tests.factories import Cast, therapy_draft

pytestmark = pytest.mark.browser

PASSWORD = "a long password for tests 7"  # noqa: S105
WATCH = """document.addEventListener("securitypolicyviolation", event =>
  console.error("CSP", event.violatedDirective, event.blockedURI))"""


@pytest.fixture
def cast(live_server):
    people = Cast()
    for person in (people.ada, people.carla):
        person.set_password(PASSWORD)
        person.save()
    return people


@pytest.fixture
def troubles(page):
    """Everything the browser complains of: violations of the policy, failed scripts."""
    found = []
    page.add_init_script(WATCH)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: _keep(found, message))
    return found


def _keep(found, message):
    # Chromium warns of features it does not know in the permissions policy; that is no trouble.
    if message.type == "error" and "Permissions-Policy" not in message.text:
        found.append(message.text)


def log_in(page, live_server, name):
    page.goto(f"{live_server.url}/admin/login/")
    page.locator("#id_username:focus").wait_for()  # the first field has the focus
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")


def tab_to(page, selector, most=400):
    """Press Tab until the focus is on the element; the keyboard has to be enough."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never reached {selector}")


def visible_focus(page):
    """The width of the outline around what has the focus, in CSS pixels."""
    style = "getComputedStyle(document.activeElement)"
    return page.evaluate(f"parseFloat({style}.outlineWidth) * ({style}.outlineStyle != 'none')")


def test_a_page_goes_public_by_keyboard_alone(page, live_server, cast, troubles):
    draft = therapy_draft(cast.ada, title="Examplin", slug="examplin", summary="")

    # Ada mends what the checklist names, sees it settle, and submits.
    log_in(page, live_server, "ada")
    page.goto(f"{live_server.url}/admin/therapies/therapy/{draft.pk}/change/")
    assert "Must be mended" in page.inner_text("#checklist")
    tab_to(page, "#id_summary")
    assert visible_focus(page) >= 3
    page.keyboard.type("A made-up medicine for this test.")
    page.locator("#checklist", has_text="Ready to submit").wait_for()
    draft.refresh_from_db()
    assert draft.summary == ""  # the checklist tried it and kept nothing
    tab_to(page, "button[name=_submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit/")
    tab_to(page, "#id_note")
    page.keyboard.type("Ready for your eyes.")
    tab_to(page, ".plain-form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/")
    assert "waits for review now" in page.inner_text("body")

    # Carla finds it in her queue, reads it and approves.
    page.context.clear_cookies()
    log_in(page, live_server, "carla")
    page.goto(f"{live_server.url}/admin/reviews/submission/?whose=waiting")
    tab_to(page, ".inbox h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/")
    assert "Ready for your eyes." in page.inner_text("body")
    for number in range(page.locator("[id^=id_reason-]").count()):
        tab_to(page, f"#id_reason-{number}")
        page.keyboard.type("Read and accepted.")
    tab_to(page, "[name=verdict]")
    page.keyboard.press("Space")
    tab_to(page, "#decide button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reviews/submission/")
    assert "is public now" in page.inner_text("body")

    submission = Submission.objects.get()
    assert submission.outcome == "published"
    answer = page.goto(f"{live_server.url}/therapies/examplin/")
    assert answer.status == 200
    assert "Examplin" in page.inner_text("h1")
    assert troubles == []


def test_rows_and_sources_are_added_by_script_without_a_violation(
    page, live_server, cast, troubles
):
    draft = therapy_draft(cast.ada, title="Examplin", slug="examplin")
    log_in(page, live_server, "ada")
    page.goto(f"{live_server.url}/admin/therapies/therapy/{draft.pk}/change/")
    page.focus("#harms-group .add-row a")
    page.keyboard.press("Enter")
    page.fill("#id_harms-1-statement", "Some people slept badly [@example2020].")
    page.focus("#harms-1 .select2-selection")
    page.keyboard.press("Enter")
    page.keyboard.type("example")
    page.wait_for_selector(".select2-results__option--highlighted")
    page.keyboard.press("Enter")
    page.focus("button[name=_continue]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist")
    assert draft.harms.count() == 2
    assert draft.harms.last().source.key == "example2020"
    assert troubles == []
