"""The page where a submission is decided: what changed, what the rules say, who has to agree."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from reviews import actions, documents
from reviews.actions.deciding import warnings_of
from reviews.desk import decision_words, refusals
from reviews.desk import preview as previews
from reviews.desk.decision_form import DecisionForm
from reviews.models import Submission


def load(admin, request, pk):
    """The submission, for who may see it; 404 otherwise."""
    try:
        submission = Submission.objects.select_related(
            "entry", "base_version", "submitted_by", "event"
        ).get(pk=pk)
    except (Submission.DoesNotExist, OverflowError):
        raise Http404 from None
    if not admin.has_view_permission(request, submission):
        raise PermissionDenied
    return submission


def decide(admin, request, pk):
    """Show a submission; on POST record a verdict on exactly the bytes that were shown."""
    submission = load(admin, request, pk)
    if request.method != "POST":
        return _page(admin, request, submission, DecisionForm(submission))
    form = DecisionForm(submission, request.POST)
    if not form.is_valid():
        return _page(admin, request, submission, form, status=400)
    try:
        actions.decide(submission=submission, by=request.user, **form.decision())
    except refusals.REFUSALS as error:
        refusal = refusals.worded(error)
        fresh = load(admin, request, pk)
        status = refusals.status_of(refusal)
        return _page(admin, request, fresh, form, refusal=refusal, status=status)
    messages.success(request, _done(load(admin, request, pk), form))
    return HttpResponseRedirect(reverse("admin:reviews_submission_changelist"))


def _done(submission, form):
    title = submission.title
    if submission.outcome == Submission.Outcome.PUBLISHED:
        return _("Approved. “%s” is public now.") % title
    if submission.is_open:
        return _("Approved. “%s” waits for what is still missing.") % title
    return _("“%s” went back to its authors, with your comment.") % title


def _page(admin, request, submission, form, *, refusal=None, status=200):
    context = {
        **admin.admin_site.each_context(request),
        **decision_words.context(submission, request.user),
        "title": submission.title,
        "opts": admin.opts,
        "form": form,
        "warnings": form.warnings(warnings_of(submission)),
        "refusal": refusal,
    }
    return render(request, "desk/decision.html", context, status=status)


def preview(admin, request, pk):
    """The submitted document as readers would see it."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    submission = load(admin, request, pk)
    return previews.response(
        request,
        submission.entry,
        documents.read(submission.document),
        digest=submission.digest,
        back=reverse("admin:reviews_submission_decide", args=[submission.pk]),
        note=_("These are the submitted words. Nobody outside the desk can see them."),
    )


def publish(admin, request, pk):
    """Publish what is approved and due."""
    return _act(admin, request, pk, actions.publish, _("“%s” is public now."))


def cancel(admin, request, pk):
    """Take a submission back."""
    return _act(admin, request, pk, actions.cancel_submission, _("“%s” was taken back."))


def _act(admin, request, pk, action, done):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    submission = load(admin, request, pk)
    back = reverse("admin:reviews_submission_decide", args=[submission.pk])
    try:
        action(submission=submission, by=request.user)
    except refusals.REFUSALS as error:
        return refusals.page(
            request, admin.admin_site, error, back=back, back_label=_("Back to the submission")
        )
    messages.success(request, done % submission.title)
    return HttpResponseRedirect(back)
