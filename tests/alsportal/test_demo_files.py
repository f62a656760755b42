"""The demo's data files: regular, cited, dated, and free of doses and loose ends.

THERAPIES and TRIALS are named by their file alone, guides and words with their folder.
"""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parents[2] / "alsportal" / "demo"
FACTS = DEMO.parents[2] / "shared" / "facts" / "als_facts.json"
REFUSED = "masitinib-overview"

CITED = {"source", "locator", "quote"}
PAGE = {"slug", "title", "summary", "funding", "last_reviewed", "next_review"}
PAGE |= {"change_kind", "change_note"}
STATED_FACTS = set(
    """official_title acronym sponsor status why_stopped phases study_type allocation
    intervention_model masking enrolment enrolment_type start completion interventions
    primary_outcome countries""".split()
)
ROWS = {
    "names": {"name", "kind"},
    "people": {"name", "role", "credential", "kind", "interests"},
    "blocks": set("section heading position text origin tool made_on verified_by".split()),
    "outcomes": CITED
    | set(
        """statement comparator effect_absolute effect_relative people_studied time_span
        certainty design""".split()
    ),
    "harms": CITED | {"statement", "frequency", "serious"},
    "regulatory": CITED
    | {"agency", "jurisdiction", "date", "kind", "indication", "for_als", "as_of"},
    "trials": {"nct", "result"},
    "links": {"kind", "slug", "note"},
    "criteria": set("polarity group text concept operator value value_high unit cohort".split()),
    "results": CITED | {"statement", "direction"},
    "contradictions": CITED | {"statement"},
}
THERAPY = PAGE | {"therapy_type", "route", "als_type"}
THERAPY |= {"names", "people", "blocks", "outcomes", "harms", "regulatory", "trials"}
TRIAL = PAGE | {"nct", "therapies", "held", "facts", "facts_source", "facts_as_of"}
TRIAL |= {"names", "people", "blocks", "criteria", "results", "contradictions"}
GUIDE = PAGE | {"topic", "audience", "names", "people", "blocks", "links"}
WORD = PAGE | {"meaning", "pronunciation", "spanish", "names", "people", "blocks", "links"}
SOURCE = set(
    """key type title authors et_al container publisher issued volume issue pages doi pmid
    registry_id url""".split()
)
STEPS = {
    "publish": {"file", "by", "approved_by", "comment"},
    "submit": {"file", "by", "note"},
    "send_back": {"file", "by", "decided_by", "comment"},
    "refuse": {"file", "by", "expect"},
    "remove": {"kind", "slug", "by", "reason", "what_now", "successor"},
    "advise": {"kind", "slug", "by", "advisory", "detail"},
}
SECTIONS = """two_minute what_it_is mechanism burden not_known if_not_used other_options
    quality_of_life questions"""
DOSE = re.compile(
    r"\d\s?(mg|mcg|µg|ug|g|ml|mL|iu|IU)\b|\b(bid|tid|qid|b\.i\.d|t\.i\.d)\b"
    r"|(once|twice|three times|\d times) (a day|daily)|\bper day\b|\btablets? (a|per) day\b",
    re.IGNORECASE,
)
HYPE = re.compile(
    r"breakthrough|miracle|promising|game.chang|cornerstone|holds? hope", re.IGNORECASE
)
ORDERS = re.compile(r"(^|[.!?]\s+|- )(Take|Stop|Start|Increase|Reduce|Switch|Avoid)\b")
PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def pages(folder):
    return {path.stem: read(path) for path in sorted((DEMO / folder).glob("*.toml"))}


THERAPIES = pages("therapies")
TRIALS = pages("trials")
GUIDES = {f"guides/{name}": page for name, page in pages("guides").items()}
WORDS = {f"words/{name}": page for name, page in pages("words").items()}
KNOWN = {"guide": GUIDES, "term": WORDS, "therapy": THERAPIES, "trial": TRIALS}
ALL = THERAPIES | TRIALS | GUIDES | WORDS
CLEAN = {name: page for name, page in ALL.items() if name != REFUSED}
READ = {name: page for name, page in CLEAN.items() if name not in WORDS}
SOURCES = {source["key"]: source for source in read(DEMO / "sources.toml")["sources"]}
PEOPLE = {person["username"]: person for person in read(DEMO / "people.toml")["people"]}
STORY = read(DEMO / "story.toml")["steps"]

