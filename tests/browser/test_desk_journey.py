"""A page's way to the public by keyboard alone: written, approved, published, read."""

import datetime

import pytest
import time_machine

from reviews.models import Submission
from tests.factories import Cast, therapy_draft

pytestmark = pytest.mark.browser

PASSWORD = "a long password for tests 7"  # noqa: S105
WATCH = """document.addEventListener("securitypolicyviolation", event =>
  console.error("CSP", event.violatedDirective, event.blockedURI))"""


@pytest.fixture
def cast(live_server):
    people = Cast()
    for person in (people.ada, people.carla, people.pia):
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
    tab_to(page, "#id_login", most=12)
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


def sign_in_as(page, live_server, name):
    """Another person sits down at the same keyboard."""
    page.context.clear_cookies()
    log_in(page, live_server, name)


def press(page, selector, key="Enter"):
    tab_to(page, selector)
    page.keyboard.press(key)


def approve(page):
    """The decision page, from its warnings to its last button."""
    for number in range(page.locator("[id^=id_reason-]").count()):
        tab_to(page, f"#id_reason-{number}")
        page.keyboard.type("Read and accepted.")
    press(page, "[name=verdict]", "Space")
    press(page, "#decide button")
    page.wait_for_url("**/reviews/submission/")


def test_author_clinician_publisher_and_reader_by_keyboard_alone(page, live_server, cast, troubles):
    draft = therapy_draft(cast.ada, title="Examplin", slug="examplin")
    now = datetime.datetime.now(datetime.UTC)
    morning = (now + datetime.timedelta(days=1)).replace(hour=8, minute=0)

    # Ada submits it, to be public tomorrow morning.
    log_in(page, live_server, "ada")
    page.goto(f"{live_server.url}/admin/therapies/therapy/{draft.pk}/submit/")
    tab_to(page, "#id_publish_at")
    page.keyboard.type(f"{morning:%m%d%Y}")
    page.keyboard.press("ArrowRight")  # from the year to the hour
    page.keyboard.type("0800AM")
    press(page, ".plain-form button")
    page.wait_for_url("**/decide/")

    # Carla approves; nothing is public before its time, for her or for a reader.
    sign_in_as(page, live_server, "carla")
    page.goto(f"{live_server.url}/admin/reviews/submission/?whose=waiting")
    press(page, ".inbox h2 a")
    page.wait_for_url("**/decide/")
    approve(page)
    assert page.request.get(f"{live_server.url}/therapies/examplin/").status == 404

    # Pia publishes it when its time has come.
    with time_machine.travel(morning + datetime.timedelta(minutes=5)):
        sign_in_as(page, live_server, "pia")
        page.goto(f"{live_server.url}/admin/reviews/submission/")
        press(page, ".inbox h2 a")
        page.wait_for_url("**/decide/")
        press(page, "form[action$='/publish/'] button")
        page.get_by_text("is public now").wait_for()

        # A reader finds it from the first page, without a pointer.
        page.context.clear_cookies()
        page.goto(live_server.url)
        tab_to(page, "#q", most=10)
        page.keyboard.type("examplin")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=examplin*")
        press(page, "main .card-title a")
        page.wait_for_url("**/therapies/examplin/")
        assert "Carla" in page.inner_text("#version")
        assert page.context.cookies() == []
    assert troubles == []


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
