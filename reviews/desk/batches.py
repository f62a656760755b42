"""Batches in the desk: submissions that changed alike, read in part and decided together."""

import time

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews import actions, batching, roles
from reviews.actions.batches import MOST
from reviews.actions.deciding import warnings_of
from reviews.desk import decision, decision_words, refusals, states
from reviews.desk.decision_form import DecisionForm
from reviews.desk.records import ReadOnlyAdmin
from reviews.desk.textforms import GatedForm, posted
from reviews.models import Batch, BatchItem, Decision

GROUPS = 25  # a page
SECONDS = 12  # then the page says how far it is; a press of a button goes on
READING = ("GET", "HEAD")
VERDICTS = (
    (Decision.Verdict.APPROVE, gettext_lazy("Approve each of them")),
    (Decision.Verdict.CHANGES, gettext_lazy("Send each of them back")),
)


class BatchForm(GatedForm, forms.Form):
    """One verdict for all; the digests of all stand beside them on the page."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Your verdict"),
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment for the authors"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Needed unless you approve. Goes to each of them. Never public."),
    )


class BatchAdmin(ReadOnlyAdmin):
    """Whoever sees the review queue sees batches; only their reviewer decides on them."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("reviews.view_submission")

    def has_module_permission(self, request):
        return request.user.has_perm("reviews.view_submission")

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("open/", view(self.open_view), name="reviews_batch_open"),
            path("<int:pk>/read/<int:number>/", view(self.read_view), name="reviews_batch_read"),
        ]
        return own + super().get_urls()

    # What can be decided together

    def changelist_view(self, request, extra_context=None):
        """Groups of submissions that wait for this person, and their batches."""
        self._refuse_strangers(request)
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        return self._list(request)

    def _refuse_strangers(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _list(self, request):
        rows = groups_for(request.user)
        after = _after(request.GET.get("after", ""))
        found = batching.groups(rows, after=after, most=GROUPS + 1)
        last = found[GROUPS - 1] if len(found) > GROUPS else None
        mine = Batch.objects.filter(reviewer=request.user).order_by("-pk")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Changes that are alike"),
            "opts": self.opts,
            "groups": found[:GROUPS],
            "next_url": f"?after={last.size}.{last.key}" if last else "",
            "first_url": "?" if after else "",
            "undecided": mine.undecided(),
            "decided": mine.exclude(closed_event=None).select_related("closed_event")[:10],
            "may_decide": bool(roles.of(request.user) & roles.REVIEWERS),
            "most": MOST,
        }
        return render(request, "desk/batches.html", context)

    def open_view(self, request):
        """Open a batch of a group: the oldest 200. One that is open already is shown instead."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self._refuse_strangers(request)
        key = request.POST.get("key", "")[:100].replace("\x00", "")  # PostgreSQL knows no NUL
        rows = batching.of_group(groups_for(request.user), key)
        try:
            batch, left_out = actions.open_batch(submissions=rows[:MOST], by=request.user)
        except refusals.REFUSALS as error:
            back = reverse("admin:reviews_batch_changelist")
            return refusals.page(
                request, self.admin_site, error, back=back, back_label=_("Back to the list")
            )
        for row, why in left_out:
            said = {"title": row.title, "why": why.message}
            messages.warning(request, _("Left out: “%(title)s”. %(why)s") % said)
        return HttpResponseRedirect(reverse("admin:reviews_batch_change", args=[batch.pk]))

    # One batch

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of a batch; on POST one verdict for all that is not settled."""
        batch = self._batch(request, object_id)
        if request.method in READING:
            return self._page(request, batch, BatchForm())
        if request.method != "POST":
            return HttpResponseNotAllowed([*READING, "POST"])
        return self._decide(request, batch)

    def _batch(self, request, object_id):
        batch = self.get_object(request, str(object_id))
        if batch is None:
            raise Http404
        self._refuse_strangers(request)
        return batch

    def _decide(self, request, batch):
        form = BatchForm(posted(request))
        if not form.is_valid():
            return self._page(request, batch, form, status=400)
        try:
            steps = actions.decide_batch(
                batch=batch, by=request.user, digests=digests(request.POST), **form.cleaned_data
            )
            progress = _run(steps)
        except refusals.REFUSALS as error:
            refusal = refusals.worded(error)
            status = refusals.status_of(refusal)
            return self._page(request, batch, form, refusal=refusal, status=status)
        if progress.is_done:
            messages.success(request, _("The batch is decided. What became of each stands below."))
            return HttpResponseRedirect(reverse("admin:reviews_batch_change", args=[batch.pk]))
        return self._page(request, batch, form, progress=progress)

    def _page(self, request, batch, form, *, refusal=None, progress=None, status=200):
        batch = Batch.objects.select_related("reviewer", "closed_event").get(pk=batch.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Batch %d") % batch.pk,
            "opts": self.opts,
            "batch": batch,
            "form": form,
            "refusal": refusal,
            "progress": progress,
            "mine": batch.reviewer_id == request.user.pk,
            **items_of(batch),
        }
        return render(request, "desk/batch.html", context, status=status)

    # One page of a batch

    def read_view(self, request, pk, number):
        """The page of a submission, as part of a batch; on POST it has been read.

        Looking does not count, so that no prefetch or picture can read in somebody's name: the
        button at the end of the page does, and carries the digest of what stands above it.
        """
        batch = self._batch(request, pk)
        item = _item(batch, number)
        if request.method in READING:
            return self._reading(request, batch, item)
        if request.method != "POST":
            return HttpResponseNotAllowed([*READING, "POST"])
        try:
            actions.mark_opened(
                batch=batch,
                submission=item.submission,
                digest=request.POST.get("digest", ""),
                by=request.user,
            )
        except refusals.REFUSALS as error:
            back = reverse("admin:reviews_batch_change", args=[batch.pk])
            return refusals.page(
                request, self.admin_site, error, back=back, back_label=_("Back to the batch")
            )
        return HttpResponseRedirect(reverse("admin:reviews_batch_change", args=[batch.pk]))

    def _reading(self, request, batch, item):
        submission = decision.load(self, request, item.submission_id)
        context = {
            **self.admin_site.each_context(request),
            **decision_words.context(submission, request.user),
            "title": submission.title,
            "opts": self.opts,
            "form": DecisionForm(submission),
            "warnings": [(warning, "") for warning in warnings_of(submission)],
            "refusal": None,
            "batch": batch,
            "item": item,
            "mine": batch.reviewer_id == request.user.pk,
            "why_not": _("You are reading this page as part of a batch."),
            "may": {},
        }
        return render(request, "desk/batch_read.html", context)


