"""Editing a draft: saved whole, in somebody's name, and nothing more than the form offers."""

import pytest
from django.urls import reverse

from reviews.models import Entry
from tests.factories import approve, submitted, therapy_draft, trial_draft
from tests.reviews.desk.posting import save, typed, url
from therapies.models import Therapy


@pytest.fixture
def draft(cast):
    return therapy_draft(cast.ada, title="Examplin", slug="examplin")


def test_a_save_is_journaled_with_its_author_and_reason(ada, cast, draft):
    save(ada, draft, title="Examplin, new", change_reason="Checked the label again")
    newest = draft.history.first()
    assert (newest.title, newest.history_user) == ("Examplin, new", cast.ada)
    assert newest.history_change_reason == "Checked the label again"


def test_a_change_of_a_row_alone_shows_in_the_journal_of_the_draft_too(ben, cast, draft):
    before = draft.history.count()
    save(ben, draft, outcomes__0__certainty="very_low", change_reason="Smaller studies")
    row = draft.outcomes.get()
    assert row.certainty == "very_low"
    assert row.history.first().history_user == cast.ben
    assert row.history.first().history_change_reason == "Smaller studies"
    assert draft.history.count() == before + 1


def test_a_save_without_a_change_leaves_no_trace(ben, draft):
    before = draft.history.count(), draft.outcomes.get().history.count()
    assert save(ben, draft).status_code == 302
    assert (draft.history.count(), draft.outcomes.get().history.count()) == before


def test_rows_can_be_added_and_deleted(ada, draft):
    page = ada.get(url(draft))
    number = len(page.context["inline_admin_formsets"][0].formset.forms)
    data = typed(page, _continue="1", harms__0__DELETE="on", names__TOTAL_FORMS=number + 1)
    data |= {f"names-{number}-name": "Exemplar", f"names-{number}-kind": "brand"}
    data[f"names-{number}-therapy"] = draft.pk
    assert ada.post(url(draft), data).status_code == 302
    assert draft.harms.count() == 0
    assert draft.names.get().name == "Exemplar"


def test_a_new_draft_gets_its_permanent_identity(ada, cast):
    data = {"title": "Newin", "slug": "Newin", "therapy_type": "other", "change_kind": "first"}
    address = reverse("admin:therapies_therapy_add")
    forms = typed(ada.get(address), _continue="1", **data)
    assert ada.post(address, forms).status_code == 302
    draft = Therapy.objects.get(title="Newin")
    assert (draft.slug, draft.entry.kind, draft.entry.live_version) == ("newin", "therapy", None)
    assert draft.history.get().history_user == cast.ada


def test_the_address_of_a_trial_is_written_as_registries_do(ada, cast):
    trial = trial_draft(cast.ada)
    save(ada, trial, slug="nct01234567")
    trial.refresh_from_db()
    assert trial.slug == "NCT01234567"


@pytest.mark.parametrize("slug", ["two words", "umlaut-ä", "-edge", "a/b", "a--b"])
def test_an_address_that_would_not_work_is_refused_with_its_mend(ada, draft, slug):
    answer = save(ada, draft, slug=slug)
    assert answer.status_code == 200
    assert "hyphens" in str(answer.context["errors"])


def test_hidden_characters_are_refused_where_they_stand(ada, draft):
    answer = save(ada, draft, title="Exam\u202eplin", outcomes__0__statement="x\u200by")
    errors = str(answer.context["errors"])
    assert "reading direction" in errors and "U+200B" in errors
    draft.refresh_from_db()
    assert draft.title == "Examplin"


def test_7_fields_that_the_form_does_not_offer_are_ignored(ada, draft):
    other = therapy_draft(draft.history.first().history_user, title="Other", slug="other")
    entry = draft.entry_id
    save(ada, draft, entry=other.entry_id, row_version=99, live_version=1, id=other.pk, title="T2")
    draft.refresh_from_db()
    assert (draft.title, draft.entry_id, draft.row_version) == ("T2", entry, 2)


def test_6_save_as_new_and_bulk_deletion_do_nothing(ada, root, draft):
    drafts, entries = Therapy.objects.count(), Entry.objects.count()
    data = typed(ada.get(url(draft)), _saveasnew="1", title="Copy")
    ada.post(url(draft), data)
    bulk = {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"}
    root.post(reverse("admin:therapies_therapy_changelist"), bulk)
    assert (Therapy.objects.count(), Entry.objects.count()) == (drafts, entries)


def test_what_was_once_submitted_cannot_be_deleted_even_by_a_superuser(root, cast, draft):
    submitted(draft, cast.ada)
    answer = root.post(url(draft, "delete"), {"post": "yes"})
    assert answer.status_code == 403
    assert Therapy.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("state", ["never", "waiting", "live", "sent_back", "removed", "nonsense"])
def test_the_list_filters_by_where_a_draft_stands(ada, cast, draft, state):
    waiting = therapy_draft(cast.ada, title="Waitin", slug="waitin")
    live = therapy_draft(cast.ada, title="Livin", slug="livin")
    submitted(waiting, cast.ada)
    approve(submitted(live, cast.ada), cast.carla)
    address = reverse("admin:therapies_therapy_changelist")
    found = {row.title for row in ada.get(address, {"state": state}).context["cl"].result_list}
    expected = {
        "never": {"Examplin", "Waitin"},
        "waiting": {"Waitin"},
        "live": {"Livin"},
        "nonsense": {"Examplin", "Waitin", "Livin"},
    }
    assert found == expected.get(state, set())


def test_choosing_a_trial_shows_the_titles_of_drafts_of_trials_alone(ada, cast, draft):
    trial = trial_draft(cast.ada, title="The lighthouse trial")
    asked = {"app_label": "therapies", "model_name": "therapytrial", "field_name": "entry"}
    answer = ada.get(reverse("admin:autocomplete"), {**asked, "term": "light"}).json()
    assert [row["id"] for row in answer["results"]] == [str(trial.entry_id)]
    assert "The lighthouse trial" in answer["results"][0]["text"]
    answer = ada.get(reverse("admin:autocomplete"), {**asked, "term": "Examplin"}).json()
    assert answer["results"] == [] or "Examplin (therapy" not in str(answer)


def test_a_row_cannot_point_to_a_page_of_another_kind(ada, draft):
    page = ada.get(url(draft))
    data = typed(page, _continue="1", trial_links__TOTAL_FORMS=1)
    data |= {"trial_links-0-entry": draft.entry_id, "trial_links-0-label": "Itself"}
    answer = ada.post(url(draft), data)
    assert answer.status_code == 200
    assert draft.trial_links.count() == 0


def test_a_criterion_is_confirmed_in_ones_own_name_only(ada, cast):
    trial = trial_draft(cast.ada)
    page = ada.get(url(trial))
    data = typed(page, _continue="1", criteria__TOTAL_FORMS=1)
    data |= {"criteria-0-text": "18 or older", "criteria-0-group": 1, "criteria-0-concept": "age"}
    data |= {"criteria-0-polarity": "must", "criteria-0-verified_by": cast.carla.pk}
    assert ada.post(url(trial), data).status_code == 200
    data["criteria-0-verified_by"] = cast.ada.pk
    assert ada.post(url(trial), data).status_code == 302
    assert trial.criteria.get().verified_by == cast.ada
