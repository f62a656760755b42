"""What the first page of the desk lists: short lists, newest first."""

from django.db.models import Max
from django.urls import reverse

from reviews import kinds
from reviews.desk import states
from reviews.models import Version

LENGTH = 8


def lists(user):
    """The lists for one person; a list they have no part in is empty."""
    waiting = states.waiting_for(user) if user.has_perm("reviews.view_submission") else None
    return {
        "my_drafts": my_drafts(user),
        "waiting": _light(waiting)[:LENGTH] if waiting is not None else [],
        "waiting_count": waiting.count() if waiting is not None else 0,
        "sent_back": _light(states.sent_back_to(user))[:LENGTH],
        "published": Version.objects.select_related("entry", "submission", "entry__listing")
        .defer("document", "submission__document")
        .order_by("-published_at", "-pk")[:LENGTH],
        "new_drafts": new_drafts(user),
    }


def _light(submissions):
    """Without their documents, which may be a megabyte each."""
    rows = submissions.defer("document", "journal_marks")
    return rows.select_related("entry", "submitted_by").order_by("-submitted_at")


def draft_url(draft, page="change"):
    """The address of a page about a draft: change, submit, preview, history."""
    opts = draft._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[draft.pk])


def my_drafts(user):
    """Drafts this person changed, by their last change: [{draft, url, states}]."""
    found = []
    for kind in kinds.every():
        model = kind.draft_model()
        if not user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            continue
        mine = model.history.filter(history_user=user).order_by()
        last = {r["id"]: r["last"] for r in mine.values("id").annotate(last=Max("history_date"))}
        newest = sorted(last, key=last.get, reverse=True)[:LENGTH]
        rows = states.with_state(model.objects.filter(pk__in=newest))
        found += [(last[row.pk], kind, row) for row in rows]
    found.sort(key=lambda item: item[0], reverse=True)
    return [
        {
            "title": row.title,
            "kind": kind.label,
            "at": at,
            "url": draft_url(row),
            "states": states.of_draft(row),
        }
        for at, kind, row in found[:LENGTH]
    ]


def new_drafts(user):
    """What this person may begin: [{label, url}]."""
    begun = []
    for kind in kinds.every():
        opts = kind.draft_model()._meta
        if user.has_perm(f"{opts.app_label}.add_{opts.model_name}"):
            url = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
            begun.append({"label": kind.label, "url": url})
    return begun
