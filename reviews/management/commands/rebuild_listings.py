"""``manage.py rebuild_listings``: make every derived row again, from live versions alone."""

from django.core.management.base import BaseCommand
from django.db import transaction
from tqdm import tqdm

from reviews import projections, search
from reviews.models import Entry


class Command(BaseCommand):
    help = (
        "Makes listings, links, facets and search rows anew from the live versions. Needed after "
        "an upgrade that changed them; harmless at any time."
    )

    def handle(self, *args, **options):
        entries = Entry.objects.order_by("pk")
        for entry in tqdm(entries.iterator(chunk_size=200), total=entries.count(), disable=None):
            with transaction.atomic():
                locked = Entry.objects.select_for_update().get(pk=entry.pk)
                projections.write(locked)
        search.recount_words()
        live = Entry.objects.exclude(live_version=None).count()
        self.stdout.write(self.style.SUCCESS(f"{live:,} live pages projected."))
