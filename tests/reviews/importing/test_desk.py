"""Importing a page in the desk: look first, keep then, and the page as found beside the draft."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.models import Entry, FoundPage
from tests.factories import therapy_draft
from tests.reviews.desk.posting import client_of, url
from therapies.models import Guide, Therapy

ADDRESS = "/admin/import/"


@pytest.fixture
def ada(cast):
    return client_of(cast.ada)


@pytest.fixture
def given(files):
    """A file as a browser sends it."""

    def send(name):
        with open(*files(name), "rb") as file:
            return SimpleUploadedFile(name, file.read())

    return send


def hidden(response):
    """What the second form of a page sends along."""
    form = response.context["form"]
    return {name: form[name].value() or "" for name in ("carried", "name", "url", "kind")}


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_preview_shows_what_was_found_and_keeps_nothing(ada, given):
    seen = ada.post(ADDRESS, {"file": given("examplin.txt"), "_preview": "1"})
    assert "Nothing is kept yet" in words(seen) and "looks like a therapy" in words(seen)
    assert "Paper Mill" in words(seen) and "nobody1999" in words(seen)
    assert "findings to mend" in words(seen)
    assert not Entry.objects.exists() and not FoundPage.objects.exists()


def test_keeping_what_was_looked_at_makes_the_draft(ada, given, web_page):
    seen = ada.post(ADDRESS, {"file": given("examplin.html"), "_preview": "1"})
    kept = ada.post(ADDRESS, {**hidden(seen), "_keep": "1"})
    draft = Therapy.objects.get()
    assert kept.url == url(draft)
    assert FoundPage.objects.get().text == web_page("examplin.html").text
    assert FoundPage.objects.get().name == "examplin.html"


def test_another_kind_may_be_chosen_after_a_look(ada, given):
    seen = ada.post(ADDRESS, {"file": given("examplin.txt"), "_preview": "1"})
    ada.post(ADDRESS, {**hidden(seen), "kind": "guide", "_keep": "1"})
    assert Guide.objects.count() == 1


def test_text_may_be_pasted(ada):
    seen = ada.post(ADDRESS, {"text": "A title\r\n\r\nSome words.", "kind": "guide"})
    ada.post(ADDRESS, {**hidden(seen), "_keep": "1"})
    assert FoundPage.objects.get().text == "A title\n\nSome words."
    assert FoundPage.objects.get().name == "pasted text"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Paste the text of a page, or choose a file"),
        ({"text": "   "}, "empty"),
        ({"text": "wo\u200brd"}, "U+200B"),
        ({"text": "a\x00b"}, "Null characters"),
        ({"text": "x" * 1_000_001}, "1000000"),
        ({"carried": "no base64 !"}, "empty"),
        ({"carried": "AAAA"}, "no text"),
        ({"text": "words", "kind": "nonsense"}, "not one of the available choices"),
        ({"text": "words", "kind": "term"}, "not one of the available choices"),
        ({"text": "words", "url": "javascript:x"}, "valid URL"),
        ({"text": "words", "url": "https://example.org/" + "a" * 600}, "500 characters"),
    ],
)
def test_what_is_no_page_gets_an_error_in_the_form(ada, sent, says):
    answer = ada.post(ADDRESS, {**sent, "_keep": "1"})
    assert answer.status_code == 200
    assert says in words(answer)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("size", [0, 1_000_001])
def test_a_file_of_a_wrong_size_gets_an_error(ada, size):
    answer = ada.post(ADDRESS, {"file": SimpleUploadedFile("page.txt", b"x" * size)})
    assert "errorlist" in words(answer)
    assert not Entry.objects.exists()


def test_a_page_imported_before_leads_to_its_draft(ada, given):
    seen = ada.post(ADDRESS, {"file": given("prose.txt"), "_preview": "1"})
    ada.post(ADDRESS, {**hidden(seen), "_keep": "1"})
    again = ada.post(ADDRESS, {"file": given("prose.txt"), "_preview": "1"})
    assert again.status_code == 409
    assert reverse("admin:desk_found", args=[FoundPage.objects.get().pk]) in words(again)
    ada.post(ADDRESS, {**hidden(again), "again": "on", "_keep": "1"})
    assert Guide.objects.count() == 2


def test_a_page_that_cannot_be_shown_is_refused_in_words(ada):
    answer = ada.post(ADDRESS, {"text": "Title\n\n" + "[x] " * 5000, "kind": "guide"})
    assert answer.status_code == 409
    assert "cannot be put on a page" in words(answer)


def test_only_those_who_may_add_drafts_import(cast):
    for person in (cast.carla, cast.ed, cast.pia, cast.olu):
        assert client_of(person).get(ADDRESS).status_code == 403
        assert client_of(person).post(ADDRESS, {"text": "words"}).status_code == 403


def test_nobody_imports_without_an_account(client, db):
    assert client.get(ADDRESS).status_code == 302
    assert client.post(ADDRESS, {"text": "words"}).status_code == 302
    assert client.get("/admin/import/1/").status_code == 302


def test_a_post_from_another_site_is_refused(cast):
    strict = client_of(cast.ada)
    strict.handler.enforce_csrf_checks = True
    assert strict.post(ADDRESS, {"text": "words", "_keep": "1"}).status_code == 403
    assert not Entry.objects.exists()


def test_the_draft_says_that_it_was_imported(ada, given):
    seen = ada.post(ADDRESS, {"file": given("trial.txt")})
    draft_page = ada.post(ADDRESS, {**hidden(seen), "_keep": "1"}, follow=True)
    assert "This draft came from an imported page (trial.txt" in words(draft_page)
    assert reverse("admin:desk_found", args=[FoundPage.objects.get().pk]) in words(draft_page)


def test_the_page_as_found_stands_beside_what_became_of_it(cast, ada, given):
    seen = ada.post(ADDRESS, {"file": given("examplin.txt")})
    ada.post(ADDRESS, {**hidden(seen), "_keep": "1"})
    address = reverse("admin:desk_found", args=[FoundPage.objects.get().pk])
    draft = Therapy.objects.get()
    assert f"{draft.blocks.count()} sections are not verified" in words(ada.get(address))
    block = draft.blocks.first()
    block._history_user, block.verified_by = cast.ada, "Ada Example"
    block.save()
    assert f"{draft.blocks.count() - 1} sections are not" in words(
        client_of(cast.carla).get(address)
    )


def test_a_page_as_found_outlives_its_draft(ada, given):
    seen = ada.post(ADDRESS, {"file": given("examplin.html")})
    ada.post(ADDRESS, {**hidden(seen), "_keep": "1"})
    Therapy.objects.all().delete()
    shown = words(ada.get(reverse("admin:desk_found", args=[FoundPage.objects.get().pk])))
    assert "The draft was deleted" in shown
    assert "&lt;!DOCTYPE html&gt;" in shown  # letter for letter, and never as markup


@pytest.mark.parametrize("path", ["/admin/import/999/", f"/admin/import/{10**30}/"])
def test_a_page_that_is_not_there_is_not_found(ada, path):
    assert ada.get(path).status_code == 404


def test_reading_pages_answer_to_reading_alone(ada, given):
    seen = ada.post(ADDRESS, {"file": given("prose.txt")})
    ada.post(ADDRESS, {**hidden(seen), "_keep": "1"})
    assert ada.post(f"/admin/import/{FoundPage.objects.get().pk}/").status_code == 405
    assert ada.put(ADDRESS).status_code == 405


def test_lists_and_the_first_page_lead_to_the_import(ada, cast):
    therapy_draft(cast.ada)
    assert "/admin/import/?kind=therapy" in words(ada.get("/admin/therapies/therapy/"))
    assert 'href="/admin/import/"' in words(ada.get("/admin/"))
    assert "/admin/import/" not in words(client_of(cast.carla).get("/admin/therapies/therapy/"))
    assert "/admin/import/" not in words(ada.get("/admin/therapies/term/"))
