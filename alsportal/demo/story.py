"""What happens in the demo, step by step, each through the action a person would use.

Each step looks first whether it happened already, so the story can be told again without harm.
"""

from functools import cache

from alsportal.demo import drafts
from reviews import actions, errors, kinds
from reviews.actions.deciding import warning_key, warnings_of
from reviews.models import Advisory, Entry, Removal, Submission, User

REASON = "Read in context during the demo review; the sentence is supported by the cited source."
# What else a reviewer of the demo answers to a warning, by the rule that gave it.
REASONS = {"R26": "The sources used do not give this number. It is left out rather than guessed."}


class StoryError(Exception):
    """A step that ended otherwise than the story says."""


class Story:
    """The steps of ``story.toml`` over the drafts of all files."""

    def __init__(self):
        self.steps = drafts.read("story.toml")["steps"]
        self.entries = {}

    def prepare(self):
        """Make the drafts of all files, so that links find their entries; yields file names."""
        first = {}
        for step in self.steps:
            if "file" in step:
                data = drafts.read(step["file"])
                key = (drafts.kind_of(step["file"]), data["slug"])
                first.setdefault(key, (step["file"], data, step["by"]))
        made = []
        for (kind_name, slug), (name, data, by) in first.items():
            draft = drafts.draft_for(name, data, by=_user(by))
            self.entries[kind_name, kinds.get(kind_name).clean_slug(slug)] = (
                draft.entry,
                data["title"],
            )
            made.append((name, data, draft, _user(by)))
            yield name
        for name, data, draft, by in made:
            if not Submission.objects.filter(entry=draft.entry).exists():
                drafts.bring_to(draft, name, data, by=by, entries=self.entries)

    def tell(self):
        """Do the steps in order; yields (step, what happened)."""
        for step in self.steps:
            yield step, getattr(self, f"_{step['do']}")(step)

    def _draft(self, step):
        """The draft of a step's file, what the file says, and who writes it."""
        data, by = drafts.read(step["file"]), _user(step["by"])
        return drafts.draft_for(step["file"], data, by=by), data, by

    def _submitted(self, step):
        """A submission of the file's content."""
        draft, data, by = self._draft(step)
        drafts.bring_to(draft, step["file"], data, by=by, entries=self.entries)
        draft.refresh_from_db()
        return actions.submit(draft=draft, by=by, note=step.get("note", ""))

    def _ordinal(self, step):
        """Which version of its page a step publishes."""
        told = self.steps[: self.steps.index(step) + 1]
        files = [other["file"] for other in told if other["do"] == "publish"]
        return sum(_page_of(file) == _page_of(step["file"]) for file in files)

    def _publish(self, step):
        draft, _data, _by = self._draft(step)
        if draft.entry.versions.count() >= self._ordinal(step):
            return "was published before"
        submission = self._submitted(step)
        for username in step["approved_by"]:
            if not Submission.objects.open().filter(pk=submission.pk).exists():
                break
            actions.decide(
                submission=submission,
                by=_user(username),
                verdict="approve",
                digest=submission.digest,
                comment=step.get("comment", ""),
                acknowledged={
                    warning_key(w): REASONS.get(w["rule"], REASON) for w in warnings_of(submission)
                },
            )
        submission.refresh_from_db()
        if submission.outcome != "published":
            raise StoryError(f"{step['file']} was not published: {submission.outcome or 'open'}")
        return f"published as version {submission.version.number}"

    def _submit(self, step):
        if self._draft(step)[0].entry.submissions.exists():
            return "was submitted before"
        self._submitted(step)
        return "waits for review"

    def _send_back(self, step):
        if self._draft(step)[0].entry.submissions.exists():
            return "was sent back before"
        submission = self._submitted(step)
        actions.decide(
            submission=submission,
            by=_user(step["decided_by"]),
            verdict="request_changes",
            digest=submission.digest,
            comment=step["comment"],
        )
        return "sent back"

    def _refuse(self, step):
        draft, _data, by = self._draft(step)
        try:
            actions.submit(draft=draft, by=by)
        except errors.NotReady as refusal:
            found = {finding.rule for finding in refusal.findings}
            if lacking := set(step["expect"]) - found:
                raise StoryError(f"{step['file']}: {sorted(lacking)} found nothing") from None
            return f"refused with {len(refusal.findings)} findings ({', '.join(sorted(found))})"
        raise StoryError(f"{step['file']} should have been refused")

    def _remove(self, step):
        entry = _live(step)
        if Removal.objects.filter(entry=entry).exists():
            return "was removed before"
        successor = _live({"kind": step["kind"], "slug": step["successor"]})
        actions.remove(
            entry=entry,
            by=_user(step["by"]),
            reason=step["reason"],
            what_now=step["what_now"],
            successor=successor,
        )
        return "removed"

    def _advise(self, step):
        entry = _live(step)
        if Advisory.objects.filter(entry=entry, kind=step["advisory"]).exists():
            return "was advised before"
        actions.raise_advisory(
            entry=entry, by=_user(step["by"]), kind=step["advisory"], detail=step.get("detail")
        )
        return f"advisory “{step['advisory']}”"


@cache
def _page_of(file):
    """The kind and slug of the page that a file describes; files do not change while we read."""
    return drafts.kind_of(file), drafts.read(file)["slug"]


def _user(username):
    return User.objects.get(username=username)


def _live(step):
    kind = kinds.get(step["kind"])
    return Entry.objects.get(kind=kind.name, slug=kind.clean_slug(step["slug"]))
