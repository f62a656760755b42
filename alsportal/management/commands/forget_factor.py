"""For the day when the last administrator has lost phone, key and codes."""

from django.core.management.base import BaseCommand, CommandError

from reviews.desk import factors
from reviews.models import User


class Command(BaseCommand):
    help = "Takes a person's second factor away and signs them out; they set up a new one next."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, username, **options):
        try:
            person = User.objects.get(username=username)
        except User.DoesNotExist:
            raise CommandError(f"Nobody has the user name {username!r}.") from None
        had = factors.kinds_of(person)
        factors.forget(person)
        told = ", ".join(map(str, had)) or "none there was"
        self.stdout.write(f"{username}: taken away: {told}. Signed out everywhere.")
