"""What rules may know besides the document: names of other live pages, records that prose names."""

import pytest

from reviews import context, documents, errors
from tests.factories import Cast, approve, published, save, source, submitted, therapy_draft
from therapies.models import TherapyName

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def known_names(draft):
    document = documents.build(draft)
    return context.build(document, entry=draft.entry).known_names


def draft_named(cast, title, *names):
    draft = therapy_draft(cast.ada, title=title)
    for name in names:
        save(TherapyName(therapy=draft, name=name, kind="brand"), cast.ada)
    return draft


def live(cast, title, *names):
    draft = draft_named(cast, title, *names)
    published(draft, author=cast.ada, reviewer=cast.carla)
    return draft


def test_a_name_of_another_live_therapy_is_known(cast):
    live(cast, "Alphadin", "Alpha-Brand")
    assert known_names(draft_named(cast, "Betadin", "ALPHA BRAND")) == {"ALPHA BRAND": "Alphadin"}


def test_a_title_that_is_another_live_therapys_name_is_known(cast):
    live(cast, "Alphadin", "Betadin")
    assert known_names(draft_named(cast, "Betadin")) == {"Betadin": "Alphadin"}


def test_a_name_of_a_draft_is_not_told(cast):
    draft_named(cast, "Alphadin", "Alpha-Brand")
    assert known_names(draft_named(cast, "Betadin", "Alpha-Brand")) == {}


def test_the_page_itself_is_no_other_page(cast):
    assert known_names(live(cast, "Alphadin", "Alpha-Brand")) == {}


def test_names_cost_one_question(cast, django_assert_num_queries):
    draft = draft_named(cast, "Alphadin", "One", "Two", "Three")
    document = documents.build(draft)
    with django_assert_num_queries(1):
        context.names_of_others(document, draft.entry)


def test_a_retraction_learned_while_a_submission_waits_refuses_publication(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    cited = source()
    cited.retraction = "retracted"
    cited.save()
    with pytest.raises(errors.NotReady) as refusal:
        approve(submission, cast.carla)
    assert {finding.rule for finding in refusal.value.findings} == {"R15"}
