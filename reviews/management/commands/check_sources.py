"""``manage.py check_sources``: pages whose sources fell say so."""

from django.core.management.base import BaseCommand

from reviews.actions import warn_of_retractions


class Command(BaseCommand):
    help = (
        "Puts a notice on each live page that cites a retracted source, or one under a formal "
        "concern. Run it every night; saving a source in the desk does the same at once."
    )

    def handle(self, *args, **options):
        warned = warn_of_retractions()
        for entry in warned:
            self.stdout.write(f"Warned on {entry.kind} {entry}")
        self.stdout.write(self.style.SUCCESS(f"{len(warned)} pages warned."))
