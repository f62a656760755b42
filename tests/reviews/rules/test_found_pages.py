"""Pages as they are found on the web, where a folder of them is at hand."""

from pathlib import Path

import pytest

from reviews.rules import run
from tests.factories_documents import block, clean_therapy, clean_trial, context_for

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "seeds"
# What the rules of today have to find in the words alone, page by page.
EXPECTED = {
    "000": ("therapy", {"R11", "R27", "R28"}),
    "001": ("therapy", {"R11", "R12", "R48"}),
    "002": ("trial", {"R34"}),
    "003": ("therapy", {"R11", "R48"}),
    "004": ("trial", {"R34"}),
}


@pytest.mark.parametrize("number", EXPECTED)
def test_a_found_page_is_found_out(number):
    files = sorted(FOLDER.glob(f"{number}_*.txt"))
    if not files:
        pytest.skip(f"no pages in {FOLDER}")
    kind, expected = EXPECTED[number]
    document = clean_therapy() if kind == "therapy" else clean_trial()
    if number == "000":
        document |= {"title": "Masitinib", "names": [], "regulatory": [], "statuses": []}
    context = context_for(document)
    text = files[0].read_text(encoding="utf-8")
    document["blocks"] = [block("what_it_is", text)]
    found = [one for one in run(document, context) if one.place.startswith("/blocks/0")]
    assert expected <= {one.rule for one in found}
