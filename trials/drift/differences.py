"""What separates two states of a registry record, as values that can be compared and worded.

Pure: two facts dicts in (see `study.Study.facts`), a list out, without order of lists and with
blanks folded, as in `registry.changes`.
"""

from dataclasses import dataclass

from reviews import canonical
from trials.registry.changes import essence, gone_and_come, pairs
from trials.registry.material import HOUSEKEEPING, is_material

# Lists of rows of which only those that came or went are told.
ROWS = frozenset(
    "sites arms interventions outcomes references secondary_ids conditions keywords collaborators"
    " countries".split()
)


@dataclass(frozen=True)
class Difference:
    """One fact that differs. `before` and `after` are raw values of the registry.

    Of a list of rows (`ROWS`) they are only the rows that went, and those that came.
    """

    field: str
    before: object
    after: object
    material: bool

    @property
    def housekeeping(self) -> bool:
        """Whether it says no more than that somebody touched the record."""
        return self.field in HOUSEKEEPING


def between(before: dict, after: dict) -> list[Difference]:
    """Return what separates two facts dicts, in reading order."""
    return [
        Difference(field, *_told(field, old, new), is_material(field, old, new))
        for field, old, new in pairs(before, after)
    ]


def _told(field, old, new):
    if field not in ROWS:
        return old, new
    gone, come = gone_and_come(old or [], new or [])
    return (gone, come) if gone or come else (old, new)


def key_of(before: dict, after: dict, **more) -> str:
    """Return the digest of the set of differences: equal for records that changed alike.

    Dates that turn over with every touch of a record do not enter it. `more` is JSON that has to be
    equal as well.
    """
    found = [
        [field, essence(old), essence(new)]
        for field, old, new in pairs(before, after)
        if field not in HOUSEKEEPING
    ]
    return canonical.digest(canonical.dump({"differences": found, **more}))