every_page = pytest.mark.parametrize("name", ALL)
every_clean_page = pytest.mark.parametrize("name", CLEAN)
every_long_page = pytest.mark.parametrize("name", READ)


def texts(value):
    """All strings of a page, however deep."""
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in texts(item)]


def cited(page):
    """All keys a page names, in citations and as the source of a row."""
    keys = {
        key
        for text in texts(page)
        for group in re.findall(r"\[(@[^\]]+)\]", text)
        for key in re.findall(r"@([\w-]+)", group)
    }
    keys |= {row["source"] for table in ROWS for row in rows(page, table) if row.get("source")}
    return keys | ({page["facts_source"]} if "facts_source" in page else set())


def rows(page, table):
    return page.get(table, []) if table in page else []


def prose(page):
    """What a reader sees as running text, without the titles of sources."""
    found = [row["text"] for row in rows(page, "blocks")] + [page["title"], page["summary"]]
    return found + [page.get("meaning", "")]


def keys_of(name):
    """The keys that a page of this kind may have."""
    by_kind = {"guide": GUIDE, "term": WORD, "therapy": THERAPY, "trial": TRIAL}
    return next(by_kind[kind] for kind, known in KNOWN.items() if name in known)


def words(text):
    return len(re.sub(r"\[@[^\]]+\]", "", text).split())


def day(text):
    return date.fromisoformat(text)


@every_page
def test_a_page_has_only_known_keys(name):
    page = ALL[name]
    assert set(page) <= keys_of(name)
    for table, keys in ROWS.items():
        for row in rows(page, table):
            assert set(row) <= keys, (table, row)
    assert set(page.get("facts", {})) <= STATED_FACTS


@every_page
def test_every_cited_key_is_a_source(name):
    assert cited(ALL[name]) <= set(SOURCES)


def test_every_source_is_cited():
    assert set(SOURCES) == set().union(*map(cited, ALL.values()))


@pytest.mark.parametrize("key", SOURCES)
def test_a_source_is_regular(key):
    source = SOURCES[key]
    assert set(source) <= SOURCE
    assert source["url"].startswith(("https://", "http://"))
    assert re.fullmatch(r"10\.\d{4,9}/\S+", source.get("doi", "10.1000/none"))
    assert re.fullmatch(r"\d{1,8}", source.get("pmid", "1"))
    assert PARTIAL_DATE.fullmatch(source.get("issued", "2024"))
    assert len(source["title"]) <= 500


def test_identifiers_stand_once():
    for field in ("doi", "pmid", "registry_id", "url"):
        values = [source[field] for source in SOURCES.values() if field in source]
        assert len(values) == len(set(values)), field


@pytest.mark.parametrize("name", TRIALS)
def test_a_trial_is_named_by_its_registry_id(name):
    trial = TRIALS[name]
    assert re.fullmatch(r"NCT\d{8}", name)
    assert trial["nct"] == trial["slug"] == name
    assert {"name": name, "kind": "id"} in trial["names"]
    assert trial["held"] is False
    assert trial["results"], "say at least that no results are reported"


def test_links_lead_to_pages_of_the_demo():
    slugs = {therapy["slug"] for therapy in THERAPIES.values()}
    for page in (GUIDES | WORDS).values():
        assert rows(page, "links")
        for row in rows(page, "links"):
            assert row["slug"] in {known["slug"] for known in KNOWN[row["kind"]].values()}, row
    for therapy in THERAPIES.values():
        assert {row["nct"] for row in rows(therapy, "trials")} <= set(TRIALS)
    for trial in TRIALS.values():
        assert set(trial["therapies"]) <= slugs


@every_page
def test_addresses_in_the_text_are_those_of_published_pages(name):
    published = {step["file"].removesuffix(".toml") for step in STORY if step["do"] == "publish"}
    published |= {"therapies/amx0035"}
    for text in texts(ALL[name]):
        for address in re.findall(r"\]\(([^)]+)\)", text):
            assert address.strip("/") in published, address


def test_trials_and_therapies_link_both_ways():
    for therapy in THERAPIES.values():
        for row in rows(therapy, "trials"):
            assert therapy["slug"] in TRIALS[row["nct"]]["therapies"]


