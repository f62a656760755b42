"""The change feed: whoever follows it has what the portal shows, whatever happened in between."""

import random

import pytest

from reviews import actions
from tests.alsportal.api.shapes import check
from tests.factories import (
    published,
    published_therapy,
    published_trial,
    save,
    submitted,
    therapy_draft,
    trial_draft,
)

PATHS = {"therapy": "/therapies", "trial": "/trials"}


def everything(get, limit=500):
    """All changes there are, in pages of ``limit``."""
    found, after = [], 0
    while True:
        answer = get("/changes", after=after, limit=limit).json()
        found += answer["data"]
        after = answer["page"]["next"]
        if not answer["page"]["has_more"]:
            return found


def fold(changes):
    """The live set that the feed tells of: ``{(type, language, slug): (version, digest)}``."""
    live = {}
    for change in changes:
        kind, language = change["type"], change["language"]
        if change["renamed_from"]:
            live.pop((kind, language, change["renamed_from"]), None)
        if change["op"] == "remove":
            live.pop((kind, language, change["slug"]), None)
        else:
            live[kind, language, change["slug"]] = (change["version"], change["digest"])
    return live


class Partner:
    """A client as docs/partners.md describes it: follows the feed, reads again what it names."""

    def __init__(self, get):
        self.get, self.after, self.pages = get, 0, {}

    def follow(self, limit):
        more = True
        while more:
            answer = self.get("/changes", after=self.after, limit=limit).json()
            for change in answer["data"]:
                self.apply(change)
            self.after, more = answer["page"]["next"], answer["page"]["has_more"]

    def apply(self, change):
        kind = change["type"]
        if change["renamed_from"]:
            self.pages.pop((kind, change["renamed_from"]), None)
        response = self.get(f"{PATHS[kind]}/{change['slug']}")
        if response.status_code == 200:
            self.pages[kind, change["slug"]] = response.json()
        else:
            self.pages.pop((kind, change["slug"]), None)


def shown(get):
    """What the lists show, in the shape of ``Partner.pages``."""
    items = [item for path in PATHS.values() for item in get(path, limit=200).json()["data"]]
    return {(item["type"], item["slug"]): item for item in items}


class Desk:
    """Editors who do this and that, always through the actions."""

    def __init__(self, cast, dice):
        self.cast, self.dice, self.drafts, self.names = cast, dice, [], 0

    def step(self):
        steps = [self.begin, self.revise, self.rename, self.take_down, self.warn, self.settle]
        self.dice.choices(steps, weights=[4, 4, 2, 2, 3, 2])[0]()

    def name(self, kind):
        self.names += 1
        return f"NCT{10_000_000 + self.names}" if kind == "trial" else f"page-{self.names}"

    def begin(self):
        if self.dice.random() < 0.5:
            draft = therapy_draft(self.cast.ada, slug=self.name("therapy"))
        else:
            draft = trial_draft(self.cast.ada, nct=self.name("trial"))
        self.drafts.append(draft)
        self.publish(draft)

    def revise(self):
        for draft in self.some():
            draft.summary = f"Said anew, {self.dice.random()}."
            self.publish(draft)

    def rename(self):
        for draft in self.some():
            if draft.entry.kind == "therapy":
                draft.slug = self.name("therapy")
                self.publish(draft)

    def take_down(self):
        for entry in self.live():
            actions.remove(entry=entry, by=self.cast.pia, reason="Wrong.", what_now="Ask.")

    def warn(self):
        for entry in self.live():
            kind = self.dice.choice(["recalled", "source_retracted", "registry_changed"])
            actions.raise_advisory(entry=entry, by=self.cast.carla, kind=kind)

    def settle(self):
        for entry in self.live():
            for advisory in entry.advisories.filter(cleared_event=None)[:1]:
                actions.clear_advisory(advisory=advisory, by=self.cast.ed)

    def publish(self, draft):
        save(draft, self.cast.ada)
        published(draft, author=self.cast.ada, reviewer=self.cast.carla)

    def some(self):
        draft = self.dice.choice(self.drafts) if self.drafts else None
        if draft:
            draft.entry.refresh_from_db()
        return [draft] if draft else []

    def live(self):
        return [d.entry for d in self.some() if d.entry.live_version_id]


@pytest.mark.parametrize("seed", range(3))
def test_whoever_follows_the_feed_has_what_the_portal_shows(get, cast, seed):
    dice = random.Random(seed)  # noqa: S311
    desk, partner = Desk(cast, dice), Partner(get)
    for _step in range(14):
        desk.step()
        if dice.random() < 0.5:
            partner.follow(limit=dice.choice([1, 3, 500]))
    partner.follow(limit=2)
    live = shown(get)
    assert partner.pages == live
    changes = everything(get, limit=dice.choice([1, 7, 500]))
    assert [change["edition"] for change in changes] == list(range(1, len(changes) + 1))
    assert fold(changes) == {
        (kind, "en", slug): (item["version"], item["digest"]) for (kind, slug), item in live.items()
    }


def test_changes_have_the_described_shape(get, cast):
    entry = published_trial(cast)
    actions.raise_advisory(entry=entry, by=cast.ed, kind="registry_changed")
    actions.remove(entry=entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    answer = get("/changes", after=0).json()
    check("ChangeList", answer)
    assert [change["op"] for change in answer["data"]] == ["upsert", "advisory", "remove"]
    assert [change["reason"] for change in answer["data"]] == [
        "First version.",
        "registry_changed",
        "Wrong.",
    ]


def test_nothing_private_moves_the_feed(get, cast):
    published_therapy(cast)
    before = get("/changes", after=0).content
    draft = therapy_draft(cast.ada)
    submission = submitted(draft, cast.ada)
    actions.cancel_submission(submission=submission, by=cast.ada)
    assert get("/changes", after=0).content == before


def test_an_advisory_that_ends_is_a_change(get, cast):
    entry = published_therapy(cast)
    advisory = actions.raise_advisory(entry=entry, by=cast.carla, kind="recalled")
    actions.clear_advisory(advisory=advisory, by=cast.ed)
    raised, cleared = get("/changes", after=1).json()["data"]
    assert (raised["cleared"], cleared["cleared"]) == (False, True)


def test_a_page_with_another_address_names_the_one_before(get, cast):
    draft = therapy_draft(cast.ada, slug="before")
    published(draft, author=cast.ada, reviewer=cast.carla)
    draft.slug = "after"
    save(draft, cast.ada)
    published(draft, author=cast.ada, reviewer=cast.carla)
    first, second = get("/changes", after=0).json()["data"]
    assert (first["slug"], first["renamed_from"]) == ("before", None)
    assert (second["slug"], second["renamed_from"]) == ("after", "before")


def test_a_client_that_is_ahead_can_see_it(get, cast):
    published_therapy(cast)
    answer = get("/changes", after=2**63 - 1).json()
    assert answer["data"] == []
    assert answer["meta"]["edition"] == 1
    assert answer["page"]["has_more"] is False


def test_the_feed_takes_two_queries(get, cast, django_assert_max_num_queries):
    published_therapy(cast)
    with django_assert_max_num_queries(2):
        get("/changes", after=0)
