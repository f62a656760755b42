"""Pages about one draft: preview and submission."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews import actions, kinds, roles
from reviews.desk import preview as previews
from reviews.desk import refusals
from reviews.desk.dashboard import draft_url
from reviews.desk.textforms import GatedForm, posted
from reviews.errors import NotReady


class SubmitForm(GatedForm, forms.Form):
    """What goes with a submission."""

    note = forms.CharField(
        label=gettext_lazy("Note to the reviewers"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What is new, what you are unsure of. Never public."),
    )
    publish_at = forms.DateTimeField(
        label=gettext_lazy("Publish at (UTC)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Empty: as soon as the last needed approval is given."),
    )

    def clean_publish_at(self):
        moment = self.cleaned_data["publish_at"]
        if moment and moment <= timezone.now():
            raise forms.ValidationError(
                _("This moment is past. Leave it empty to publish at once.")
            )
        return moment


def preview(admin, request, draft):
    """The draft as its readers would see it."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    back = draft_url(draft)
    try:
        seen = actions.examine(draft=draft)
    except refusals.REFUSALS as error:
        return refusals.page(
            request, admin.admin_site, error, back=back, back_label=_("Back to the draft")
        )
    return previews.response(
        request,
        draft.entry,
        seen.document,
        digest=seen.digest,
        back=back,
        note=_("This is the saved draft. Nobody outside the desk can see it."),
    )


def submit(admin, request, draft):
    """The page before a submission, and the submission itself on POST."""
    form, refusal = SubmitForm(posted(request)), None
    if request.method == "POST" and form.is_valid():
        try:
            return _submitted(request, draft, form.cleaned_data)
        except NotReady as error:
            refusal = error
        except refusals.REFUSALS as error:
            refusal = refusals.worded(error)
    status = refusals.status_of(refusal) if refusal else 200
    context = _submit_context(admin, request, draft, form, refusal)
    return render(request, "desk/submit.html", context, status=status)


def _submitted(request, draft, typed):
    submission = actions.submit(draft=draft, by=request.user, **typed)
    messages.success(request, _("“%s” waits for review now.") % submission.title)
    url = reverse("admin:reviews_submission_decide", args=[submission.pk])
    return HttpResponseRedirect(url)


def _submit_context(admin, request, draft, form, refusal):
    kind = kinds.get(draft.entry.kind)
    return {
        **admin.admin_site.each_context(request),
        "title": _("Submit for review"),
        "subtitle": draft.title,
        "draft": draft,
        "opts": admin.opts,
        "form": form,
        "refusal": refusal,
        "checklist": admin.checklist_of(request, draft, base=draft_url(draft)),
        "waiting": draft.entry.submissions.open().first(),
        "slots": [_either(allowed) for allowed in kind.required.values()],
        "draft_url": draft_url(draft),
        "preview_url": draft_url(draft, "preview"),
        "may_submit": roles.AUTHOR in roles.of(request.user),
    }


def _either(allowed):
    """“clinical reviewer or editorial reviewer”"""
    return f" {_('or')} ".join(str(roles.label(role)) for role in sorted(allowed))