@every_clean_page
def test_review_dates_are_at_most_a_year_apart(name):
    last, following = (day(CLEAN[name][key]) for key in ("last_reviewed", "next_review"))
    assert date(2025, 11, 23) <= last < date(2026, 11, 22)
    assert 0 < (following - last).days <= (366 if name in READ else 3 * 366)


@every_clean_page
def test_every_status_says_when_it_was_known(name):
    page = CLEAN[name]
    known = [page["facts_as_of"]] if name in TRIALS else []
    known += [row["as_of"] for row in rows(page, "regulatory")]
    for row in rows(page, "regulatory"):
        assert PARTIAL_DATE.fullmatch(row["date"])
        assert row["date"] <= row["as_of"]
        assert re.fullmatch(r"[A-Z]{2}", row["jurisdiction"])
    assert all(day(as_of) <= day(page["last_reviewed"]) for as_of in known)


@every_clean_page
def test_every_typed_statement_is_cited_by_its_own_source(name):
    for table in ("outcomes", "harms", "results", "contradictions"):
        for row in rows(CLEAN[name], table):
            assert f"@{row['source']}" in row["statement"], row["statement"]
    assert all(row["source"] for row in rows(CLEAN[name], "regulatory"))


@every_page
def test_no_page_names_a_dose(name):
    rest = [row for table in ROWS for row in rows(ALL[name], table)]
    for text in (
        texts(rest) + prose(ALL[name]) + ALL[name].get("facts", {}).get("interventions", [])
    ):
        assert not DOSE.search(text), text


@every_clean_page
def test_no_hype_and_no_orders(name):
    for text in texts(CLEAN[name]):
        assert not HYPE.search(text), text
        assert not ORDERS.search(text), text


@every_long_page
def test_short_texts_stay_short(name):
    page = CLEAN[name]
    assert len(page["summary"]) <= 300
    assert len(page["change_note"]) <= 300
    two_minute = next(row["text"] for row in page["blocks"] if row["section"] == "two_minute")
    assert words(two_minute) <= 150
    assert words(" ".join(prose(page))) <= 900


@pytest.mark.parametrize("name", WORDS)
def test_a_word_is_explained_in_forty_words_with_sound_and_spanish(name):
    word = WORDS[name]
    assert words(word["meaning"]) <= 40
    assert "[@" in word["meaning"]
    assert word["pronunciation"] and word["spanish"]
    assert {"why", "example"} <= {row["section"] for row in word["blocks"]}


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_has_parts_with_headings_and_its_fixed_sections_once(name):
    sections = [row["section"] for row in GUIDES[name]["blocks"]]
    fixed = [section for section in sections if section != "part"]
    assert fixed == ["two_minute", "meaning", "not_known", "questions"]
    for row in GUIDES[name]["blocks"]:
        assert bool(row.get("heading")) == (row["section"] == "part")
    places = [row["position"] for row in GUIDES[name]["blocks"]]
    assert places == sorted(set(places))


@every_clean_page
def test_most_sentences_have_at_most_twenty_words(name):
    text = " ".join(
        row["text"] for row in CLEAN[name]["blocks"] if row["section"] != "professionals"
    )
    sentences = re.split(r"(?<=[.?!])\s+|\n- ", re.sub(r"\s*\[@[^\]]+\]", "", text))
    long = [sentence for sentence in sentences if words(sentence) > 20]
    assert len(long) <= 0.15 * len(sentences), long


@every_long_page
def test_the_disease_is_named_in_full_in_summary_and_first_block(name):
    page = CLEAN[name]
    for text in (page["summary"], page["blocks"][0]["text"]):
        assert "amyotrophic lateral sclerosis" in " ".join(text.split())


@pytest.mark.parametrize("name", [name for name in THERAPIES if name != REFUSED])
def test_a_therapy_has_all_its_sections_once(name):
    sections = [row["section"] for row in THERAPIES[name]["blocks"]]
    assert sections == SECTIONS.split() + ["professionals"]
    assert all(row["origin"] == "human" for row in THERAPIES[name]["blocks"])
    assert rows(THERAPIES[name], "outcomes") and rows(THERAPIES[name], "harms")


