"""Pages of lists: signed cursors on one unique column, so that no row is lost or shown twice."""

from django.core import signing

from alsportal.api import parameters
from alsportal.api.parameters import Parameter, Refused

SALT = "alsportal.api.cursor"
DEFAULT_LIMIT = 50
MOST = 200
LONGEST_CURSOR = 500


def limit(*, default=DEFAULT_LIMIT, most=MOST):
    """The parameter ``limit``."""
    return parameters.number(
        "limit", "How many items a page holds at most.", least=1, most=most, default=default
    )


def cursor(name):
    """The parameter ``cursor`` of the list of that name; reads as the value it continues after."""

    def read(text):
        try:
            return _signer(name).unsign_object(text[:LONGEST_CURSOR])
        except (signing.BadSignature, ValueError):
            raise Refused("Take the value of `page.next`, or leave it out to begin.") from None

    return Parameter(
        "cursor",
        "Where to go on: the value of `page.next` of the page before, unchanged.",
        {"type": "string", "maxLength": LONGEST_CURSOR},
        read,
    )


def page_of(rows, *, limit, name, key):
    """``(rows of this page, page object)`` from up to ``limit`` + 1 rows in order of ``key``."""
    has_more = len(rows) > limit
    rows = rows[:limit]
    following = _signer(name).sign_object(key(rows[-1])) if has_more else None
    return rows, {"next": following, "has_more": has_more}


def _signer(name):
    return signing.Signer(salt=f"{SALT}.{name}")
