"""The desk's page of one group: trials that changed alike, accepted together."""

import time

from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from reviews import roles
from reviews.desk import refusals
from trials.drift import finding
from trials.drift.batches import MOST, accept_batch
from trials.drift.forms import BatchForm, is_number, mark, seen
from trials.drift.listing import comparison_of, days, is_key, lines
from trials.models import RegistryRecord

PART = 25  # records at once, so that the time can be looked at in between
SECONDS = 12  # then the page says how far it is; a press of a button goes on


def page(admin, request, key):
    """List up to 200 trials of a group; on POST accept the ticked ones."""
    if not admin.has_view_permission(request):
        return admin.refuse_view()
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if not is_key(key):
        raise Http404
    if request.method == "POST":
        return _accept(admin, request, key)
    return _list(admin, request, key, BatchForm())


def _accept(admin, request, key):
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _list(admin, request, key, form, status=400)
    chosen = seen(request.POST.getlist("row"))
    try:
        steps = accept_batch(
            key=f"sha256:{key}", seen=chosen, by=request.user, at_once=PART, **form.cleaned_data
        )
        done = _run(steps)
    except refusals.REFUSALS as error:
        refusal = refusals.worded(error)
        status = refusals.status_of(refusal)
        return _list(admin, request, key, form, refusal=refusal, status=status)
    rest = chosen[PART * len(done) :]
    return render(request, "desk/drift_done.html", _done_context(admin, request, key, done, rest))


def _run(steps):
    """Steps as far as the time allows, and at least one."""
    done, end = [], time.monotonic() + SECONDS
    for step in steps:
        done.append(step)
        if time.monotonic() > end:
            break
    return done


def _done_context(admin, request, key, done, rest):
    def every(name):
        return [row for step in done for row in getattr(step, name)]

    return {
        **admin.admin_site.each_context(request),
        "title": _("Records accepted"),
        "opts": admin.opts,
        "accepted": every("accepted"),
        "left_out": every("left_out"),
        "submitted": every("submitted"),
        "refused": every("refused"),
        "rest": [f"{row.trial}.{row.row_version}.{row.digest}" for row in rest],
        "typed": {name: request.POST.get(name, "") for name in ("reason", "note", "submit")},
        "list_url": reverse("admin:trials_trial_drift"),
        "here": reverse("admin:trials_trial_drift_group", args=[key]),
    }


def _list(admin, request, key, form, *, refusal=None, status=200):
    comparison = comparison_of(key)
    if comparison is None and refusal is None:
        raise Http404
    after = request.GET.get("after", "")
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Trials that changed alike"),
        "opts": admin.opts,
        "form": form,
        "refusal": refusal,
        "list_url": reverse("admin:trials_trial_drift"),
        "may_accept": roles.AUTHOR in roles.of(request.user),
        "most": MOST,
        **_members(key, int(after) if is_number(after) else 0),
    }
    if comparison:
        context |= {
            "lines": [line for line in lines(comparison) if not line["quiet"]],
            "material": comparison.material,
        }
    return render(request, "desk/drift_group.html", context, status=status)


def _members(key, after):
    """The trials of a group after one of them, with what is ticked for each."""
    rows = finding.compared().filter(key=f"sha256:{key}")
    total = rows.count()
    mine = rows.filter(pk__gt=after).select_related("entry__live_version", "record")
    mine = mine.defer("entry__live_version__document", "record__payload").order_by("pk")
    found = list(mine[: MOST + 1])
    newest = RegistryRecord.objects.defer("payload").in_bulk([row.newest_id for row in found])
    waiting = set(
        finding.compared()
        .filter(pk__in=[row.pk for row in found], entry__submissions__outcome="")
        .values_list("pk", flat=True)
    )
    members = [_member(row, newest[row.newest_id], row.pk in waiting) for row in found[:MOST]]
    return {
        "members": members,
        "total": total,
        "next_url": f"?after={found[MOST - 1].pk}" if len(found) > MOST else "",
    }


def _member(trial, newest, is_waiting):
    return {
        "trial": trial,
        "newest": newest,
        "mark": mark(trial, newest.digest),
        "days": days(trial.since),
        "waiting": is_waiting,
        "url": reverse("admin:trials_trial_record", args=[trial.pk]),
    }
