"""The status of a therapy per jurisdiction, derived from dated regulatory events.

Nobody types a status. Two tracks run through the events of a jurisdiction, one for ALS and one for
other conditions, and the ALS track speaks wherever it has something to say.
"""

from collections.abc import Iterable, Mapping

# What an event makes of a track on which nothing stands.
OPENING = {
    "approved": "approved",
    "conditional": "conditional",
    "accelerated": "conditional",
    "refused": "refused",
    "negative_opinion": "refused",
    "application_withdrawn": "application_withdrawn",
    "approval_withdrawn": "withdrawn",
    "market_withdrawal": "withdrawn",
    "suspended": "suspended",
}
# While an approval stands, a refused or withdrawn further application does not end it.
WITHDRAWING = {"approval_withdrawn", "market_withdrawal"}
ENDING = WITHDRAWING | {"suspended"}
GRANTING = {"approved", "conditional", "accelerated"}
STANDING = {"approved", "conditional"}
STATUSES = (
    "approved",
    "conditional",
    "approved_other",
    "refused",
    "withdrawn",
    "application_withdrawn",
    "suspended",
    "none",
)


def derive(events: Iterable[Mapping]) -> list[dict]:
    """Return [{jurisdiction, status, since, agency}] sorted by jurisdiction.

    `events` are the rows of a document's `regulatory`. `since` is the (partial) date of the event
    that brought the status, "" where it is "none": the first approval of an unbroken row of them,
    the last refusal of several. Events with a partial date count from
    the cautious end of it: approvals from its start, all others from its end. An approval that is
    withdrawn ends all approvals on its track, since an event does not name its product.
    """
    by_place: dict[str, list] = {}
    for event in events:
        if isinstance(event, Mapping):
            by_place.setdefault(_text(event, "jurisdiction"), []).append(event)
    return [{"jurisdiction": place, **_status(rows)} for place, rows in sorted(by_place.items())]


def _status(events: list[Mapping]) -> dict:
    events = sorted(events, key=_moment)
    als = _track(event for event in events if event.get("for_als") is not False)
    other = _track(event for event in events if event.get("for_als") is False)
    if als:
        return als
    if other and other["status"] in STANDING:
        return {**other, "status": "approved_other"}
    return {"status": "none", "since": "", "agency": _text(events[-1], "agency")}


def _track(events: Iterable[Mapping]) -> dict | None:
    now: dict | None = None
    for event in events:
        kind = _text(event, "kind")
        status = _after(now["status"] if now else "", kind)
        new = now is None or status != now["status"]
        again = status not in STANDING and OPENING.get(kind) == status
        if status and (new or again):
            since, agency = _text(event, "date"), _text(event, "agency")
            now = {"status": status, "since": since, "agency": agency}
    return now


def _after(status: str, kind: str) -> str:
    """Return the status after an event, "" where it says nothing of approval."""
    if status in STANDING and kind not in ENDING and kind not in GRANTING:
        return status
    if status == "suspended" and kind not in GRANTING | WITHDRAWING:
        return status
    if status == "approved" and kind in GRANTING:
        return status  # a second form may be approved with conditions; the first still stands
    return OPENING.get(kind, status)


def _moment(event: Mapping) -> str:
    filler = "00" if event.get("kind") in GRANTING else "99"
    date = _text(event, "date")
    if not date:
        return "" if filler == "00" else "9999"
    return "-".join([*date.split("-"), filler, filler][:3])


def _text(event: Mapping, key: str) -> str:
    value = event.get(key)
    return value if isinstance(value, str) else ""
