"""The desk's page about one trial whose registry has a newer record."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from reviews import roles
from reviews.desk import refusals
from reviews.desk.dashboard import draft_url
from trials.documents import registry_url
from trials.drift import notes, wording
from trials.drift.accepting import accept_record, differences_of
from trials.drift.finding import newer_for
from trials.drift.forms import AcceptForm
from trials.models import RegistryRecord, Trial


@dataclass(frozen=True)
class Shown:
    """A difference in words for people, with the registry's own beside them."""

    label: str
    material: bool
    before: str
    after: str
    runs: tuple
    raw_before: str
    raw_after: str


def shown(differences):
    """What matters first; the order is otherwise that of the record."""
    rows = sorted(differences, key=lambda one: not one.material)
    return [_shown(one) for one in rows]


def _shown(one):
    before, after = wording.both(one)
    raw = wording.raw(one)
    return Shown(
        wording.label(one.field), one.material, before, after, wording.runs(one), raw[0], raw[1]
    )


def page(admin, request, object_id):
    """Show what a newer record changes; on POST take it over."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    trial = admin._visible(request, object_id)
    if request.method == "POST":
        return _accept(admin, request, trial)
    return _page(admin, request, trial)


def _accept(admin, request, trial):
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(admin, request, trial, form, status=400)
    typed = form.cleaned_data
    try:
        accept_record(
            trial=Trial(pk=trial.pk, row_version=typed["seen_version"]),
            record=_record_of(typed["digest"]),
            digest=typed["digest"],
            by=request.user,
            reason=typed["reason"],
            note=typed["note"],
        )
    except refusals.REFUSALS as error:
        refusal = refusals.worded(error)
        fresh = admin.get_queryset(request).get(pk=trial.pk)
        status = refusals.status_of(refusal)
        return _page(admin, request, fresh, form, refusal=refusal, status=status)
    messages.success(request, _("The draft shows the newer record. Submit it when you are ready."))
    return HttpResponseRedirect(draft_url(trial))


def _record_of(digest):
    """The record with this digest, or one that is none: the action says what is wrong with it."""
    return RegistryRecord.objects.filter(digest=digest).order_by("-pk").first() or RegistryRecord()


def _page(admin, request, trial, form=None, *, refusal=None, status=200):
    newest = newer_for(trial)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("The registry’s newer record"),
        "subtitle": trial.title,
        "opts": admin.opts,
        "trial": trial,
        "draft_url": draft_url(trial),
        "list_url": reverse("admin:trials_trial_drift"),
        "refusal": refusal,
        "newest": newest,
        "waiting": trial.entry.submissions.open().first(),
        "may_accept": roles.AUTHOR in roles.of(request.user),
    }
    if newest:
        context |= _about(trial, newest, form)
    return render(request, "desk/drift_record.html", context, status=status)


def _about(trial, newest, form):
    differences = differences_of(trial, newest)
    proposal = notes.proposed(trial, differences)
    rows = shown(differences)
    return {
        "differences": rows,
        "material_count": sum(row.material for row in rows),
        "registry_url": registry_url(newest.registry_id),
        "change_kind": dict(Trial.ChangeKind.choices)[proposal["change_kind"]],
        "form": _form(trial, newest, proposal, form),
    }


def _form(trial, newest, proposal, typed):
    if typed is not None and typed.is_bound:
        return typed.now_seen(newest.digest, trial.row_version)
    return AcceptForm(
        initial={
            "note": proposal["change_note"],
            "digest": newest.digest,
            "seen_version": trial.row_version,
        }
    )
