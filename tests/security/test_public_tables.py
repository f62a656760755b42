"""Public code reads only live versions, rows derived from them, and advisories: as SQL shows."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alsportal import pagecache
from tests.factories import published_therapy, published_trial
from tests.security.test_canaries import _seeds, crawl

PUBLIC = {
    "reviews_advisory",
    "reviews_entry",
    "reviews_event",
    "reviews_head",
    "reviews_link",
    "reviews_listing",
    "reviews_notice",
    "reviews_removal",
    "reviews_search_ids",  # PostgreSQL: a function over reviews_searchtokens
    "reviews_searchdocument",
    "reviews_searchname",
    "reviews_searchtokens",
    "reviews_searchword",
    "reviews_slug",
    "reviews_version",
    "therapies_therapyfacets",
    "therapies_therapystatus",
    "trials_trialcountry",
    "trials_trialfacets",
    "trials_trialsite",
}
TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?([a-z]+_[a-z_]+)"?', re.IGNORECASE)


def test_public_routes_read_public_tables_only(cast, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    published_therapy(cast, slug="examplin-live")
    published_trial(cast, nct="NCT91111111")
    captured = _crawled()
    read = {table.lower() for query in captured for table in TABLE.findall(query["sql"])}
    assert {"reviews_version", "reviews_listing", "reviews_searchdocument"} <= read
    assert read <= PUBLIC


def test_public_routes_write_nothing(cast, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    published_therapy(cast, slug="examplin-live")
    captured = _crawled()
    writing = re.compile(r"^\s*(INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)", re.IGNORECASE)
    assert not [query["sql"] for query in captured if writing.match(query["sql"])]


def _crawled():
    """The statements of a crawl, its addresses asked of the database before it is watched."""
    addresses = list(_seeds())
    pagecache.forget()
    with CaptureQueriesContext(connection) as captured:
        crawl(addresses)
    return captured.captured_queries
