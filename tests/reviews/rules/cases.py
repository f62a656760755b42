"""Faulty pages, each with the exact rules it has to raise: {rule: worst severity}.

A case takes a clean document and breaks one thing. Some also change the context, through
`CONTEXTS`. The last is a whole page with the mistakes that unsigned pages on the web make.
"""

import datetime

from reviews.rules import BLOCK, WARN
from tests.factories_documents import (
    block,
    clean_guide,
    clean_term,
    clean_therapy,
    clean_trial,
    context_for,
    notice,
    rich,
    sources,
)

FAULTY: dict[str, tuple] = {}
KEYS = ("miller2012", "ema-rilutek", "fda-1995")


def faulty(kind="therapy", context=None, **expected):
    """Register a case: `expected` maps rule ids to severities; `context` changes the context."""

    def register(function):
        name = function.__name__.replace("_", " ")
        FAULTY[name] = (kind, function, expected, context or {})
        return function

    return register


def build(name):
    """Return (document, context, expected) of a case."""
    kind, spoil, expected, changes = FAULTY[name]
    document = {
        "therapy": clean_therapy,
        "trial": clean_trial,
        "stated": lambda: clean_trial(held=False),
        "guide": clean_guide,
        "term": clean_term,
    }[kind]()
    context = context_for(document, **changes)
    return spoil(document) or document, context, expected


def write(document, text, section="what_it_is"):
    """Add a section with this Markdown."""
    keys = [source["key"] for source in document["sources"]]
    document["blocks"].append(block(section, text, *keys))


# Outline and authority


@faulty(R00=BLOCK, R21=BLOCK)
def a_list_that_is_none(document):
    document["outcomes"] = "none yet"


@faulty(R01=BLOCK)
def nobody_signed(document):
    document["people"] = []


@faulty(R01=BLOCK)
def a_name_without_credential(document):
    document["people"][0]["credential"] = " "


@faulty(R01=BLOCK, R06=BLOCK)
def only_a_machine_signed(document):
    document["people"][0]["kind"] = "ai"


@faulty(R01=WARN)
def a_tool_that_poses_as_a_person(document):
    document["people"][0]["name"] = "Insight AI Research Team"


@faulty(R02=BLOCK, context={"eligible_reviewers": {"clinical": 0}})
def nobody_is_left_to_review(document):
    pass


@faulty(R02=BLOCK, context={"eligible_reviewers": {}})
def nobody_is_known_who_could_review(document):
    pass


@faulty(R06=BLOCK)
def a_section_without_origin(document):
    document["blocks"][0]["origin"] = ""


@faulty(R06=BLOCK)
def an_unverified_section_of_a_machine(document):
    made = {"origin": "ai_generated", "tool": "Model 1", "made_on": "2026-05-01"}
    document["blocks"][0].update(made)
    document["notices"].append(notice("ai_origin"))


@faulty(R06=BLOCK)
def a_machine_that_the_page_hides(document):
    made = {"origin": "ai_assisted", "tool": "Model 1", "made_on": "2026-05-01"}
    document["blocks"][0].update(made, verified_by="Ada Example")


@faulty(R06=BLOCK)
def a_tool_in_a_human_section(document):
    document["blocks"][0]["tool"] = "Model 1"


@faulty(R06=WARN)
def a_text_that_gives_its_author_away(document):
    write(document, "As an AI language model, I cannot name a dose.")


# Citations


@faulty(R11=BLOCK, R21=BLOCK)
def an_outcome_without_source(document):
    document["outcomes"][0]["citations"] = []


@faulty(R11=BLOCK, R21=BLOCK)
def a_harm_with_a_blank_source(document):
    document["harms"][0]["citations"] = [{"key": "  ", "number": 1, "locator": "", "quote": ""}]


@faulty(R11=BLOCK)
def an_approval_without_source(document):
    document["regulatory"][1]["citations"] = []


