"""What the first page of the desk lists: short lists with their counts, what needs a hand first."""

from django.db.models import Max, Prefetch
from django.urls import reverse
from django.utils import timezone

from reviews import kinds
from reviews.desk import states
from reviews.models import Decision, Listing, Version

LENGTH = 8


def lists(user):
    """The lists for one person; a list they have no part in is empty.

    The number of queries depends on the number of kinds, never on that of rows.
    """
    return {
        "my_drafts": my_drafts(user),
        "waiting": waiting(user),
        "sent_back": sent_back(user),
        "overdue": overdue(user),
        "published": Version.objects.select_related("entry", "submission")
        .defer("document", "colophon", "submission__document", "submission__journal_marks")
        .order_by("-published_at", "-pk")[:LENGTH],
        "new_drafts": new_drafts(user),
        "chores": [chore for kind in kinds.every() for chore in kind.chores_of(user)],
    }


def _light(submissions):
    """Without their documents, which may be a megabyte each."""
    rows = submissions.defer("document", "journal_marks", "warnings")
    return rows.select_related("entry", "submitted_by")


def _counted(rows, shown, url):
    """{rows, count, more}: ``more`` leads to the whole list, where not all are shown."""
    rows = list(rows[: LENGTH + 1])
    count = len(rows) if len(rows) <= LENGTH else shown.count()
    return {"rows": rows[:LENGTH], "count": count, "more": url if count > LENGTH else ""}


def waiting(user):
    """What this person may decide and had no part in, the longest wait first."""
    if not user.has_perm("reviews.view_submission"):
        return {"rows": [], "count": 0, "more": ""}
    found = states.waiting_for(user)
    url = reverse("admin:reviews_submission_changelist") + "?whose=waiting"
    answer = _counted(_light(found).order_by("submitted_at", "pk"), found, url)
    for row in answer["rows"]:
        row.days = (timezone.now() - row.submitted_at).days
        row.kind_label = kinds.get(row.entry.kind).label
    return answer


def sent_back(user):
    """The newest submissions of this person's pages that came back, with the reason."""
    against = Decision.objects.exclude(verdict="approve").select_related("reviewer")
    rows = _light(states.sent_back_to(user)).order_by("-submitted_at", "-pk")
    found = rows.prefetch_related(Prefetch("decisions", against, to_attr="reasons"))
    url = reverse("admin:reviews_submission_changelist") + "?whose=mine&state=all"
    return _counted(found, states.sent_back_to(user), url)


def overdue(user):
    """Live pages whose date of review has passed, the longest first, with the days."""
    if not user.has_perm("reviews.view_entry"):
        return {"rows": [], "count": 0, "more": ""}
    today = timezone.now().date()
    late = Listing.objects.filter(next_review__lt=today)
    url = reverse("admin:reviews_entry_changelist") + "?due=past"
    answer = _counted(late.order_by("next_review", "pk").defer("card", "summary"), late, url)
    for row in answer["rows"]:
        row.days = (today - row.next_review).days
        row.kind_label = kinds.get(row.kind).label
        row.desk_url = reverse("admin:reviews_entry_change", args=[row.pk])
    return answer


def draft_url(draft, page="change"):
    """The address of a page about a draft: change, submit, preview, history."""
    opts = draft._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[draft.pk])


def my_drafts(user):
    """Drafts this person changed, by their last change: {rows, count, lists}.

    ``lists`` leads to all of them, kind by kind.
    """
    found, count, all_lists = [], 0, []
    for kind in kinds.every():
        model = kind.draft_model()
        if not user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            continue
        mine = model.history.filter(history_user=user).order_by()
        last = dict(mine.values_list("id").annotate(last=Max("history_date")))
        newest = sorted(last, key=last.get, reverse=True)[:LENGTH]
        rows = list(states.with_state(model.objects.filter(pk__in=newest)))
        found += [(last[row.pk], kind, row) for row in rows]
        count += len(last)
        if len(last) > LENGTH:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
            url = f"{reverse(name)}?changed=me"
            all_lists.append({"label": kind.label_plural, "url": url, "count": len(last)})
    found.sort(key=lambda item: item[0], reverse=True)
    shown = [
        {
            "title": row.title,
            "kind": kind.label,
            "at": at,
            "url": draft_url(row),
            "states": states.of_draft(row),
        }
        for at, kind, row in found[:LENGTH]
    ]
    return {"rows": shown, "count": count, "lists": all_lists}


def new_drafts(user):
    """What this person may begin: [{label, url}]."""
    begun = []
    for kind in kinds.every():
        opts = kind.draft_model()._meta
        if user.has_perm(f"{opts.app_label}.add_{opts.model_name}"):
            url = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
            begun.append({"label": kind.label, "url": url})
    return begun
