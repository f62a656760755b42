"""Batches in the desk: opened, read and decided over HTTP, and by nobody's picture or prefetch."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Batch, BatchItem, Decision, Event, Submission
from tests.factories import person
from tests.reviews.alike import alike, unlike
from tests.reviews.desk.posting import client_of

LIST = "/admin/reviews/batch/"


@pytest.fixture
def rows(cast):
    return alike(cast, 1, 2, 3)


def open_one(browser):
    """Press the button beside the first group; returns the batch."""
    key = browser.get(LIST).context["groups"][0].key
    answer = browser.post(f"{LIST}open/", {"key": key})
    assert answer.status_code == 302
    return Batch.objects.latest("pk")


def page(batch):
    return reverse("admin:reviews_batch_change", args=[batch.pk])


def reading(item):
    return reverse("admin:reviews_batch_read", args=[item.batch_id, item.submission_id])


def sent(batch, verdict="approve", **more):
    """What the form of a batch sends."""
    shown = {f"digest-{item.submission_id}": item.digest for item in batch.items.all()}
    return {"verdict": verdict, "comment": "", **shown, **more}


def drawn(batch):
    return batch.items.get(in_sample=True)


def read(browser, batch):
    item = drawn(batch)
    return browser.post(reading(item), {"digest": item.digest})


def text(answer):
    return answer.content.decode()


def test_the_queue_leads_to_what_is_alike(carla, rows):
    assert LIST in text(carla.get(reverse("admin:reviews_submission_changelist")))
    (group,) = carla.get(LIST).context["groups"]
    assert group.size == 3 and "only its dates changed" in group.words


def test_a_batch_is_opened_read_and_decided(carla, rows):
    batch = open_one(carla)
    assert "1 page to read, 1 of them unread" in text(carla.get(page(batch)))
    assert "I have read this page" in text(carla.get(reading(drawn(batch))))
    assert read(carla, batch).status_code == 302
    assert carla.post(page(batch), sent(batch)).status_code == 302
    assert "3 decisions" in text(carla.get(page(batch)))
    assert Submission.objects.filter(outcome="published", base_version__isnull=False).count() == 3


def test_15_looking_reads_for_nobody(carla, rows):
    batch = open_one(carla)
    before = Event.objects.count()
    for address in (LIST, page(batch), reading(drawn(batch)), f"{LIST}open/"):
        carla.get(address)
        carla.head(address)
    assert (Event.objects.count(), drawn(batch).opened_at) == (before, None)
    assert carla.get(f"{LIST}open/").status_code == 405


def test_the_page_read_alone_on_the_queue_is_not_read_in_the_batch(carla, rows):
    batch = open_one(carla)
    carla.get(reverse("admin:reviews_submission_decide", args=[drawn(batch).submission_id]))
    answer = carla.post(page(batch), sent(batch))
    assert answer.status_code == 409 and "have not been read" in text(answer)
    assert not Decision.objects.filter(batch_item__isnull=False).exists()


def test_loading_again_and_opening_again_draw_nothing_new(carla, rows):
    batch = open_one(carla)
    chosen = drawn(batch).pk
    for _again in range(3):
        carla.get(page(batch))
        carla.post(f"{LIST}open/", {"key": batch.key})
    assert (Batch.objects.count(), drawn(batch).pk) == (1, chosen)
    assert carla.get(LIST).context["groups"] == []
    assert list(carla.get(LIST).context["undecided"]) == [batch]


def test_sending_back_needs_a_comment_for_all(carla, rows):
    batch = open_one(carla)
    read(carla, batch)
    assert carla.post(page(batch), sent(batch, "request_changes")).status_code == 409
    answer = carla.post(page(batch), sent(batch, "request_changes", comment="Say more."))
    assert answer.status_code == 302
    assert Decision.objects.filter(comment="Say more.").count() == 3


@pytest.mark.parametrize(
    "wrong",
    [{"verdict": ""}, {"verdict": "reject"}, {"verdict": "\x00"}, {"comment": "a\x00b"}],
)
def test_what_makes_no_sense_is_an_error_of_the_form(carla, rows, wrong):
    batch = open_one(carla)
    read(carla, batch)
    assert carla.post(page(batch), {**sent(batch), **wrong}).status_code == 400
    assert not Decision.objects.filter(batch_item__isnull=False).exists()


def test_a_digest_that_was_not_on_the_page_decides_nothing(carla, rows):
    batch = open_one(carla)
    read(carla, batch)
    name = f"digest-{rows[0].pk}"
    for wrong in ({name: "sha256:0"}, {name: ""}, {name: "\x00"}):
        assert carla.post(page(batch), {**sent(batch), **wrong}).status_code == 409
    odd = {f"digest-{'9' * 40}": "x", "digest-x": "x", "digest-²": "x"}
    assert carla.post(page(batch), {**sent(batch), **odd}).status_code == 302


def test_what_was_closed_meanwhile_is_named(carla, cast, rows):
    from reviews import actions

    batch = open_one(carla)
    read(carla, batch)
    actions.cancel_submission(submission=rows[0], by=cast.ada)
    assert "1 submission has been closed meanwhile" in text(carla.get(page(batch)))
    carla.post(page(batch), sent(batch))
    assert "This was decided already." in text(carla.get(page(batch)))


def test_what_takes_too_long_says_how_far_it_is(carla, rows, monkeypatch):
    monkeypatch.setattr("reviews.desk.batches.SECONDS", -1)
    monkeypatch.setattr("reviews.actions.batches.AT_ONCE", 1)
    batch = open_one(carla)
    read(carla, batch)
    assert "1 of 3 are settled" in text(carla.post(page(batch), sent(batch)))
    carla.post(page(batch), sent(batch))
    assert carla.post(page(batch), sent(batch)).status_code == 302


@pytest.mark.parametrize("who", ["ada", "pia", "olu"])
def test_others_see_and_cannot_decide(cast, carla, rows, who):
    batch = open_one(carla)
    browser = client_of(getattr(cast, who))
    for address in (LIST, page(batch), reading(drawn(batch))):
        assert browser.get(address).status_code == 200
    assert read(browser, batch).status_code == 403
    assert browser.post(page(batch), sent(batch)).status_code == 403
    assert browser.post(f"{LIST}open/", {"key": batch.key}).status_code in (403, 409)
    assert drawn(batch).opened_at is None


def test_another_reviewer_opens_a_batch_of_their_own(cast, carla, rows):
    batch = open_one(carla)
    ed = client_of(cast.ed)
    assert read(ed, batch).status_code == 403
    assert "Another reviewer opened this batch" in text(ed.get(page(batch)))
    assert open_one(ed).reviewer == cast.ed


def test_material_changes_are_on_no_list_of_what_is_alike(cast, carla):
    row = unlike(cast, 1)
    assert carla.get(LIST).context["groups"] == []
    assert carla.post(f"{LIST}open/", {"key": row.drift.key}).status_code == 409


def test_strangers_see_nothing(carla, client, rows):
    batch = open_one(carla)
    nobody = client_of(person("nobody"))
    for address in (LIST, page(batch), reading(drawn(batch))):
        assert client.get(address).status_code == 302
        assert nobody.get(address).status_code == 403


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "%00"])
def test_a_batch_that_is_not_there_is_not_found(carla, number):
    for address in (f"{LIST}{number}/change/", f"{LIST}{number}/read/1/"):
        assert carla.get(address, follow=True).status_code == 404
        assert carla.post(address, follow=True).status_code == 404


def test_absurd_keys_open_nothing(carla, rows):
    for key in ("", "\x00", "x" * 5000, "sha256:" + "0" * 64):
        assert carla.post(f"{LIST}open/", {"key": key}).status_code == 409
    for after in ("x", "9" * 40, "1.\x00", "1.x"):
        assert carla.get(LIST, {"after": after}).status_code == 200
    assert not BatchItem.objects.exists()


def test_the_pages_cost_the_same_for_one_and_for_many(cast, carla):
    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            assert carla.get(address).status_code == 200
        return len(captured)

    alike(cast, 1)
    before = queries(LIST)
    one = queries(page(open_one(carla)))
    alike(cast, *range(2, 12))
    assert queries(page(open_one(carla))) == one
    assert queries(LIST) <= before + 1