@faulty("trial", R11=BLOCK)
def a_result_without_source(document):
    document["results"][0]["citations"] = []


@faulty(R11=WARN)
def a_claim_in_prose_without_source(document):
    write(document, "Riluzole extends survival by 2-3 months.")


@faulty(R11=WARN)
def a_percentage_without_source(document):
    write(document, "It led to a 33% smaller fall on the scale.")


@faulty(R12=BLOCK)
def a_key_that_no_source_has(document):
    write(document, "It is a small molecule [@nobody1999].")


@faulty(R12=BLOCK)
def a_reference_that_nobody_cites(document):
    document["sources"] = sources(*KEYS, "mora2020")


@faulty(R11=BLOCK, R12=BLOCK, R21=BLOCK, R25=BLOCK)
def a_page_without_any_source(document):
    document["sources"] = []
    for key in ("outcomes", "harms", "regulatory"):
        for row in document[key]:
            row["citations"] = []
            if "statement" in row:
                row["statement"] = rich("Something was seen.")
    document["blocks"] = [block("what_it_is", "Riluzole is a medicine.")]


@faulty(R12=BLOCK)
def numbers_that_lead_astray(document):
    document["outcomes"][0]["citations"][0]["number"] = 3


@faulty(R12=BLOCK)
def a_link_past_the_end_of_the_list(document):
    write(document, "See [there](#ref-9).")


@faulty(R12=BLOCK)
def one_paper_under_two_keys(document):
    document["sources"][1]["pmid"] = document["sources"][0]["pmid"]


@faulty(R12=BLOCK)
def a_reference_without_a_title(document):
    document["sources"][2]["title"] = ""


@faulty(R12=BLOCK)
def a_reference_that_leads_nowhere(document):
    document["sources"][2].update(url="", publisher="")


# Identifiers


@faulty(R13=BLOCK)
def a_doi_that_is_none(document):
    document["sources"][0]["doi"] = "doi.org/10.1002"


@faulty(R13=BLOCK)
def a_pmid_with_a_letter(document):
    document["sources"][0]["pmid"] = "2241927B"


@faulty(R13=BLOCK)
def a_trial_number_one_digit_short(document):
    write(document, "A trial (NCT0258867) tested masitinib.")


@faulty(R13=BLOCK)
def a_trial_number_with_a_cyrillic_letter(document):
    write(document, "A trial (N\u0421T02588677) tested masitinib.")


@faulty(R13=BLOCK)
def an_isbn_with_two_digits_exchanged(document):
    write(document, "See the handbook, ISBN 978-0-306-40651-7.")


@faulty(R13=BLOCK)
def an_orcid_with_a_wrong_check_digit(document):
    document["people"][0]["credential"] = "Neurologist, ORCID 0000-0002-1825-0098"


@faulty(R13=BLOCK)
def a_link_to_another_paper(document):
    document["sources"][0]["url"] = "https://pubmed.ncbi.nlm.nih.gov/11111111/"


@faulty(R13=BLOCK)
def a_source_whose_address_is_none(document):
    document["sources"][1]["url"] = "www.ema.europa.eu"


@faulty("trial", R13=BLOCK)
def an_eudract_number_without_its_check_digits(document):
    write(document, "It is EudraCT 2010-024423-2 in Europe.")


# Status and predictions


@faulty(R27=BLOCK)
def a_status_that_somebody_typed(document):
    document["statuses"][0]["status"] = "conditional"


@faulty(R27=BLOCK)
def a_status_nobody_derived(document):
    document["statuses"].append({"jurisdiction": "JP", "status": "approved", "since": "2015"})


@faulty(R27=BLOCK)
def an_approval_of_tomorrow(document):
    document["regulatory"][0]["date"] = "2027-01-01"
    document["statuses"][1]["since"] = "2027-01-01"


@faulty(R27=WARN)
def an_approval_that_no_event_knows(document):
    write(document, "Riluzole is approved in Japan [@ema-rilutek].")


