"""Kinds of page. Each app registers its own in one file; the engine knows no more than this.

A kind's functions that touch drafts are named by dotted path and loaded when called, so that the
public tier can know a kind without importing a draft.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.utils.module_loading import import_string

from reviews.search.projection import SearchProjection

ADDRESS = re.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Projection:
    """Rows to be derived from one document: what lists, filters, links and search read."""

    card: dict
    search: SearchProjection
    links: tuple[tuple[str, str, str, str], ...] = ()  # relation, to kind, to slug, label
    facets: Mapping[str, tuple[dict, ...]] = field(default_factory=dict)  # model label -> rows


@dataclass(frozen=True)
class Drift:
    """What one outside record changed between two documents that differ in nothing else."""

    key: str  # a digest, equal for pages that changed alike
    words: str  # lines for a person
    material: bool  # has to be decided on its own


@dataclass(frozen=True)
class Kind:
    """One kind of page.

    ``required``: slot -> roles that may fill it; each slot needs an approval by another person.
    ``build``: dotted path of ``build(draft, citations) -> dict``, the kind's part of a document.
    ``project``: ``project(document, advisories) -> Projection``; advisories is a frozenset of the
    kinds now standing, and may only make the rows more cautious.
    ``opens_with``: the draft's rich text that readers meet before the sections, if there is one;
    its citations get the first numbers.
    ``card``: dotted path of ``card(listing) -> dict``, what lists and search show of a live page.
    ``found``: dotted path of ``plan(page) -> reviews.importing.drafting.Plan``, how a web page that
    was brought in becomes a draft; kinds without it cannot be imported.
    ``beside``: dotted path of ``beside(page, today) -> dict``, context of what stands dated beside
    the document of a ``published.Page``; the preview in the desk shows it as the public page does.
    ``audit``: dotted path of ``audit(document) -> list of messages``, the kind's own invariants.
    ``drift``: dotted path of ``drift(live document, submitted document) -> Drift or None``: whether
    the two differ only by what a record kept outside changed, so that pages that changed alike can
    be decided together. Without it each is decided on its own.
    ``chores``: dotted path of ``chores(user) -> [{title, text, url}]``, work on drafts of this kind
    that the first page of the desk tells of.
    """

    name: str
    label: str
    label_plural: str
    path: str
    draft: str
    required: Mapping[str, frozenset]
    build: str
    project: Callable
    facet_models: tuple[str, ...]
    template: str
    sort: int = 0
    audit: str = ""
    slug_case: str = "lower"
    card: str = ""
    opens_with: str = ""
    beside: str = ""
    found: str = ""
    drift: str = ""
    chores: str = ""

    def draft_model(self):
        return apps.get_model(self.draft)

    def draft_of(self, entry):
        """The draft row of an entry."""
        return self.draft_model().objects.get(entry=entry)

    def build_part(self, draft, citations):
        return import_string(self.build)(draft, citations)

    def own_faults(self, document):
        return import_string(self.audit)(document) if self.audit else []

    def stands_beside(self, page, today):
        """What stands beside the document on the live page, as template context."""
        return import_string(self.beside)(page, today) if self.beside else {}

    def drift_between(self, before, after):
        return import_string(self.drift)(before, after) if self.drift else None

    def chores_of(self, user):
        return import_string(self.chores)(user) if self.chores else []

    def plan_of(self, page):
        """What a page that was found would be as a draft of this kind."""
        return import_string(self.found)(page)

    def clean_slug(self, text):
        """The one spelling of an address of this kind."""
        return text.upper() if self.slug_case == "upper" else text.lower()

    @staticmethod
    def is_address(slug):
        """Whether a text can be the last part of an address, for readers and in the API."""
        return len(slug) <= 100 and ADDRESS.fullmatch(slug) is not None

    def url(self, slug):
        """The path of a live page."""
        return f"/{self.path}/{slug}/"


_kinds: dict[str, Kind] = {}
_snapshots: list[str] = []


def register(kind):
    """Make a kind known. Called once from its app's ``ready``."""
    _kinds[kind.name] = kind


def get(name):
    """The kind of that name; LookupError if nothing registered it."""
    return _kinds[name]


def every():
    """All kinds, in the order in which lists show them."""
    return sorted(_kinds.values(), key=lambda kind: (kind.sort, kind.name))


def provide_snapshots(path):
    """Name a ``snapshots(document) -> {registry id: facts}`` by dotted path, for all kinds.

    A therapy page names trials; whoever keeps their registry records offers them to its rules.
    """
    if path not in _snapshots:
        _snapshots.append(path)


def held_snapshots(document):
    """Facts of the held registry records that a document names."""
    found = {}
    for path in _snapshots:
        found |= import_string(path)(document)
    return found
