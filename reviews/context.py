"""What rules may know besides the document, fetched before they run."""

from django.utils import timezone

from reviews import kinds, roles
from reviews.documents import current_notices
from reviews.models import Slug, Source, User
from reviews.rules import Context


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
        entry_id=entry.pk,
    )


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