@faulty(R27=WARN)
def a_denial_of_an_approval_that_stands(document):
    write(document, "Riluzole is not approved in the European Union [@ema-rilutek].")


@faulty(R28=WARN)
def an_approval_foretold(document):
    write(document, "EMA conditional approval expected.")


@faulty(R28=WARN)
def an_agency_that_will_decide(document):
    write(document, "The FDA will decide on the new form in May.")


# Trials and their records


@faulty("trial", R30=BLOCK)
def a_number_beside_another_treatment(document):
    write(document, "NCT02588677: Reldesemtiv.")
    document["therapies"] = [{"slug": "reldesemtiv", "title": "Reldesemtiv"}]
    document["title"] = document["slug"]
    document["names"] = []


@faulty("trial", R30=BLOCK)
def a_sponsor_the_record_does_not_know(document):
    write(document, "NCT02588677 was sponsored by Biogen [@mora2020].")


@faulty("trial", R30=BLOCK)
def an_address_with_another_number(document):
    document["slug"] = "NCT03127267"


@faulty("trial", R31=BLOCK, context={"snapshots": {}})
def a_record_that_is_not_held(document):
    pass


@faulty("trial", R31=BLOCK)
def a_snapshot_without_processing_date(document):
    document["registry"]["processed_at"] = None


@faulty("trial", R31=BLOCK)
def a_snapshot_without_attribution(document):
    document["notices"] = [n for n in document["notices"] if n["kind"] != "registry_attribution"]


@faulty("stated", R12=BLOCK, R31=BLOCK)
def facts_from_nowhere(document):
    document["registry"]["citations"] = []
    document["contradictions"] = []


@faulty("stated", R31=BLOCK)
def facts_of_no_known_day(document):
    document["registry"]["as_of"] = ""


# Empty and unclean


@faulty(R34=BLOCK)
def a_summary_that_is_missing(document):
    document["summary"] = ""


@faulty(R34=BLOCK)
def a_placeholder_for_a_value(document):
    document["route"] = "N/A"


@faulty("trial", R34=BLOCK)
def a_page_that_was_still_loading(document):
    write(document, "Trial contacts and locations\n\n0\n\nLoading...")


@faulty("trial", R34=BLOCK)
def labels_that_lost_their_values(document):
    write(document, "Enrollment\n\nSex\n\nAges\n\nVolunteers")


@faulty(R34=BLOCK)
def a_heading_over_nothing(document):
    write(document, "## Gene therapies\n\n## Other means\n\nThere are some.")


@faulty(R34=BLOCK)
def nobody_was_studied(document):
    document["outcomes"][0]["people_studied"] = 0


@faulty("stated", R34=BLOCK)
def nobody_takes_part(document):
    document["facts"]["enrolment"]["count"] = 0


# Notices and dates


@faulty(R44=BLOCK)
def a_disclaimer_that_is_missing(document):
    document["notices"] = document["notices"][:1]


@faulty(R44=BLOCK)
def a_disclaimer_in_other_words(document):
    document["notices"][1]["text"] = "We know best."


@faulty(R44=BLOCK)
def a_disclaimer_nobody_needs_to_see(document):
    document["notices"][0]["must_display"] = False


@faulty(R44=BLOCK, context={"notices": {}})
def a_language_without_approved_disclaimers(document):
    pass


@faulty(R46=BLOCK)
def a_page_without_review_dates(document):
    document["review"] = {"last_reviewed": None, "next_review": ""}


@faulty(R46=BLOCK)
def a_review_in_two_years(document):
    document["review"]["next_review"] = "2028-06-01"


@faulty(R46=BLOCK, context={"today": datetime.date(2027, 6, 1)})
def an_overdue_page(document):
    pass


@faulty(R46=BLOCK)
def a_review_that_has_yet_to_happen(document):
    document["review"]["last_reviewed"] = "2026-06-16"


