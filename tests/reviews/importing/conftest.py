from pathlib import Path

import pytest

from reviews.importing import reading

PAGES = Path(__file__).parent / "pages"


@pytest.fixture
def web_page():
    """The page of a file beside the tests, as it is read."""
    return lambda name: reading.read((PAGES / name).read_bytes(), name)


@pytest.fixture
def files():
    """The paths of pages by their names."""
    return lambda *names: [str(PAGES / name) for name in names]
