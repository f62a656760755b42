"""Everything the decision page shows of a submission."""

from django.urls import reverse
from django.utils.translation import gettext as _

from reviews import documents, kinds, roles
from reviews.actions.publishing import is_due, missing_slots
from reviews.desk import reading, states
from reviews.desk.dashboard import draft_url
from reviews.differences import differences
from reviews.models import Source, Submission


def context(submission, user):
    """Template context: differences, document, sources, people, and what this person may do."""
    document = documents.read(submission.document)
    before = documents.read(submission.base_version.document) if submission.base_version else None
    missing = missing_slots(submission) if submission.is_open else set()
    return {
        "submission": submission,
        "kind": kinds.get(submission.entry.kind),
        "document": document,
        "differences": differences(before, document) if before else [],
        "outline": reading.outline(document),
        "sources": sources(document),
        "state": states.of_submission(submission, missing),
        "slots": slots(submission, missing),
        "decisions": decisions(submission),
        "contributors": [c.user for c in submission.contributors.select_related("user")],
        "why_not": why_not(submission, user, missing),
        "completes": submission.is_open and len(missing) == 1 and is_due(submission),
        "newer": newer(submission),
        "may": allowed(submission, user, missing),
        "draft_url": _draft_url(submission),
        "preview_url": reverse("admin:reviews_submission_preview", args=[submission.pk]),
        "page_url": reverse("admin:reviews_entry_change", args=[submission.entry_id]),
    }


def _draft_url(submission):
    kind = kinds.get(submission.entry.kind)
    draft = kind.draft_model().objects.filter(entry=submission.entry).first()
    return draft_url(draft) if draft else ""


def sources(document):
    """The references of a document, each with what the desk knows of it today."""
    keys = [cited["key"] for cited in document["sources"]]
    known = {row.key: row for row in Source.objects.filter(key__in=keys)}
    return [
        {
            **cited,
            "row": known.get(cited["key"]),
            "link": link_of(cited),
            "changed": bool(known.get(cited["key"]))
            and known[cited["key"]].retraction != cited["retraction"],
        }
        for cited in document["sources"]
    ]


def link_of(cited):
    """Where a source can be read, or ""."""
    if cited["doi"]:
        return f"https://doi.org/{cited['doi']}"
    if cited["pmid"]:
        return f"https://pubmed.ncbi.nlm.nih.gov/{cited['pmid']}/"
    url = cited["url"] or ""
    return url if url.startswith(("https://", "http://")) else ""


def slots(submission, missing):
    """Who has to approve: [{roles, open}] in words."""
    wanted = {}
    for row in submission.required_roles.order_by("slot", "role"):
        wanted.setdefault(row.slot, []).append(str(roles.label(row.role)))
    word = f" {_('or')} "
    return [{"roles": word.join(names), "open": slot in missing} for slot, names in wanted.items()]


def decisions(submission):
    """Verdicts so far, oldest first."""
    rows = submission.decisions.select_related("reviewer").order_by("event_id")
    return [{"row": row, "role": roles.label(row.role)} for row in rows]


def why_not(submission, user, missing):
    """Why this person cannot decide here, or ""."""
    if not submission.is_open:
        return _("This submission is closed.")
    held = roles.of(user) & roles.REVIEWERS
    if not held:
        return _("You read this page, but deciding needs a reviewer’s role.")
    if submission.contributors.filter(user=user).exists():
        return _(
            "You changed this page since its last published version, so you cannot decide on it."
        )
    if submission.decisions.filter(reviewer=user).exists():
        return _("You have decided on this submission.")
    if not submission.required_roles.filter(slot__in=missing, role__in=held).exists():
        return _("No approval that your role could give is missing.")
    return ""


def allowed(submission, user, missing):
    """Which buttons make sense for this person now; the actions ask again."""
    held = roles.of(user)
    may_publish = bool(held & ({roles.PUBLISHER} | roles.REVIEWERS))
    return {
        "publish": submission.is_open and not missing and is_due(submission) and may_publish,
        "cancel": submission.is_open and _may_cancel(submission, user, held),
    }


def _may_cancel(submission, user, held):
    own = roles.AUTHOR in held and submission.contributors.filter(user=user).exists()
    return own or roles.PUBLISHER in held


def newer(submission):
    """The address of a later submission of the same page, or ""."""
    later = Submission.objects.filter(entry=submission.entry_id, event_id__gt=submission.pk)
    row = later.order_by("-event_id").only("event_id").first()
    return reverse("admin:reviews_submission_decide", args=[row.pk]) if row else ""
