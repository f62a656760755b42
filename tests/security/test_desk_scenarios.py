"""Hostile scenarios at the desk's forms, by their number."""

from django.test import Client
from django.urls import reverse

from reviews import actions, audit, canonical
from reviews.models import Decision, Submission, Version
from tests.factories import published_therapy, published_trial, submitted, therapy_draft
from tests.reviews.desk.posting import client_of, decision, save


def test_15_an_approval_from_another_site_is_refused(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.carla)
    address = reverse("admin:reviews_submission_decide", args=[submission.pk])
    assert client.post(address, decision(submission)).status_code == 403
    assert not Decision.objects.exists()


def test_scenario_63_an_author_does_not_take_back_what_others_submitted(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    address = reverse("admin:reviews_submission_cancel", args=[submission.pk])
    assert client_of(cast.ben).post(address).status_code == 403
    assert client_of(cast.ada).post(address).status_code == 302


def test_15_fetching_a_decision_with_its_form_in_the_address_decides_nothing(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    address = reverse("admin:reviews_submission_decide", args=[submission.pk])
    client_of(cast.carla).get(address, decision(submission))
    assert not Decision.objects.exists() and not Version.objects.exists()


def test_45_rows_of_the_same_request_are_part_of_what_is_frozen(cast):
    draft = therapy_draft(cast.ada)
    changes = {"title": "Renamed", "harms__0__statement": "It hurt [@example2020]."}
    save(client_of(cast.ada), draft, **changes)
    draft.refresh_from_db()
    document = canonical.load(submitted(draft, cast.ada).document)
    assert document["title"] == "Renamed"
    assert document["harms"][0]["statement"]["markdown"] == "It hurt [@example2020]."


def test_45_saving_a_form_publishes_nothing(cast):
    entry = published_therapy(cast)
    before = entry.live_version.document
    save(client_of(cast.ada), entry.therapy, title="Only a draft")
    entry.refresh_from_db()
    assert entry.live_version.document == before


def test_71_every_version_ever_published_passes_the_audit(cast):
    for publish in (published_therapy, published_trial, published_therapy):
        entry = publish(cast)
    actions.remove(entry=entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    sections = list(audit.run())
    assert sum(section.counts.get("versions", 0) for section in sections) == 3
    assert not [breach for section in sections for breach in section.breaches]


def test_71_every_version_still_shown_renders_at_its_permanent_address(cast):
    published_therapy(cast)
    published_trial(cast)
    assert Submission.objects.count() == Version.objects.count() == 2
    for version in Version.objects.select_related("entry"):
        kind = {"therapy": "therapies", "trial": "trials"}[version.entry.kind]
        answer = Client().get(f"/{kind}/{version.entry.slug}/versions/{version.number}/")
        assert answer.status_code == 200
        assert version.digest.split(":")[1][:8] in answer.content.decode()
