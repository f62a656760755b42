"""Rows derived from live versions: listings, links, facets and search, written as one."""

from django.apps import apps
from django.utils.text import Truncator

from reviews import canonical, kinds, search
from reviews.documents import read
from reviews.models import Advisory, Entry, Link, Listing
from reviews.search import words

TITLE = 300


def standing_advisories(entry):
    """The kinds of advisory now standing on an entry."""
    rows = Advisory.objects.filter(entry=entry, cleared_event__isnull=True)
    return frozenset(rows.values_list("kind", flat=True))


def of(version, *, advisories):
    """All rows a live version stands for: ``{model label: [values]}`` and its search projection."""
    document = read(version.document)
    kind = kinds.get(document["kind"])
    projection = kind.project(document, advisories)
    rows = {
        "reviews.Listing": [_listing(version, document, projection)],
        "reviews.Link": [
            {"relation": relation, "to_kind": to, "to_slug": slug, "label": label[:TITLE]}
            for relation, to, slug, label in sorted(set(projection.links))
        ],
        **{label: list(projection.facets.get(label, ())) for label in kind.facet_models},
    }
    return rows, projection.search


def _listing(version, document, projection):
    title = Truncator(document["title"]).chars(TITLE)
    return {
        "version_id": version.pk,
        "kind": document["kind"],
        "language": document["language"],
        "slug": document["slug"],
        "title": title,
        "sort_title": words.fold(title)[:TITLE],
        "summary": document["summary"],
        "card": canonical.dump(projection.card),
        "last_reviewed": document["review"]["last_reviewed"],
        "next_review": document["review"]["next_review"],
        "published_at": version.published_at,
        "edition": version.event.edition,
    }


def _owner(model):
    return "from_entry" if model is Link else "entry"


def write(entry):
    """Make the derived rows of an entry anew; removes them all when nothing is live."""
    clear(entry)
    if entry.live_version_id is None:
        return
    rows, projection = of(entry.live_version, advisories=standing_advisories(entry))
    for label, values in rows.items():
        model = apps.get_model(label)
        model.objects.bulk_create(model(**{_owner(model): entry}, **row) for row in values)
    search.write(entry.pk, projection)


def clear(entry):
    """Take the derived rows of an entry away."""
    for model in models_of(entry.kind):
        model.objects.filter(**{_owner(model): entry}).delete()
    search.remove(entry.pk)


def models_of(kind_name):
    """Every model whose rows are derived for a kind."""
    labels = kinds.get(kind_name).facet_models
    return [Listing, Link, *(apps.get_model(label) for label in labels)]


def stored(entry):
    """The derived rows as the database has them, in the shape of ``of``."""
    return {
        model._meta.label: [_values(model, row) for row in _rows(model, entry)]
        for model in models_of(entry.kind)
    }


def _rows(model, entry):
    return model.objects.filter(**{_owner(model): entry}).order_by("pk")


def _values(model, row):
    owner = model._meta.get_field(_owner(model))
    skipped = {owner.attname, "id"}
    return {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if field.attname not in skipped
    }


def live_entries():
    """Entries with a live version, ready for projecting."""
    return Entry.objects.exclude(live_version=None).select_related("live_version__event")
