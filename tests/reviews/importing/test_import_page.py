"""A page becomes a draft: nothing lost, nothing trusted, kept letter for letter."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews import actions, audit, events, gate, kinds
from reviews.actions.importing import AlreadyImported, BadAddress, NotImportable
from reviews.errors import ActionRefused, NotReady, NotYourRole
from reviews.importing import guessing, keeping, reading
from reviews.importing.gate import PageRefused
from reviews.markdown import MarkdownError
from reviews.models import Entry, FoundPage, Source
from tests.factories import source, trial_draft
from tests.reviews.importing.test_nothing_lost import lines_of_pages
from trials.models import RegistryRecord

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
NAMES = (
    "examplin.txt",
    "examplin.html",
    "guide.md",
    "wiki_dump.txt",
    "prose.txt",
    "trial.txt",
    "trial_without_values.txt",
    "registry_lines.txt",
)


def imported(page, by, **options):
    return actions.import_page(
        page=page, kind=options.pop("kind", guessing.kind(page)), by=by, **options
    )


def texts_of(draft):
    """Every text of a draft and of the rows below it."""
    rows = [draft]
    for relation in draft._meta.related_objects:
        rows += relation.related_model.objects.filter(**{relation.field.name: draft})
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(value := getattr(row, field.attname), str):
                yield value


def blocks_of(draft):
    return {row.section: row.text for row in draft.blocks.all()}


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_the_page_stands_in_the_draft(cast, web_page, name):
    found = web_page(name)
    draft = imported(found, cast.ada).draft
    assert keeping.missing(found.lines, texts_of(draft)) == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=lines_of_pages, kind=st.sampled_from(["therapy", "trial", "guide"]))
def test_no_line_of_a_random_page_is_lost(cast, lines, kind):
    try:
        found = reading.read("\n".join(lines).encode("utf-8", "surrogatepass"), "page.txt")
        with transaction.atomic():
            draft = imported(found, cast.ada, kind=kind, again=True).draft
            assert keeping.missing(found.lines, texts_of(draft)) == []
    except (PageRefused, MarkdownError):
        pass


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared/seeds")
@pytest.mark.parametrize("number", range(5))
def test_every_word_of_a_page_as_found_on_the_web_stands_in_the_draft(cast, number):
    path = sorted(SEEDS.glob("*.txt"))[number]
    found = reading.read(path.read_bytes(), path.name)
    draft = imported(found, cast.ada).draft
    there = " ".join(" ".join(texts_of(draft)).replace("\\|", "|").split())
    for line in found.text.split("\n"):
        words = " ".join(line.split())
        shown = " ".join(unescape(re.sub(r"</?(?:table|t[rdh])\b[^>]*>", " ", words)).split())
        bare = re.sub(r"^\d+\. ", "", shown)
        assert words in there or shown in there or bare in there, line
    assert keeping.missing(found.lines, texts_of(draft)) == []


def test_headings_become_the_sections_of_a_therapy(cast, web_page):
    draft = imported(web_page("examplin.txt"), cast.ada).draft
    blocks = blocks_of(draft)
    assert (draft.title, draft.slug) == ("Examplin", "examplin")
    assert "example channel" in blocks["mechanism"]
    assert "Most data come from mice" in blocks["not_known"]
    assert "Approval is expected" in blocks["found"]


def test_names_in_title_and_infobox_become_rows(cast, web_page):
    draft = imported(web_page("examplin.html"), cast.ada).draft
    names = set(draft.names.values_list("name", "kind"))
    assert names == {("EX-100", "code"), ("Sampla", "brand"), ("Probina", "brand")}


def test_parts_of_a_guide_keep_their_headings_and_their_order(cast, web_page):
    draft = imported(web_page("guide.md"), cast.ada).draft
    blocks = blocks_of(draft)
    assert draft.title == "Living with example disease"
    assert list(draft.blocks.filter(section="part").values_list("heading", flat=True)) == [
        "Eating and drinking"
    ]
    assert blocks["part"].startswith("# Soft food")
    assert "@known2020" in blocks["two_minute"]
    assert "Who pays?" in blocks["questions"]


def test_what_a_registry_page_states_becomes_rows(cast, web_page):
    draft = imported(web_page("trial.txt"), cast.ada).draft
    facts = draft.stated_facts
    assert draft.slug == "NCT91234567"
    assert (facts.status, facts.phases) == ("ACTIVE_NOT_RECRUITING", "PHASE2 PHASE3")
    assert (facts.sponsor, facts.enrolment) == ("Examplary Pharma", 120)
    assert (facts.allocation, facts.intervention_model) == ("RANDOMIZED", "PARALLEL")
    assert facts.masking == "QUADRUPLE"
    assert facts.interventions == "DRUG: Examplin\nDRUG: Placebo"
    assert facts.source.checked_on is None


def test_the_source_of_the_facts_is_the_page_itself(cast, web_page):
    address = "https://www.clinicaltrials.gov/study/NCT91234567"
    cited = imported(web_page("trial.txt"), cast.ada, url=address).draft.stated_facts.source
    assert (cited.type, cited.url, cited.registry_id) == ("registry", address, "NCT91234567")
    again = imported(web_page("trial.txt"), cast.ada, url=address, again=True)
    assert again.draft.stated_facts.source == cited


def test_criteria_become_rows_that_nobody_has_verified(cast, web_page):
    draft = imported(web_page("trial.txt"), cast.ada).draft
    rows = list(draft.criteria.values_list("polarity", "text", "verified_by", "registry_sentence"))
    assert ("must", "Definite or probable ALS", None, "") in rows
    assert ("must_not", "Pregnancy", None, "") in rows
    age = draft.criteria.get(concept="age")
    assert (age.operator, age.value, age.value_high) == ("between", "18", "80")
    groups = list(draft.criteria.values_list("group", flat=True))
    assert len(set(groups)) == len(groups)  # rows of one group would be alternatives


def test_fields_on_one_line_are_read_alike(cast, web_page):
    facts = imported(web_page("registry_lines.txt"), cast.ada).draft.stated_facts
    assert (facts.status, facts.phases, facts.start) == (
        "RECRUITING",
        "PHASE1 PHASE2",
        "2023-04-01",
    )
    assert (facts.enrolment, facts.enrolment_type) == (48, "ESTIMATED")


def test_no_block_is_trusted(cast, web_page):
    for name in NAMES:
        found = web_page(name)
        draft = imported(found, cast.ada).draft
        assert {row.origin for row in draft.blocks.all()} == {found.origin.kind}
        assert {row.verified_by for row in draft.blocks.all()} == {""}


def test_the_draft_is_journaled_under_the_persons_name(cast, web_page):
    draft = imported(web_page("trial.txt"), cast.ada).draft
    assert actions.examine(draft=draft).contributors == {cast.ada.pk}
    reasons = set(draft.blocks.model.history.values_list("history_change_reason", flat=True))
    assert reasons == {"Imported from a web page"}


def test_the_page_is_kept_letter_for_letter(cast, web_page):
    found = web_page("examplin.html")
    kept = imported(found, cast.ada, url="https://example.org/examplin").found
    kept.refresh_from_db()
    assert (kept.text, kept.digest) == (found.text, found.digest)
    assert (kept.media_type, kept.by) == ("text/html", cast.ada)
    assert (kept.origin, kept.tool) == ("ai_generated", "ChatGPT-4")


@pytest.mark.parametrize("how", ["update", "delete"])
def test_the_database_keeps_a_page_as_it_was_found(cast, web_page, how):
    kept = imported(web_page("prose.txt"), cast.ada).found
    rows = FoundPage.objects.filter(pk=kept.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(text="Something else") if how == "update" else rows.delete()
    assert rows.get().text == kept.text


def test_the_same_page_is_not_imported_twice_unless_asked(cast, web_page):
    first = imported(web_page("prose.txt"), cast.ada)
    with pytest.raises(AlreadyImported) as refused:
        imported(web_page("prose.txt"), cast.ben)
    assert refused.value.earlier == first.found
    again = imported(web_page("prose.txt"), cast.ben, again=True)
    assert again.draft.slug == f"{first.draft.slug}-2"


def test_an_address_that_was_taken_is_not_taken_again(cast, web_page):
    trial_draft(cast.ben, nct="NCT91234567")
    done = imported(web_page("trial.txt"), cast.ada)
    assert done.draft.slug == "NCT91234567-2"
    assert any("draft for NCT91234567 already" in remark for remark in done.remarks)


def test_a_held_record_is_told_and_not_attached(cast, web_page):
    with transaction.atomic():
        event = events.record("registry.kept", by=cast.ada)
        RegistryRecord.objects.create(
            registry_id="NCT91234567",
            digest="sha256:" + "0" * 64,
            payload="{}",
            retrieved_at=timezone.now(),
            event=event,
        )
    done = imported(web_page("trial_without_values.txt"), cast.ada)
    assert not any("is held" in remark for remark in done.remarks)
    plan = kinds.get("trial").plan_of(web_page("trial.txt"))
    assert any("NCT91234567 is held" in remark for remark in plan.remarks)
    assert "record" not in plan.fields


def test_keys_without_a_source_stay_as_typed_and_are_found(cast, web_page):
    source("known2020")
    done = imported(web_page("guide.md"), cast.ada)
    said = [finding.message for finding in done.seen.findings if finding.rule == "R12"]
    assert any("unknown2021" in message for message in said)
    assert not any("known2020" in message.replace("unknown2021", "") for message in said)


def test_an_imported_draft_cannot_be_submitted_as_it_is(cast, web_page):
    draft = imported(web_page("examplin.txt"), cast.ada).draft
    with pytest.raises(NotReady) as refused:
        actions.submit(draft=draft, by=cast.ada)
    assert {"R06"} <= {finding.rule for finding in refused.value.findings}


def test_only_authors_import(cast, web_page):
    for person in (cast.carla, cast.ed, cast.pia, cast.olu):
        with pytest.raises(NotYourRole):
            imported(web_page("prose.txt"), person)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.org/a", "nowhere", "https://x.org/" + "a" * 600]
)
def test_a_bad_address_is_refused_and_nothing_is_kept(cast, web_page, url):
    with pytest.raises(BadAddress):
        imported(web_page("prose.txt"), cast.ada, url=url)
    assert not Entry.objects.exists()


def test_a_kind_that_cannot_be_imported_is_refused(cast, web_page):
    for kind in ("term", "nonsense", ""):
        with pytest.raises(NotImportable):
            imported(web_page("prose.txt"), cast.ada, kind=kind)


def test_a_page_that_no_document_can_hold_leaves_nothing_behind(cast):
    page = reading.read(("A title\n\n" + "[x] " * 5000).encode(), "page.txt")
    with pytest.raises((MarkdownError, ActionRefused)):
        imported(page, cast.ada, kind="guide")
    assert not Entry.objects.exists() and not FoundPage.objects.exists()
    assert not Source.objects.exists()


def test_the_audit_sees_a_page_that_was_changed_behind_the_gate(cast, web_page):
    kept = imported(web_page("prose.txt"), cast.ada).found
    gate.drop()
    try:
        FoundPage.objects.filter(pk=kept.pk).update(text="Something else")
        breaches = [breach for section in audit.run() for breach in section.breaches]
    finally:
        gate.install()
    assert any("is not the page as found" in breach.message for breach in breaches)


def test_the_audit_finds_nothing_amiss_after_imports(cast, web_page):
    for name in NAMES:
        imported(web_page(name), cast.ada)
    assert [breach for section in audit.run() for breach in section.breaches] == []
