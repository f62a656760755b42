"""Imported pages: each is, letter for letter, the page whose digest was noted with it."""

from reviews import canonical
from reviews.audit.base import Section
from reviews.models import FoundPage


def found_pages():
    """Compare the text of each imported page with its digest."""
    section = Section("Imported pages")
    for page in FoundPage.objects.only("text", "digest").iterator(chunk_size=50):
        section.count("imported pages")
        if canonical.digest(page.text) != page.digest:
            section.breach("found", f"imported page {page.pk}", "is not the page as found")
    return section
