"""The journal of a draft as a list of saves: what one person kept at one time, across its rows.

The library journals row by row. A save begins with the draft's own row (the desk writes it first);
rows of the same person with the same reason that follow within seconds belong to it. Only numbers,
dates and names are read of the whole journal; texts are read for the saves that are shown.
"""

import datetime
from dataclasses import dataclass, field

from reviews import journal
from reviews.desk import journal_words

TOGETHER = datetime.timedelta(seconds=3)
DRAFT = 0  # place of the draft's own table among its tables


@dataclass(frozen=True)
class Step:
    """One journal row, without its contents."""

    table: int
    number: int  # history_id
    row: int  # id of the row that was saved
    at: datetime.datetime
    who: int | None
    why: str

    @property
    def key(self):
        """What an address calls this point of the journal."""
        return f"{self.table}-{self.number}"


@dataclass
class Save:
    """Steps that belong together, oldest first."""

    steps: list = field(default_factory=list)

    @property
    def key(self):
        return self.steps[-1].key

    @property
    def at(self):
        return self.steps[-1].at

    @property
    def who(self):
        return self.steps[-1].who

    @property
    def why(self):
        return self.steps[-1].why


class Journal:
    """All saves of a draft and of its typed rows."""

    def __init__(self, draft):
        self.tables = list(journal.tables(draft))
        self.steps = sorted(self._steps(), key=lambda s: (s.at, s.table, s.number))

    def _steps(self):
        columns = "history_id", "id", "history_date", "history_user_id", "history_change_reason"
        for number, table in enumerate(self.tables):
            for row in table.rows.order_by().values_list(*columns):
                yield Step(number, *row[:4], row[4] or "")

    def saves(self):
        """All saves, newest first."""
        found = []
        for step in self.steps:
            if not found or not _belongs(step, found[-1].steps[-1]):
                found.append(Save())
            found[-1].steps.append(step)
        return found[::-1]

    def changes(self, saves):
        """[(Save, [Change])] for the saves that are shown: two statements a table."""
        before = self._before()
        wanted = [step for save in saves for step in save.steps]
        rows = self._rows([*wanted, *(before[s.key] for s in wanted if before[s.key])])
        targets = {}
        told = []
        for save in saves:
            pairs = [(before[step.key], step) for step in save.steps]
            told.append((save, [_change(targets, rows, *pair) for pair in pairs]))
        return [(save, [c for c in found if c.fields or c.op != "changed"]) for save, found in told]

    def between(self, first, second):
        """What differs between two points of the journal: [Change], None for an unknown point."""
        keys = [step.key for step in self.steps]
        if first not in keys or second not in keys:
            return None
        old, new = (self._state(keys.index(key)) for key in (first, second))
        pairs = [(old.get(row), new.get(row)) for row in {**old, **new}]
        pairs = [(a, b) for a, b in pairs if b and a != b]
        rows = self._rows([step for pair in pairs for step in pair if step])
        targets = {}
        found = [_change(targets, rows, *pair) for pair in pairs if _exists(rows, pair)]
        return [c for c in found if c.fields or c.op != "changed"]

    def _state(self, last):
        """The newest step of each row up to that position."""
        return {(step.table, step.row): step for step in self.steps[: last + 1]}

    def _before(self):
        """{key of a step: the step before it of the same row, or None}."""
        found, newest = {}, {}
        for step in self.steps:
            found[step.key] = newest.get((step.table, step.row))
            newest[step.table, step.row] = step
        return found

    def _rows(self, steps):
        """{key: journal row with its contents}, one statement a table."""
        found = {}
        for number, table in enumerate(self.tables):
            wanted = {step.number for step in steps if step.table == number}
            if wanted:
                rows = table.rows.filter(history_id__in=wanted).select_related("history_user")
                found |= {f"{number}-{row.history_id}": row for row in rows}
        return found


def _belongs(step, last):
    near = step.table != DRAFT and step.at - last.at <= TOGETHER
    return near and (step.who, step.why) == (last.who, last.why)


def _change(targets, rows, before, step):
    old = rows[before.key] if before else None
    return journal_words.between(old, rows[step.key], targets)


def _exists(rows, pair):
    """Whether the row was there at one of two points; not if it came and went between them."""
    return any(step and rows[step.key].history_type != "-" for step in pair)
