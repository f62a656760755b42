"""The desk's list of trials whose registry has a newer record, by what changed."""

import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews import roles
from reviews.actions.guards import require_role
from reviews.desk import refusals
from trials.drift import finding, wording
from trials.drift.comparing import compare, told
from trials.drift.finding import Wanted
from trials.drift.forms import is_number
from trials.models import Comparison, RegistryRecord

GROUPS = 25  # a page
LISTED = 50  # trials named one by one
COMPARED = 100  # records compared for one press of the button
WAITING = (7, 30, 90)  # days


def page(admin, request):
    """Groups of trials that changed alike; on POST compare records that are not compared yet."""
    if not admin.has_view_permission(request):
        return admin.refuse_view()
    if request.method == "POST":
        return _compare(admin, request)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    return render(request, "desk/drift.html", _context(admin, request))


def _compare(admin, request):
    """Compare some of the records that no import has compared, such as older ones."""
    try:
        require_role(request.user, roles.AUTHOR)
    except refusals.REFUSALS as error:
        back = reverse("admin:trials_trial_drift")
        return refusals.page(
            request, admin.admin_site, error, back=back, back_label=_("Back to the list")
        )
    rows = list(finding.not_compared().select_related("record").order_by("pk")[:COMPARED])
    newest = RegistryRecord.objects.in_bulk([row.newest_id for row in rows])
    for row in rows:
        compare(row.record, newest[row.newest_id])
    said = ngettext("%(n)d record was compared.", "%(n)d records were compared.", len(rows))
    messages.success(request, said % {"n": len(rows)})
    return HttpResponseRedirect(reverse("admin:trials_trial_drift"))


def _context(admin, request):
    wanted, asked = _wanted(request.GET)
    found = finding.groups(wanted, most=GROUPS + 1)
    rows = found[:GROUPS]
    comparisons = Comparison.objects.in_bulk([row["comparison_id"] for row in rows])
    return {
        **admin.admin_site.each_context(request),
        "title": _("When the registry changed"),
        "opts": admin.opts,
        "groups": [_group(row, comparisons[row["comparison_id"]]) for row in rows],
        "filters": _filters(asked),
        "filtered": bool(asked),
        "next_url": _next(asked, rows[-1]) if len(found) > GROUPS else "",
        "first_url": _url(asked) if wanted.after else "",
        "not_compared": finding.not_compared().count(),
        "unaccepted": list(finding.never_accepted().order_by("pk")[: LISTED + 1]),
        "listed": LISTED,
        "may_accept": roles.AUTHOR in roles.of(request.user),
    }


def lines(comparison):
    """What changed, a line each, what matters first: [{text, raw, material, quiet}]."""
    rows = sorted(told(comparison), key=lambda row: not row[0].material)
    return [_line(one, kept) for one, kept in rows]


def _line(one, kept):
    name = wording.label(one.field)
    text = wording.short(one) if kept else _("%(what)s: changed") % {"what": name}
    raw = wording.raw(one) if kept and not one.housekeeping else ()
    if one.housekeeping:  # told of one trial, it would not hold for the others
        text = name
    return {"text": text, "raw": raw, "material": one.material, "quiet": one.housekeeping}


def _group(row, comparison):
    return {
        **row,
        "lines": [line for line in lines(comparison) if not line["quiet"]],
        "url": reverse("admin:trials_trial_drift_group", args=[_short(row["key"])]),
        "days": days(row["since"]),
    }


def _short(key):
    return key.removeprefix("sha256:")


def days(since):
    """Whole days since a moment."""
    return max(0, (timezone.now() - since).days)


# What the address asks for. Whatever it says that is no choice of the page asks for nothing.


def _wanted(query):
    asked = {}
    if query.get("matters") in ("yes", "no"):
        asked["matters"] = query["matters"]
    before, _to, after = query.get("status", "").partition("-")
    if _word(before) and _word(after):
        asked["status"] = f"{before}-{after}"
    if query.get("days") in map(str, WAITING):
        asked["days"] = query["days"]
    moment = timezone.now() - datetime.timedelta(days=int(asked.get("days", 0)))
    return Wanted(
        material={"yes": True, "no": False}.get(asked.get("matters")),
        status=(before, after) if "status" in asked else None,
        before=moment if "days" in asked else None,
        after=_after(query.get("after", "")),
    ), asked


def _word(text):
    return 0 < len(text) <= 40 and text.isascii() and text.replace("_", "").isalnum()


def _after(text):
    size, _dot, key = text.partition(".")
    if is_number(size) and is_key(key):
        return int(size), f"sha256:{key}"
    return None


def is_key(text):
    """Whether this is the hexadecimal half of a digest."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def _url(asked, **more):
    query = urlencode({**asked, **{k: v for k, v in more.items() if v}})
    return f"?{query}" if query else "?"


def _next(asked, last):
    return _url(asked, after=f"{last['size']}.{_short(last['key'])}")


def _filters(asked):
    """[{title, choices: [{label, url, here}]}]"""
    changes = finding.status_changes()[:20]
    return [
        _filter(asked, "matters", _("matters to readers"), [("yes", _("yes")), ("no", _("no"))]),
        _filter(
            asked,
            "status",
            _("recruitment"),
            [(f"{old}-{new}", f"{_status(old)} → {_status(new)} ({n})") for old, new, n in changes],
        ),
        _filter(
            asked,
            "days",
            _("waiting"),
            [(str(n), _("%(n)d days or longer") % {"n": n}) for n in WAITING],
        ),
    ]


def _status(raw):
    return wording.value("status", raw) if raw else _("not stated")


def _filter(asked, name, title, choices):
    rest = {key: value for key, value in asked.items() if key != name}
    every = {"label": _("all"), "url": _url(rest), "here": name not in asked}
    found = [
        {"label": label, "url": _url({**rest, name: value}), "here": asked.get(name) == value}
        for value, label in choices
    ]
    return {"title": title, "choices": [every, *found]}


def comparison_of(key):
    """One comparison of a group; 404 where nothing drifts that way any more."""
    if not is_key(key):
        raise Http404
    rows = finding.compared().filter(key=f"sha256:{key}")
    number = rows.order_by("pk").values_list("comparison_id", flat=True).first()
    return Comparison.objects.filter(pk=number).first()