def test_amx0035_goes_from_conditional_approval_to_withdrawal():
    versions = [THERAPIES[f"amx0035.v{number}"] for number in (1, 2, 3)]
    assert {version["slug"] for version in versions} == {"amx0035"}
    events = [
        {(row["jurisdiction"], row["kind"], row["date"]) for row in version["regulatory"]}
        for version in versions
    ]
    assert events[0] == {("CA", "conditional", "2022-06"), ("US", "approved", "2022-09-29")}
    assert events[0] < events[1] < events[2]
    assert ("EU", "refused", "2023-10") in events[1]
    assert events[2] - events[1] == {("US", "approval_withdrawn", "2025-08-29")}


def test_the_page_to_be_refused_has_no_author_no_dates_and_no_references():
    page = THERAPIES[REFUSED]
    assert not rows(page, "people")
    assert not cited(page)
    assert "last_reviewed" not in page
    assert all(row["origin"] == "ai_generated" for row in page["blocks"])


def test_the_cast_is_visibly_invented():
    groups = {group for person in PEOPLE.values() for group in person["groups"]}
    assert groups == {
        "author",
        "clinical_reviewer",
        "editorial_reviewer",
        "publisher",
        "administrator",
    }
    for person in PEOPLE.values():
        assert person["username"].startswith("demo-")
        assert "(demo)" in person["display_name"]
        assert "demo" in person["credential"]


def test_the_story_knows_its_files_and_people():
    for step in STORY:
        assert set(step) - {"do"} <= STEPS[step["do"]], step
        assert "file" not in step or (DEMO / step["file"]).is_file()
        actors = {step["by"], step.get("decided_by", step["by"]), *step.get("approved_by", [])}
        assert actors <= set(PEOPLE)


def test_nobody_approves_what_they_submit():
    for step in STORY:
        assert step["by"] not in [*step.get("approved_by", []), step.get("decided_by")]


def test_every_file_has_its_step():
    files = [step["file"].removesuffix(".toml") for step in STORY if "file" in step]
    names = [file.removeprefix("therapies/").removeprefix("trials/") for file in files]
    assert sorted(names) == sorted(ALL)


def test_the_story_holds_every_kind_of_ending():
    done = [step["do"] for step in STORY]
    for ending in ("submit", "send_back", "refuse", "remove", "advise"):
        assert done.count(ending) == 1


def test_so_many_pages_are_left_public_at_the_end():
    """Live at the end of the story: what was published and not removed, each page once."""
    folders = {"therapies": 12, "trials": 25, "guides": 4, "words": 15}
    removed = {step["slug"] for step in STORY if step["do"] == "remove"}
    slugs = {(file.split("/")[0], read(DEMO / file)["slug"]) for file in published_files()}
    live = [folder for folder, slug in slugs if slug not in removed]
    assert {folder: live.count(folder) for folder in folders} == folders


def published_files():
    return {step["file"] for step in STORY if step["do"] == "publish"}


@pytest.fixture(scope="module")
def facts():
    if not FACTS.is_file():
        pytest.skip("the sheet of facts is not here; the files are still checked by the rules")
    return json.loads(FACTS.read_text(encoding="utf-8"))


def test_registry_numbers_and_counts_of_people_are_those_of_the_sheet_of_facts(facts):
    known = {trial["registry_id"]: trial for trial in facts["trials"] if trial["registry_id"]}
    for nct, trial in TRIALS.items():
        assert nct in known
        count = trial["facts"].get("enrolment")
        assert count in (None, known[nct]["enrollment"]["count"]), nct


def test_people_studied_stand_in_the_sheet_of_facts(facts):
    counts = {trial["enrollment"]["count"] for trial in facts["trials"]}
    told = json.dumps(facts)
    for name, page in THERAPIES.items():
        for row in rows(page, "outcomes"):
            n = row.get("people_studied")
            if n not in (None, 99 + 102):  # the two arms of masitinib, added
                assert n in counts or re.search(rf"(?<!\d){n}(?!\d)", told), (name, n)


def test_identifiers_of_papers_are_those_of_the_sheet_of_facts(facts):
    sheet = {paper["id"]: paper for paper in facts["references"]}
    for key in SOURCES.keys() & sheet.keys():
        sure = sheet[key]["custom"]["confidence"]
        for field, name in (("doi", "DOI"), ("pmid", "PMID")):
            if field in SOURCES[key]:
                assert SOURCES[key][field] == sheet[key][name]
                assert sure[name] in ("V", "H"), (key, name)
