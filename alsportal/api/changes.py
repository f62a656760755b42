"""The change feed: every public change, in order, for ever."""

from alsportal.api import paging, parameters
from alsportal.api.envelope import moment
from alsportal.api.reading import public_events
from alsportal.api.views import ApiView
from reviews import events

MOST = 500
DEFAULT = 100
# What of an event's data is public; nothing else leaves, whatever an event may hold one day.
FIELDS = ("op", "type", "slug", "language", "version", "digest", "reason", "successor")


class Changes(ApiView):
    """Public changes after an edition, oldest first. Editions have no gaps and no change is ever
    taken out, so a client that starts from 0 and applies each change in turn has what the portal
    shows. `page.next` is the `after` to ask with next, also when there is nothing more for now."""

    operation = ("changes", "Follow changes")
    tag = "Synchronising"
    shape = "ChangeList"
    parameters = (
        parameters.number(
            "after",
            "The last edition you have applied; 0 to begin.",
            least=0,
            most=2**63 - 1,
            required=True,
        ),
        paging.limit(default=DEFAULT, most=MOST),
    )

    def answer(self, asked):
        public = public_events()
        rows = list(public.filter(edition__gt=asked["after"]).order_by("edition")[: asked["limit"]])
        newest = public.order_by("-edition").values("edition", "at").first()
        head = newest["edition"] if newest else 0
        reached = rows[-1].edition if rows else asked["after"]
        return {
            "data": [_change(event) for event in rows],
            "page": {"next": str(reached), "has_more": reached < head},
            "meta": {"edition": head, "data_as_of": moment(newest and newest["at"])},
        }


def _change(event):
    data = events.data_of(event)
    change = {"edition": event.edition, **{name: data.get(name) for name in FIELDS}}
    change["renamed_from"] = data.get("renamed_from")
    change["cleared"] = data.get("cleared", False)
    change["at"] = moment(event.at)
    return change
