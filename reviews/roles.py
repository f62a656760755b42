"""The roles of the desk. They are groups, made by a migration; nobody is exempt from them."""

from django.utils.translation import gettext_lazy as _

AUTHOR = "author"
CLINICAL_REVIEWER = "clinical_reviewer"
EDITORIAL_REVIEWER = "editorial_reviewer"
PUBLISHER = "publisher"
ADMINISTRATOR = "administrator"

LABELS = {
    AUTHOR: _("author"),
    CLINICAL_REVIEWER: _("clinical reviewer"),
    EDITORIAL_REVIEWER: _("editorial reviewer"),
    PUBLISHER: _("publisher"),
    ADMINISTRATOR: _("administrator"),
}
REVIEWERS = frozenset({CLINICAL_REVIEWER, EDITORIAL_REVIEWER})

# Accounts of the software itself: they act, but never decide and cannot log in.
IMPORTER = "registry-import"
SCHEDULER = "scheduler"


def of(user):
    """The set of roles a person holds now, read from the database (no stale cache)."""
    if not user.is_active:
        return frozenset()
    return frozenset(user.groups.filter(name__in=LABELS).values_list("name", flat=True))


def label(role):
    """The role in words."""
    return LABELS.get(role, role)
