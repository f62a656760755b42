"""The parts of the audit, in the order in which they are told."""

from django.db import connection

from reviews import gate
from reviews.audit.base import Section
from reviews.audit.batches import batches
from reviews.audit.chain import chain
from reviews.audit.derived import derived
from reviews.audit.found import found_pages
from reviews.audit.journal import journal
from reviews.audit.versions import entries, versions


def triggers():
    """The gate itself stands in the database."""
    section = Section("Gate in the database")
    section.count("triggers", len(gate.installed(connection.alias)))
    for name in gate.missing(connection.alias):
        section.breach("gate", name, "this trigger is missing; run `manage.py migrate`")
    return section


PARTS = (triggers, chain, versions, entries, batches, derived, journal, found_pages)


def run():
    """Yield the sections one by one, so that a long audit can say how far it is."""
    for part in PARTS:
        yield part()