@faulty(R48=BLOCK)
def html_that_shows(document):
    write(document, 'Target: <td class="label">SOD1</td>')


@faulty(R48=BLOCK)
def a_citation_that_shows(document):
    document["summary"] = "A medicine for ALS [@miller2012]."


@faulty(R48=BLOCK)
def an_image_that_shows(document):
    write(document, "![structure](https://example.org/a.png)")


@faulty(R48=BLOCK)
def a_link_that_leads_nowhere_safe(document):
    write(document, "Read [more](javascript:alert(1)).")


@faulty(R48=BLOCK)
def braces_of_a_template(document):
    document["change"]["note"] = "Updated {{ date }}."


@faulty(R48=BLOCK)
def keys_of_a_database(document):
    write(document, "origin_type: v1_polymorphic_backfill")


@faulty(R48=BLOCK)
def a_value_that_was_none(document):
    write(document, "Knowledge node: None")


@faulty(R48=BLOCK)
def a_direction_control_in_a_number(document):
    document["route"] = "by mouth, 50\u202e mg"


@faulty(R48=BLOCK)
def a_word_torn_apart(document):
    write(document, "Drugs like AMX0\n\n035 are being tested.")


# Money, retractions, scores


@faulty(R04=BLOCK)
def a_page_that_hides_who_pays(document):
    document["funding"] = " "


@faulty("trial", R04=WARN)
def a_sponsor_that_pays_for_the_page(document):
    document["funding"] = "A grant of AB Science."


@faulty(R07=WARN)
def an_offer_at_the_end(document):
    write(document, "Get your personalised research report today.")


@faulty(R07=WARN)
def a_link_to_the_shop_of_the_brand(document):
    write(document, "See [the maker's page](https://www.rilutek.com/patients).")


@faulty("guide", R07=WARN)
def a_link_that_earns_money(document):
    write(document, "Read [more](https://example.org/a?affid=7).", section="part")


@faulty(R15=BLOCK, context={"sources": {"miller2012": {"retraction": "retracted"}}})
def a_source_that_was_retracted(document):
    pass


@faulty("guide", R15=BLOCK, context={"sources": {"miller2012": {"retraction": "concern"}}})
def a_source_in_doubt(document):
    pass


@faulty(R15=WARN, context={"sources": {"miller2012": {"retraction": "corrected"}}})
def a_source_that_was_corrected(document):
    pass


@faulty("term", R15=BLOCK)
def a_source_that_had_been_retracted_when_the_page_was_made(document):
    document["sources"][0]["retraction"] = "retracted"


@faulty(R22=WARN)
def a_score_of_a_machine(document):
    write(document, "The hypothesis was scored by a debate of agents.")


@faulty(R22=WARN)
def a_score_for_professionals_without_its_method(document):
    write(document, "Confidence score: 0.79.", section="professionals")


# Benefit, harm and doubt


@faulty(R21=BLOCK)
def a_page_without_harms(document):
    document["harms"] = []


@faulty(R21=BLOCK)
def a_page_without_outcomes(document):
    document["outcomes"] = []


@faulty(R21=WARN)
def much_on_benefit_and_little_on_harm(document):
    words = "Riluzole probably lengthens life, on average by some months, as the trials say "
    document["outcomes"][0]["statement"] = rich(f"{words} [@miller2012].", *KEYS)
    document["harms"][0]["statement"] = rich("Nausea [@ema-rilutek].", *KEYS)


@faulty(R25=BLOCK)
def nothing_on_what_is_not_known(document):
    document["blocks"] = [b for b in document["blocks"] if b["section"] != "not_known"]


@faulty(R25=WARN)
def nothing_on_quality_of_life(document):
    document["blocks"] = [b for b in document["blocks"] if b["section"] != "quality_of_life"]


@faulty(R26=BLOCK)
def an_outcome_of_no_known_certainty(document):
    document["outcomes"][0]["certainty"] = ""


