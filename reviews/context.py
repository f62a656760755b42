"""What rules may know besides the document, fetched before they run."""

from django.utils import timezone

from reviews import kinds, roles
from reviews.documents import current_notices
from reviews.models import Slug, Source, User
from reviews.rules import Context
from reviews.search.models import SearchName
from reviews.search.words import key as name_key


def build(document, *, entry, contributors=frozenset(), today=None):
    """The context for a document; ``contributors`` are ids of users who may not approve it."""
    kind = kinds.get(document["kind"])
    language = document["language"]
    keys = [source["key"] for source in document["sources"]]
    return Context(
        today=today or timezone.now().date(),
        notices={
            (name, language): notice.digest for name, notice in current_notices(language).items()
        },
        sources={
            source.key: {
                "retraction": source.retraction,
                "checked_on": source.checked_on.isoformat() if source.checked_on else None,
            }
            for source in Source.objects.filter(key__in=keys)
        },
        eligible_reviewers=eligible(kind, contributors),
        snapshots=kinds.held_snapshots(document),
        known_slugs={
            (slug.kind, slug.slug): slug.entry_id
            for slug in Slug.objects.filter(
                kind=kind.name, language=language, slug=document["slug"]
            )
        },
        known_names=names_of_others(document, entry),
        entry_id=entry.pk,
    )


def names_of_others(document, entry):
    """{a name of this page: title of another live page of its kind and language with that name}.

    Asks what the public search knows, so that nobody learns the name of a draft from it.
    """
    names = [document["title"], *(row["name"] for row in document["names"])]
    keyed = {name: name_key(name) for name in names}
    others = (
        SearchName.objects.filter(
            key__in={key for key in keyed.values() if key},
            document__kind=document["kind"],
            document__language=document["language"],
        )
        .exclude(document__entry=entry.pk)
        .values_list("key", "document__title")
    )
    titles = dict(sorted(others))
    return {name: titles[key] for name, key in keyed.items() if key in titles}


def eligible(kind, contributors):
    """How many people could approve in each slot of a kind."""
    return {
        slot: User.objects.filter(
            is_active=True, is_machine=False, groups__name__in=sorted(allowed & set(roles.LABELS))
        )
        .exclude(pk__in=contributors)
        .distinct()
        .count()
        for slot, allowed in kind.required.items()
    }
