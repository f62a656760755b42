"""The preview is the page: what a reviewer reads is what readers will get."""

import re

import pytest
from django.urls import reverse

from tests.factories import (
    approve,
    published_therapy,
    published_trial,
    save,
    submitted,
    therapy_draft,
    trial_draft,
)
from tests.reviews.desk.posting import client_of, url
from therapies.models import TherapyTrial

COLOPHON = re.compile(r'<section class="colophon".*?</section>', re.DOTALL)
BANNER = re.compile(r'<section class="banner banner-care" aria-label="Preview">.*?</section>', re.S)
APPROVED = re.compile(r"<div><dt>Approved as .*?</div>", re.DOTALL)  # the colophon once more
CRUMBS = re.compile(r'<nav class="crumbs.*?</nav>', re.DOTALL)
MAIN = re.compile(r"<main.*</main>", re.DOTALL)


def body(response):
    """What stands in the middle of a page, without colophon, banner and the way back to lists."""
    assert response.status_code == 200
    main = MAIN.search(response.content.decode())[0]
    for part in (COLOPHON, BANNER, APPROVED, CRUMBS):
        main = part.sub("", main)
    return re.sub(r"\s+", " ", main)


def preview(submission, browser):
    return browser.get(reverse("admin:reviews_submission_preview", args=[submission.pk]))


@pytest.mark.parametrize("make", [therapy_draft, trial_draft])
def test_the_published_page_is_the_preview_but_for_colophon_and_banner(cast, carla, client, make):
    submission = submitted(make(cast.ada), cast.ada)
    before = body(preview(submission, carla))
    approve(submission, cast.carla)
    submission.entry.refresh_from_db()
    kind = {"therapy": "therapies", "trial": "trials"}[submission.entry.kind]
    assert body(client.get(f"/{kind}/{submission.entry.slug}/")) == before


def test_the_dated_panel_beside_the_document_is_in_the_preview(cast, carla, client):
    trial = published_trial(cast, nct="NCT91234567", title="A trial of examplin")
    draft = therapy_draft(cast.ada, slug="examplin")
    save(TherapyTrial(therapy=draft, entry=trial, label="NCT91234567"), cast.ada)
    submission = submitted(draft, cast.ada)
    before = body(preview(submission, carla))
    assert "A trial of examplin" in before
    approve(submission, cast.carla)
    assert body(client.get("/therapies/examplin/")) == before


def test_a_second_version_is_previewed_as_it_will_stand(cast, carla, client):
    entry = published_therapy(cast, slug="examplin")
    draft = entry.therapy
    draft.summary = "Another summary."
    draft.change_kind, draft.change_note = "material", "Another summary."
    save(draft, cast.ada)
    submission = submitted(draft, cast.ada)
    before = body(preview(submission, carla))
    approve(submission, cast.carla)
    assert body(client.get("/therapies/examplin/")) == before


def test_a_draft_is_previewed_as_saved_and_kept_nowhere(cast, ada):
    answer = ada.get(url(therapy_draft(cast.ada, title="Examplin"), "preview"))
    assert answer.status_code == 200
    assert "Preview, not public" in answer.content.decode()
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert 'rel="canonical"' not in answer.content.decode()


def test_a_draft_without_an_address_has_a_preview_too(cast, ada):
    draft = therapy_draft(cast.ada)
    type(draft).objects.filter(pk=draft.pk).update(slug="")
    assert ada.get(url(draft, "preview")).status_code == 200


def test_62_a_preview_needs_a_person_who_may_see_the_submission(cast, client, django_user_model):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    address = reverse("admin:reviews_submission_preview", args=[submission.pk])
    assert client.get(address).status_code == 302
    assert client.get(f"{address}?token=x&preview=1").status_code == 302
    stranger = django_user_model.objects.create_user("stranger", is_staff=True)
    assert client_of(stranger).get(address).status_code == 403
    gone = client_of(cast.carla)
    django_user_model.objects.filter(pk=cast.carla.pk).update(is_active=False)
    assert gone.get(address).status_code == 302


def test_60_after_a_preview_strangers_get_nothing_of_it(cast, carla, client):
    submission = submitted(therapy_draft(cast.ada, slug="examplin"), cast.ada)
    assert preview(submission, carla).status_code == 200
    assert client.get("/therapies/examplin/").status_code == 404
