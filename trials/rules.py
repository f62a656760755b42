"""R31: a trial page says which registry its facts come from, as of when, and what we changed."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules import BLOCK, Context, Finding, Rule
from reviews.rules.walk import citations, day, part, rows, text

HELD_TEXTS = ("name", "id", "modifications", "digest")
HELD_DATES = ("retrieved_at", "processed_at")


def _check(document: dict, context: Context) -> Iterator[Finding]:
    registry = part(document, "registry")
    check = _held if registry.get("held") is True else _stated
    yield from check(document, registry, context)


def _held(document: Mapping, registry: Mapping, context: Context) -> Iterator[Finding]:
    for key in HELD_TEXTS:
        if not text(registry.get(key)):
            yield _incomplete(key)
    for key in HELD_DATES:
        date = day(registry.get(key))
        if date is None or date > context.today:
            yield _incomplete(key)
    if text(registry.get("id")) not in context.snapshots:
        yield SNAPSHOT_NOTICES.blocks(
            "/registry/id",
            _("The page speaks of a registry record that is not held."),
            _("Import the record and accept it, or state the facts from a cited source."),
            text(registry.get("id")),
        )
    yield from _notice(document, "registry_attribution", "no_snapshot")


def _stated(document: Mapping, registry: Mapping, context: Context) -> Iterator[Finding]:
    if not citations("/registry", registry):
        yield SNAPSHOT_NOTICES.blocks(
            "/registry/citations",
            _("No registry record is held, and no source is named for the facts."),
            _("Cite the source of the stated facts, or accept a registry record."),
        )
    as_of = day(registry.get("as_of"))
    if as_of is None or as_of > context.today:
        yield _incomplete("as_of")
    yield from _notice(document, "no_snapshot", "registry_attribution")


def _notice(document: Mapping, wanted: str, unwanted: str) -> Iterator[Finding]:
    shown = [
        row.get("kind")
        for _place, row in rows(document, "notices")
        if row.get("must_display") is True and text(row.get("text"))
    ]
    if wanted not in shown or unwanted in shown:
        yield SNAPSHOT_NOTICES.blocks(
            "/notices",
            _("The notice about the registry is missing, or is the wrong one."),
            _("Ask an administrator for a current edition of the notice, then save again."),
            wanted,
        )


def _incomplete(key: str) -> Finding:
    return SNAPSHOT_NOTICES.blocks(
        f"/registry/{key}",
        _("The origin of the registry facts is not complete, or lies in the future."),
        _("Accept the registry record again, or complete the stated facts."),
        key,
    )


SNAPSHOT_NOTICES = Rule(
    "R31",
    "snapshot-notices",
    BLOCK,
    ("trial",),
    "registry",
    gettext_lazy("Registry, number, dates, what was changed and the attribution are stated"),
    _check,
)
RULES = (SNAPSHOT_NOTICES,)
