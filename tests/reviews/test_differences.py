"""What a reviewer sees of a change: everything."""

import copy
import time

import pytest

from reviews.differences import differences
from tests.factories_documents import clean_therapy, clean_trial, rich

DOCUMENTS = {
    "therapy": clean_therapy(),
    "trial": clean_trial(),
    "stated": clean_trial(held=False),
}


def leaves(value, path=()):
    if isinstance(value, dict | list) and value:
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*path, key))
    else:
        yield path


def containers(value, path=()):
    if isinstance(value, dict | list):
        yield path, value
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from containers(item, (*path, key))


def at(document, path):
    for key in path:
        document = document[key]
    return document


def changed(document, path, value):
    copied = copy.deepcopy(document)
    at(copied, path[:-1])[path[-1]] = value
    return copied


def assert_visible(found):
    assert found
    for difference in found:
        assert difference.before != difference.after
        marked = [text for op, text in difference.words if op != "same"]
        assert any(text.strip() for text in marked)


MUTATIONS = {
    "another word": lambda value: f"{value} x",
    "nothing": lambda value: None,
    "empty text": lambda value: "",
    "a number": lambda value: 7,
    "the other truth": lambda value: not value,
    "a blank more": lambda value: f"{value} ",
    "a hidden character": lambda value: f"{value}\u202e",
    "a zero-width joiner": lambda value: f"\u200d{value}",
    "another blank": lambda value: str(value).replace(" ", "\u00a0"),
    "a Cyrillic letter": lambda value: str(value).replace("e", "\u0435"),
    "a list": lambda value: [value],
}


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_every_change_of_every_leaf_shows(kind, mutation):
    document = DOCUMENTS[kind]
    for path in leaves(document):
        old = at(document, path)
        new = MUTATIONS[mutation](old)
        if repr(new) != repr(old):
            assert_visible(differences(document, changed(document, path, new)))


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_part_that_goes_or_comes_shows(kind):
    document = DOCUMENTS[kind]
    for path, part in containers(document):
        for key in part if isinstance(part, dict) else range(len(part)):
            copied = copy.deepcopy(document)
            del at(copied, path)[key]
            assert_visible(differences(document, copied))
            assert_visible(differences(copied, document))


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_exchange_and_doubling_of_rows_shows(kind):
    document = DOCUMENTS[kind]
    for path, part in containers(document):
        if isinstance(part, list) and part:
            assert_visible(differences(document, changed(document, path, [*part, part[0]])))
            if len(part) > 1:
                turned = changed(document, path, part[::-1])
                assert_visible(differences(document, turned))


def one(before, after):
    (difference,) = differences(before, after)
    return difference


def test_equal_documents_have_no_differences():
    assert differences(clean_therapy(), clean_therapy()) == []


def test_a_first_version_is_all_additions():
    found = differences(None, clean_therapy())
    assert {difference.kind for difference in found} == {"added"}
    assert any("https://www.ema.europa.eu" in difference.after for difference in found)


def test_prose_is_compared_word_by_word():
    after = clean_therapy()
    after["harms"][0]["statement"]["markdown"] = "Liver values often rise [@ema-rilutek]."
    found = one(clean_therapy(), after)
    assert ("removed", "can") in found.words
    assert ("added", "often") in found.words
    assert found.place == "/harms/0/statement/markdown"
    assert found.label == "Harms · 1 “Liver values often rise [@ema-rilutek].” · Statement · Text"


def test_html_that_changed_alone_is_shown():
    after = clean_therapy()
    after["harms"][0]["statement"]["html"] = "<p>Nothing.</p>"
    assert one(clean_therapy(), after).label.endswith("Text as rendered")


def test_citations_that_were_only_renumbered_read_as_numbers():
    after = clean_therapy()
    markdown = after["blocks"][0]["markdown"]
    after["blocks"][0].update(rich(markdown, "ema-rilutek", "miller2012", "fda-1995"))
    found = one(clean_therapy(), after)
    assert found.label.endswith("numbers of the citations")
    assert (found.before, found.after) == ("[1] [2] [3]", "[2] [1] [3]")


@pytest.mark.parametrize(
    ("old", "new"), [("#ref-2", "#ref-3"), ("2, p. 2", "2, p. 3"), ("[2, p. 2]", "[2, p. 9]")]
)
def test_a_citation_that_leads_elsewhere_than_it_says_shows(old, new):
    after = clean_therapy()
    html = after["blocks"][1]["html"]
    after["blocks"][1]["html"] = html.replace(old, new, 1)
    assert after["blocks"][1]["html"] != html
    assert new in one(clean_therapy(), after).after


def test_a_row_that_moved_is_not_a_row_that_changed():
    after = clean_therapy()
    after["regulatory"].reverse()
    found = one(clean_therapy(), after)
    assert found.label == "Regulatory events · order of the rows"
    assert "1. 1 “FDA, 1995-12-12”" in found.before


def test_an_edited_row_is_one_change_not_two():
    after = clean_therapy()
    after["regulatory"][0]["date"] = "1995-12-13"
    found = one(clean_therapy(), after)
    assert (found.kind, found.before, found.after) == ("changed", "1995-12-12", "1995-12-13")


def test_a_removed_row_names_its_place_in_the_older_document():
    after = clean_therapy()
    del after["names"][0]
    found = one(clean_therapy(), after)
    assert (found.kind, found.place) == ("removed", "/names/0")
    assert "Rilutek" in found.before


def test_a_link_behind_a_text_is_shown():
    after = clean_therapy()
    after["sources"][1]["url"] = "https://example.org/"
    assert one(clean_therapy(), after).after == "https://example.org/"


@pytest.mark.parametrize("code", ["\u202e", "\u200b", "\ufeff", "\u00a0", "\u3164", "\ufe0f"])
def test_what_deceives_the_eye_is_written_out(code):
    after = clean_therapy()
    after["title"] = f"Rilu{code}zole"
    assert one(clean_therapy(), after).after == f"Rilu⟦U+{ord(code):04X}⟧zole"


def test_a_foreign_letter_in_a_word_is_written_out():
    after = clean_therapy()
    after["title"] = "Rilu\u0437ole"
    assert one(clean_therapy(), after).after == "Rilu⟦U+0437⟧ole"


def test_runs_put_together_read_as_both_texts():
    after = clean_therapy()
    after["summary"] = "A tablet for ALS. It lengthens life a little, on average."
    found = one(clean_therapy(), after)
    kept = [text for op, text in found.words if op != "added"]
    new = [text for op, text in found.words if op != "removed"]
    assert "".join(kept) == found.before
    assert "".join(new) == found.after


@pytest.mark.parametrize(
    ("old", "new"),
    [("one two three ", "three four one "), ("é\n", "\n\ta"), ("aaaaaaaaaa", "aaaaabbbbb\u0437")],
)
def test_a_long_text_costs_bounded_time(old, new):
    before, after = clean_therapy(), clean_therapy()
    before["blocks"][0]["markdown"] = old * (200_000 // len(old))
    after["blocks"][0]["markdown"] = new * (190_000 // len(new))
    start = time.process_time()
    assert_visible(differences(before, after))
    assert time.process_time() - start < 5
