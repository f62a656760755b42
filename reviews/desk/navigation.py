"""The links at the top of every page of the desk."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from reviews import kinds

REST = (
    ("reviews.view_source", "admin:reviews_source_changelist", _("Sources")),
    ("reviews.view_entry", "admin:reviews_entry_changelist", _("Pages")),
    ("reviews.view_user", "admin:reviews_user_changelist", _("People")),
)


def links(request, context):
    """[{url, label, here}] for what this person may see; nothing before the log-in."""
    if not context.get("has_permission"):
        return []
    rows = [("reviews.view_submission", "admin:reviews_submission_changelist", _("Review queue"))]
    rows += [_of_kind(kind) for kind in kinds.every()]
    rows += REST
    found = [("", "admin:index", _("Desk"))]
    found += [row for row in rows if request.user.has_perm(row[0])]
    return [_link(request, name, label) for _permission, name, label in found if _known(name)]


def _of_kind(kind):
    opts = kind.draft_model()._meta
    name = f"admin:{opts.app_label}_{opts.model_name}_changelist"
    label = str(kind.label_plural)
    return f"{opts.app_label}.view_{opts.model_name}", name, label[:1].upper() + label[1:]


def _known(name):
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def _link(request, name, label):
    url = reverse(name)
    here = request.path == url or (name != "admin:index" and request.path.startswith(url))
    return {"url": url, "label": label, "here": here}
