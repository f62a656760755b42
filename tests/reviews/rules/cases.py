"""Faulty pages, each with the exact rules it has to raise: {rule: worst severity}.

A case takes a clean document and breaks one thing. Some also change the context, through
`CONTEXTS`. The last is a whole page with the mistakes that unsigned pages on the web make.
"""

import datetime

from reviews.rules import BLOCK, WARN
from tests.factories_documents import (
    block,
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
    }[kind]()
    context = context_for(document, **changes)
    return spoil(document) or document, context, expected


def write(document, text, section="what_it_is"):
    """Add a section with this Markdown."""
    keys = [source["key"] for source in document["sources"]]
    document["blocks"].append(block(section, text, *keys))


# Outline and authority


@faulty(R00=BLOCK)
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


@faulty(R11=BLOCK)
def an_outcome_without_source(document):
    document["outcomes"][0]["citations"] = []


@faulty(R11=BLOCK)
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


@faulty(R11=BLOCK, R12=BLOCK)
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


# One page as they are found


@faulty(
    R01=BLOCK, R02=BLOCK, R06=BLOCK, R11=BLOCK, R12=BLOCK, R13=BLOCK, R27=BLOCK, R28=WARN,
    R34=BLOCK, R44=BLOCK, R46=BLOCK, R48=BLOCK, context={"eligible_reviewers": {"clinical": 0}},
)  # fmt: skip
def an_unsigned_page_as_they_are_found(document):
    write(
        document,
        "# Fictinib and ALS\n\n## Key facts\n\n## Evidence\n\n"
        "<table><tr><th>Trial</th><td>NCT0999999</td></tr></table>\n\n"
        "The phase 3 study showed significant slowing in fast progressors.\n\n"
        "Riluzole is approved in Japan. Approval in Canada is expected soon.\n\n"
        "A 33% reduction was seen [@smith2021].\n\n"
        "Score: 0.79\n\n**Enrollment:**\n\n**Sex:**\n\nLoading...\n\n"
        "kg_node_id: None\n\n{{ personal_report_link }}",
    )
    document["people"] = [{"name": "Insight Swarm", "kind": "ai", "role": "author"}]
    document["outcomes"][0]["citations"] = []
    document["statuses"] = [{"jurisdiction": "EU", "status": "approved"}]
    document["notices"] = []
    document["review"] = {"last_reviewed": None, "next_review": None}