@faulty(R26=BLOCK)
def an_outcome_of_no_known_design(document):
    document["outcomes"][0]["design"] = "promising"


@faulty(R26=WARN)
def an_outcome_in_nobody_knows_how_many(document):
    document["outcomes"][0]["people_studied"] = None


# Results, contacts, words and doses


SILENT = {"NCT02588677": clean_trial()["facts"] | {"references": []}}


@faulty("trial", R24=BLOCK, context={"snapshots": SILENT})
def a_result_out_of_a_record_without_results(document):
    document["results"][0]["citations"] = document["contradictions"][0]["citations"]
    document["results"][0]["statement"] = rich("People declined less.")


@faulty("trial", R24=WARN, context={"snapshots": SILENT})
def a_result_of_a_silent_trial_in_prose(document):
    write(document, "AB10015 showed that people declined less.", section="why")


@faulty(R35=BLOCK)
def an_address_among_the_credentials(document):
    document["people"][0]["credential"] = "Neurologist, ada@example.org"


@faulty("stated", R35=BLOCK)
def a_telephone_number_in_a_criterion(document):
    document["criteria"][0]["text"] = "You can be reached; ask at +44 20 7946 0000."


@faulty("guide", R35=WARN)
def a_personal_address_beside_a_link(document):
    document["links"][0]["note"] = "Questions go to jane.doe@example.org."


@faulty("trial", R35=WARN)
def a_doctor_named_as_contact(document):
    write(document, "Central trial contact\n\nJane Doe, PhD", section="why")


@faulty(R35=WARN)
def a_personal_address_in_prose(document):
    write(document, "Write to jane.doe@example.org about it.")


@faulty(R38=WARN)
def a_breakthrough_in_the_summary(document):
    document["summary"] = "A breakthrough for people with ALS."


@faulty("term", R38=WARN)
def a_meaning_full_of_hope(document):
    document["meaning"] = rich("It offers new hope [@ema-rilutek].", "ema-rilutek")


@faulty(R40=WARN)
def people_named_by_their_chair(document):
    write(document, "Some people become wheelchair-bound.")


@faulty("guide", R40=WARN)
def an_order_to_the_reader(document):
    write(document, "You should stop taking the tablets when you feel better.", section="part")


@faulty(R42=WARN)
def a_dose_without_a_product_text(document):
    write(document, "People take 50 mg twice daily [@miller2012].")


@faulty("term", R42=WARN)
def a_dose_in_an_example(document):
    write(document, "For example, 5 mg of it by mouth.", section="example")


# Doubles


@faulty(R49=BLOCK)
def a_section_that_stands_twice(document):
    write(document, "Riluzole is a small tablet that people swallow with water at home.")
    write(
        document, "Riluzole is a small tablet, that people swallow, with water, at home.", "burden"
    )


@faulty(R49=WARN)
def a_sentence_that_stands_twice(document):
    write(document, "It is one tablet that people swallow at home. Yes.\n\n"
                    "It is one tablet that people swallow at home.")  # fmt: skip


@faulty("guide", R49=WARN)
def a_passage_that_stands_in_two_sections(document):
    words = "one two three four five six seven eight nine ten eleven twelve"
    for section in ("part", "meaning"):
        write(document, f"In {section}: {words} and then {words} and no more", section)


@faulty("trial", R34=BLOCK)
def a_page_without_a_title(document):
    document["title"] = "Untitled: page.html"


@faulty(R49=BLOCK)
def a_row_that_stands_twice(document):
    document["harms"].append(document["harms"][0])


@faulty(R49=BLOCK)
def a_name_that_stands_twice(document):
    document["names"].append({"name": "RP-54274", "kind": "synonym"})


@faulty(R49=BLOCK, context={"known_names": {"Rilutek": "Another therapy"}})
def a_name_that_belongs_to_another_therapy(document):
    pass