def groups_for(user):
    """Submissions that this person may decide on together, less those in a batch of theirs."""
    return batching.free(batching.alike(states.waiting_for(user)), user)


def _after(text):
    size, _dot, key = text.partition(".")
    if size.isascii() and size.isdecimal() and len(size) < 10 and len(key) <= 71:
        return int(size), key.replace("\x00", "")
    return None


def digests(data):
    """{submission id: digest} of the hidden fields that the page of a batch sends back."""
    found = {}
    for name, value in data.items():
        number = name.removeprefix("digest-")
        if number != name and number.isascii() and number.isdecimal() and len(number) < 19:
            found[int(number)] = value
    return found


def _run(steps):
    """The progress after as many steps as the time allows, and at least one."""
    end, progress = time.monotonic() + SECONDS, None
    while progress is None or not (progress.is_done or time.monotonic() > end):
        progress = next(steps)
    return progress


def items_of(batch):
    """What the page of a batch lists: drawn ones first."""
    rows = (
        BatchItem.objects.filter(batch=batch)
        .select_related("submission__base_version", "submission__submitted_by", "decision")
        .defer("submission__document", "submission__journal_marks")
        .defer("submission__base_version__document", "submission__note")
        .order_by("-in_sample", "pk")
    )
    items = list(rows)
    drawn = [item for item in items if item.in_sample]
    unread = [item for item in drawn if not item.opened_at]
    for item in items:
        item.reasons = sorted(set(batching.earlier_reasons(item.submission).values()))
    return {
        "drawn": drawn,
        "rest": [item for item in items if not item.in_sample],
        "unread": unread,
        "unsettled": [item for item in items if not item.is_settled],
        "decided_count": sum(item.decision_id is not None for item in items),
        "left_out": [item for item in items if item.left_out],
        "size": len(items),
        "closed_meanwhile": _closed_meanwhile(items),
    }


def _closed_meanwhile(items):
    return [i for i in items if not i.is_settled and i.submission.outcome != ""]


def _item(batch, number):
    try:
        return BatchItem.objects.select_related("submission").get(batch=batch, submission=number)
    except (BatchItem.DoesNotExist, OverflowError):
        raise Http404 from None
