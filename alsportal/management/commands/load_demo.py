"""``manage.py load_demo``: real content, brought through the real gate by an invented cast."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from alsportal.demo import people
from alsportal.demo.story import Story, StoryError
from reviews.errors import ActionRefused
from reviews.models import Removal, Submission, User, Version


class Command(BaseCommand):
    help = (
        "Loads the demo: accounts, sources, drafts, and their way through submission, review and "
        "publication. Running it again changes nothing. Never use it on a real deployment."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--accounts", action="store_true", help="Only print the accounts of the demo."
        )

    def handle(self, *args, **options):
        if options["accounts"]:
            self._print_accounts(people.make_people())
            return
        accounts = people.make_people()
        self._tell_story(verbose=options["verbosity"] > 1)
        self._summarise()
        self._print_accounts(accounts)

    def _tell_story(self, *, verbose):
        story = Story()
        author = User.objects.get(username="demo-author")
        people.make_sources(by=author)
        try:
            for name in tqdm(story.prepare(), desc="Drafts", unit=" pages", disable=None):
                if verbose:
                    self.stdout.write(f"draft {name}")
            steps = tqdm(story.tell(), desc="Story", total=len(story.steps), disable=None)
            for step, outcome in steps:
                if verbose:
                    self.stdout.write(f"{step.get('file') or step['slug']}: {outcome}")
        except (StoryError, ActionRefused) as error:
            raise CommandError(f"The demo stopped: {error}{_findings(error)}") from error

    def _summarise(self):
        counts = {
            "versions published": Version.objects.count(),
            "waiting for review": Submission.objects.open().count(),
            "sent back": Submission.objects.filter(outcome="changes_requested").count(),
            "removed": Removal.objects.count(),
        }
        told = ", ".join(f"{number} {name}" for name, number in counts.items())
        self.stdout.write(self.style.SUCCESS(f"Demo: {told}."))

    def _print_accounts(self, accounts):
        self.stdout.write("Demo accounts (invented people; log in at /admin/):")
        for username, password, _name, roles in accounts:
            shown = password or "(password not known any more: manage.py changepassword)"
            self.stdout.write(f"  {username:<20} {shown:<14} {', '.join(roles)}")


def _findings(error):
    lines = [f"\n  {f.rule} {f.place}: {f.message}" for f in getattr(error, "findings", ())]
    return "".join(lines)
