"""What is recognised on a page. The pages stand in pages/; nobody made the medicines in them."""

import pytest

from reviews.importing import guessing, reading
from reviews.importing.gate import PageRefused
from reviews.importing.page import TITLE


def headings_of(page):
    return [(part.level, part.heading) for part in page.parts if part.heading]


def test_headings_without_marks_are_recognised(web_page):
    assert headings_of(web_page("examplin.txt")) == [
        (2, "Overview: Examplin and ALS"),
        (2, "Mechanism of Action"),
        (2, "Summary of Published Evidence"),
        (2, "Important Limitations"),
        (2, "What Patients and Caregivers Should Know"),
    ]


def test_a_heading_that_leads_to_a_heading_stands_above_it(web_page):
    found = headings_of(web_page("wiki_dump.txt"))
    assert (2, "Approved Remedies") in found
    assert (3, "First Remedy") in found
    assert (3, "Cell Remedies") in found
    assert (2, "See Also") in found


def test_a_dump_of_data_belongs_to_no_heading(web_page):
    last = web_page("wiki_dump.txt").parts[-1]
    assert last.heading == ""
    assert last.lines[0].text == "▸Metadataorigin: dump"
    assert last.lines[-1].text.startswith("<iframe")


def test_a_table_of_html_in_a_text_becomes_an_infobox(web_page):
    found = web_page("wiki_dump.txt")
    (box,) = found.infoboxes
    assert box.caption == "Example Remedies"
    assert box.rows == (("Target", "Remedy"), ("[GENE1](/genes/gene1)", "A | B"))
    assert "| [GENE1](/genes/gene1) | A \\| B |" in [
        one.text for one in web_page("wiki_dump.txt").lines
    ]


def test_the_title_is_no_invitation_to_cite(web_page):
    found = web_page("wiki_dump.txt")
    assert found.title == "Example Remedies"
    assert [line.role for line in found.lines[:2]] == ["text", TITLE]


def test_a_word_broken_in_two_is_told(web_page):
    assert any("EXA0, 035" in remark for remark in web_page("prose.txt").remarks)


def test_labels_and_values_of_a_registry_page_are_read(web_page):
    found = web_page("trial.txt")
    assert found.title.startswith("Examplin Against Placebo")
    assert found.fields["status_and_phase"] == ("Active, not recruiting", "Phase 2", "Phase 3")
    assert found.fields["enrolment"] == ("120 patients",)
    assert len(found.fields["inclusion"]) == len(found.fields["exclusion"]) == 2
    assert found.identifiers["nct"] == ("NCT91234567",)
    assert headings_of(found) == [(2, "About"), (2, "Full description")]


def test_labels_without_values_are_told(web_page):
    found = web_page("trial_without_values.txt")
    assert found.fields["masking"] == found.fields["sex"] == ()
    assert found.fields["arms"] == ("7 participants in 1 patient group",)
    assert any("masking" in remark for remark in found.remarks)


def test_a_label_and_its_value_may_share_a_line(web_page):
    found = web_page("registry_lines.txt")
    assert found.fields["sponsor"] == ("University of Examples",)
    assert found.fields["start"] == ("2023-04-01",)


def test_citation_keys_links_and_dates_are_read(web_page):
    guide = web_page("guide.md")
    assert guide.citation_keys == ("known2020", "unknown2021")
    assert guide.made_on == "2024-05-06"
    assert web_page("wiki_dump.txt").links == (
        ("GENE1", "/genes/gene1"),
        ("Other Page", "/other"),
        ("Idea", "/idea/1"),
    )
    assert web_page("examplin.txt").made_on == "2025-03-03"


def test_a_page_of_html_is_read_as_its_reader_sees_it(web_page):
    found = web_page("examplin.html")
    words = "\n".join(line.text for line in found.lines)
    assert found.title == "Examplin (EX-100)"
    assert "10^5 units (p<0.05); see [the paper](https://example.org/paper)" in words
    assert "not seen" not in words and "color" not in words
    assert "- Headache in one of ten" in words
    assert found.identifiers["doi"] == ("10.1000/xyz.123",)
    assert found.identifiers["pmid"] == ("1234567",)
    assert found.text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("name", "kind", "tool"),
    [
        ("examplin.txt", "ai_generated", "Paper Mill"),
        ("examplin.html", "ai_generated", "ChatGPT-4"),
        ("guide.md", "third_party", ""),
        ("wiki_dump.txt", "third_party", ""),
        ("trial.txt", "third_party", ""),
    ],
)
def test_only_a_page_that_says_so_was_written_by_a_machine(web_page, name, kind, tool):
    assert (web_page(name).origin.kind, web_page(name).origin.tool) == (kind, tool)


def test_talk_of_machines_is_passed_on_to_the_editor(web_page):
    assert any("multi-agent" in remark for remark in web_page("wiki_dump.txt").remarks)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("examplin.txt", "therapy"),
        ("examplin.html", "therapy"),
        ("guide.md", "guide"),
        ("wiki_dump.txt", "guide"),
        ("prose.txt", "guide"),
        ("trial.txt", "trial"),
        ("trial_without_values.txt", "trial"),
        ("registry_lines.txt", "trial"),
    ],
)
def test_the_kind_of_a_page_is_guessed(web_page, name, kind):
    assert guessing.kind(web_page(name)) == kind


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n\t\n ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "ZIP"),
        (b"a\x00b", "no text"),
        ("Grüße".encode("utf-16"), "UTF-16"),
        ("Grüße".encode("latin-1"), "UTF-8"),
        (b"x" * 1_000_001, "1 MB"),
        ("zero\u200bwidth".encode(), "U+200B"),
        ("dose \u202e50 mg".encode(), "reading direction"),
        (b"bell\x07", "U+0007"),
        (b"<html><body><script>1</script></body></html>", "no text on this page"),
        (b"<html><body>soft&shy;hyphen</body></html>", "U+00AD"),
    ],
)
def test_a_file_that_is_no_page_is_refused_with_a_mend(data, says):
    with pytest.raises(PageRefused) as refused:
        reading.read(data, "page.txt")
    assert says in str(refused.value)
    assert refused.value.mend


def test_a_refusal_says_where_in_the_file():
    with pytest.raises(PageRefused) as refused:
        reading.read("one\ntwo\nthr\u200bee".encode(), "page.txt")
    assert "line 3, character 4" in str(refused.value)


def test_the_mark_of_the_encoding_is_no_text():
    assert reading.read(b"\xef\xbb\xbfA title\nSome words.", "page.txt").text[0] == "A"


def test_the_text_is_kept_letter_for_letter():
    raw = "A title\r\n\r\n  Caf\u0065\u0301 \u00a0 \r\n"
    assert reading.read(raw.encode(), "page.txt").text == raw
