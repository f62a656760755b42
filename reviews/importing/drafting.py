"""A page that was found, as rows of a draft. What a kind makes of it is its ``Plan``."""

from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from reviews.importing import keeping
from reviews.models import Entry, Slug
from reviews.models.drafts import Journaled

MAX_SLUG = 80
REASON = "Imported from a web page"


@dataclass
class Plan:
    """What a kind makes of a page, unsaved.

    ``blocks`` are dicts of a block's own fields (section, text …), in order. ``rows`` are unsaved
    rows of other tables; those that belong to the draft are given it. ``fields`` are further
    fields of the draft. ``remarks`` tell the editor what was left to them.
    """

    title: str
    slug: str
    blocks: list[dict] = field(default_factory=list)
    rows: list[models.Model] = field(default_factory=list)
    fields: dict = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def title_of(page, wanted="") -> str:
    """A title that a draft can hold: what the page is called, or the name of its file."""
    return (wanted or page.title or _("Untitled: %s") % page.name)[:300].strip()


def sorted_parts(page, sections):
    """Return ({section: parts}, rest): the parts whose heading a kind knows, and all others.

    ``sections`` maps a heading (see ``headings.key``) to a section; the words before a colon count
    where the whole does not. Parts of a part go with it.
    """
    from reviews.importing.headings import key

    known, rest, place = {}, [], None
    for part in page.parts:
        if part.level == 2 or not part.heading:
            words = key(part.heading)
            section = sections.get(words) or sections.get(words.partition(":")[0])
            place = rest if section is None else known.setdefault(section, [])
        place.append(part)
    return known, rest


def fitting(model, **values):
    """The values that fit into their columns; one that does not is left to the editor."""
    kept = {}
    for name, value in values.items():
        most = getattr(model._meta.get_field(name), "max_length", None)
        if value not in (None, "") and not (most and len(str(value)) > most):
            kept[name] = value
    return kept


def free_slug(kind, language, wanted, digest):
    """An address that no draft and no page of this kind has or had: the wanted one, or numbered."""
    plain = slugify(wanted).replace("_", "-")[:MAX_SLUG].strip("-")
    plain = kind.clean_slug(plain or f"page-{digest.removeprefix('sha256:')[:8]}")
    taken = {slug.casefold() for slug in _slugs(kind, language, plain)}
    number, slug = 1, plain
    while slug.casefold() in taken:
        number += 1
        slug = f"{plain}-{number}"
    return slug


def _slugs(kind, language, start):
    drafts = kind.draft_model().objects.filter(entry__language=language)
    yield from drafts.filter(slug__istartswith=start).values_list("slug", flat=True)
    for model in (Slug, Entry):
        rows = model.objects.filter(kind=kind.name, language=language, slug__istartswith=start)
        yield from rows.values_list("slug", flat=True)


def save_plan(plan, *, page, entry, kind, by):
    """Save the draft that a plan describes, every line of the page in it, and return it."""
    model = kind.draft_model()
    owner = model._meta.model_name
    slug = free_slug(kind, entry.language, plan.slug, page.digest)
    draft = _save(model(entry=entry, title=plan.title, slug=slug, **plan.fields), by)
    for row in plan.rows:
        if owner in {one.name for one in row._meta.fields}:
            setattr(row, owner, draft)
        _save(row, by)
    blocks = _with_the_rest(plan, page)
    for values in blocks:
        _save(draft.blocks.model(**{owner: draft}, **values, **_origin(page)), by)
    return draft


def _origin(page):
    """Where each block comes from. Nobody has verified it."""
    return {
        "origin": page.origin.kind,
        "tool": page.origin.tool,
        "made_on": date.fromisoformat(page.made_on) if page.made_on else None,
        "verified_by": "",
    }


def _with_the_rest(plan, page):
    """The blocks of a plan, and below what was found every line that stands nowhere yet."""
    blocks = [dict(values) for values in plan.blocks if values["text"].strip()]
    texts = [plan.title, *(value for values in blocks for value in _texts(values.values()))]
    for row in plan.rows:
        if isinstance(row, Journaled):
            texts += _texts(getattr(row, one.attname) for one in row._meta.concrete_fields)
    if lost := keeping.missing(page.lines, texts):
        rest = keeping.markdown(lost)
        found = next((values for values in blocks if values["section"] == "found"), None)
        if found:
            found["text"] += "\n\n" + rest
        else:
            blocks.append({"section": "found", "text": rest})
    return blocks


def _texts(values):
    return [value for value in values if isinstance(value, str)]


def _save(row, by):
    if not row._state.adding:
        return row
    row._history_user = by
    row._change_reason = REASON
    row.save()
    return row
