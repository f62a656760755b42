"""Every address of the desk, with sensible and with absurd input: no error of the server."""

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from reviews.models import Event
from tests.factories import published_therapy, submitted, therapy_draft, trial_draft

ABSURD = (
    {"q": "\x00"},
    {"q": "x" * 5000},
    {"p": "999999"},
    {"p": "x"},
    {"o": "9.-9.x"},
    {"e": "1"},
    {"state": "\x00", "kind": "'", "whose": "x", "overdue": "%"},
    {"id__exact": "9" * 40},
    {"password__startswith": "a"},
)


@pytest.fixture
def full(cast):
    """Something in every list of the desk."""
    published_therapy(cast, title="Livin", slug="livin")
    submitted(therapy_draft(cast.ada), cast.ada)
    trial_draft(cast.ada)


def lists():
    for model in sorted(admin.site._registry, key=lambda model: model._meta.label):
        opts = model._meta
        yield model, f"admin:{opts.app_label}_{opts.model_name}"


def journal_size():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM therapies_historicaltherapy")
        return cursor.fetchone()[0], Event.objects.count()


def test_reading_every_page_changes_nothing(full, root):
    before = journal_size()
    for model, name in lists():
        assert root.get(reverse(f"{name}_changelist")).status_code == 200
        row = model._default_manager.first()
        for page in ("change", "history") if row else ():
            assert root.get(reverse(f"{name}_{page}", args=[row.pk])).status_code in (200, 302)
    assert journal_size() == before


@pytest.mark.parametrize("query", ABSURD)
def test_absurd_filters_are_no_error_of_the_server(full, root, query):
    for _model, name in lists():
        answer = root.get(reverse(f"{name}_changelist"), query)
        assert answer.status_code in (200, 302, 400), (name, query)


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "%00", "1%2F..", "_5F"])
def test_absurd_numbers_are_no_error_of_the_server(full, root, number):
    for _model, name in lists():
        address = reverse(f"{name}_changelist") + f"{number}/"
        for page in ("change", "history", "delete", "check", "preview", "submit", "history/1"):
            for method in (root.get, root.post):
                answer = method(f"{address}{page}/")
                assert answer.status_code in (200, 302, 403, 404, 405), (address, page)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"term": "\x00", "app_label": "therapies", "model_name": "outcome", "field_name": "source"},
        {"app_label": "reviews", "model_name": "user", "field_name": "password"},
        {"app_label": "x", "model_name": "y", "field_name": "z"},
        {"app_label": "trials", "model_name": "criterion", "field_name": "verified_by"},
    ],
)
def test_autocomplete_answers_only_what_its_form_may_ask(full, ada, query):
    assert ada.get(reverse("admin:autocomplete"), query).status_code in (200, 403, 404)


def test_autocomplete_gives_authors_no_list_of_people(full, ada):
    asked = {"app_label": "trials", "model_name": "criterion", "field_name": "verified_by"}
    assert ada.get(reverse("admin:autocomplete"), {**asked, "term": "a"}).status_code == 403