@faulty("trial", R49=WARN, context={"known_names": {"AB10015": "The extension"}})
def a_number_that_another_trial_bears_too(document):
    pass


# Guides and words


@faulty("guide", R06=BLOCK)
def text_still_to_be_sorted(document):
    write(document, "The first drug was riluzole.", section="found")


@faulty("guide", R06=BLOCK)
def borrowed_text_that_nobody_verified(document):
    document["blocks"][1]["origin"] = "third_party"


@faulty("guide", R34=BLOCK)
def a_link_without_a_label(document):
    document["links"][0]["title"] = ""


@faulty("guide", R38=WARN)
def hype_in_a_heading(document):
    document["blocks"][1]["heading"] = "A promising tablet"


@faulty("guide", R28=WARN)
def a_prediction_beside_a_link(document):
    document["links"][0]["note"] = "Approval is expected."


@faulty("guide", R46=BLOCK)
def a_guide_to_be_reviewed_in_three_years(document):
    document["review"]["next_review"] = "2029-06-01"


@faulty("term", R46=BLOCK)
def a_word_to_be_reviewed_in_four_years(document):
    document["review"]["next_review"] = "2030-06-01"


@faulty("term", R00=BLOCK, R12=BLOCK, R34=BLOCK)
def a_word_whose_meaning_has_no_text(document):
    document["meaning"] = {"html": "<p>x</p>"}


@faulty("term", R12=BLOCK, R34=BLOCK)
def a_word_without_meaning(document):
    document["meaning"] = rich("")


@faulty("term", R11=WARN, R12=BLOCK)
def a_meaning_without_source(document):
    document["meaning"] = rich("A substance that slows the decline of nerve function.")


@faulty("term", R48=BLOCK)
def markup_in_a_meaning(document):
    document["meaning"] = rich("A <b>messenger</b> of cells [@ema-rilutek].", "ema-rilutek")


# One page as they are found


@faulty(
    R01=BLOCK, R02=BLOCK, R04=BLOCK, R06=BLOCK, R07=WARN, R11=BLOCK, R12=BLOCK, R13=BLOCK,
    R21=BLOCK, R22=WARN, R25=BLOCK, R26=BLOCK, R27=BLOCK, R28=WARN, R34=BLOCK, R35=WARN, R38=WARN,
    R40=WARN, R42=WARN, R44=BLOCK, R46=BLOCK, R48=BLOCK, R49=WARN,
    context={"eligible_reviewers": {"clinical": 0}},
)  # fmt: skip
def an_unsigned_page_as_they_are_found(document):
    write(
        document,
        "# Fictinib and ALS\n\n## Key facts\n\n## Evidence\n\n"
        "<table><tr><th>Trial</th><td>NCT0999999</td></tr></table>\n\n"
        "The phase 3 study showed significant slowing in fast progressors.\n\n"
        "Riluzole is approved in Japan. Approval in Canada is expected soon.\n\n"
        "A 33% reduction was seen [@smith2021].\n\n"
        "Hypothesis score: 0.79\n\n**Enrollment:**\n\n**Sex:**\n\nLoading...\n\n"
        "kg_node_id: None\n\n{{ personal_report_link }}\n\n"
        "A promising drug for sufferers. Start with 50 mg twice daily.\n\n"
        "Study contact: Jane Doe, MD\n\n"
        "Get a personalised report at our shop.\n\n"
        "The data exist and stand elsewhere on this page.\n\n"
        "The data exist and stand elsewhere on this page.",
    )
    document["blocks"] = document["blocks"][-1:]
    document["funding"] = ""
    document["people"] = [{"name": "Insight Swarm", "kind": "ai", "role": "author"}]
    document["outcomes"][0].update(citations=[], certainty="")
    document["statuses"] = [{"jurisdiction": "EU", "status": "approved"}]
    document["notices"] = []
    document["review"] = {"last_reviewed": None, "next_review": None}
