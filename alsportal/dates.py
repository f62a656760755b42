"""Dates for people: "2024-03-08" is 8 March 2024, "2018-09" is September 2018."""

import datetime as dt
import re

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

PARTIAL = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:$|T)")


def human(value):
    """A date, a datetime or an ISO text (also partial) spelt for people; "" for nothing.

    Text that is no date comes back as it is, so that a registry's odd value stays visible.
    """
    if not value:
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
        return date_format(value, "j F Y")
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    return _spell(str(value))


def _spell(text):
    match = PARTIAL.match(text)
    if not match:
        return text
    year, month, day = match.groups()
    try:
        whole = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return text
    if day:
        return date_format(whole, "j F Y")
    return date_format(whole, "F Y") if month else year


def human_moment(value):
    """A moment to the minute, in UTC: "8 March 2024, 14:05 UTC"."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value.replace("Z", "+00:00"))
        except ValueError:
            return human(value)
    if not isinstance(value, dt.datetime):
        return human(value)
    if timezone.is_aware(value):
        value = value.astimezone(dt.UTC)
    # Translators: a date, then a time of day in UTC
    return _("%(date)s, %(time)s UTC") % {"date": human(value), "time": date_format(value, "H:i")}


def machine(value):
    """The value of a <time datetime> attribute, or "" when the text is no date."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value or "")
    return text if PARTIAL.match(text) else ""
