"""Filters of the desk's lists. Each names what it asks; an unknown value filters nothing."""

import datetime
from functools import lru_cache

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews import canonical, kinds, roles
from reviews.desk import states
from reviews.models import Advisory, Conflict, Entry, Head, Submission, Version

LONG = datetime.timedelta(days=7)
SOON = 30  # days
NO_WARNINGS = canonical.dump({"warnings": []})


def today():
    return timezone.now().date()


def ago(days):
    return timezone.now() - datetime.timedelta(days=days)


class Asked(admin.SimpleListFilter):
    """A filter whose values are words, each with its query: ``{value: (label, Q or function)}``."""

    values = {}

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _query) in self.values.items()]

    def queryset(self, request, queryset):
        if self.value() not in self.values:
            return queryset
        query = self.values[self.value()][1]
        return queryset.filter(query() if callable(query) else query)


# --- Drafts and pages


class StateFilter(Asked):
    """Where a draft stands; the words are those of the list."""

    title = _("where it stands")
    parameter_name = "state"
    values = {key: (label, query) for key, (query, label) in states.STATES.items()}


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"
    path = "kind"

    def lookups(self, request, model_admin):
        return [(kind.name, kind.label_plural) for kind in kinds.every()]

    def queryset(self, request, queryset):
        known = {kind.name for kind in kinds.every()}
        known_value = self.value() in known
        return queryset.filter(**{self.path: self.value()}) if known_value else queryset


class ReviewDueFilter(Asked):
    """By the date in the draft."""

    title = _("next review")
    parameter_name = "due"
    field = "next_review"

    @property
    def values(self):
        day = datetime.timedelta(days=1)
        return {
            "past": (_("overdue"), Q(**{f"{self.field}__lt": today()})),
            "soon": (
                _("within 30 days"),
                Q(**{f"{self.field}__range": (today(), today() + SOON * day)}),
            ),
            "none": (_("no date"), Q(**{f"{self.field}__isnull": True})),
        }


class LiveReviewDueFilter(ReviewDueFilter):
    """By the date that the public page shows."""

    field = "listing__next_review"

    def lookups(self, request, model_admin):
        return super().lookups(request, model_admin)[:2]


class ChangedByMeFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "changed"

    def lookups(self, request, model_admin):
        return [("me", _("I changed it")), ("others", _("I did not change it"))]

    def queryset(self, request, queryset):
        mine = queryset.model.history.filter(history_user=request.user, id=OuterRef("pk"))
        if self.value() == "me":
            return queryset.filter(Exists(mine))
        return queryset.filter(~Exists(mine)) if self.value() == "others" else queryset


class AdvisoryFilter(Asked):
    title = _("notice on the public page")
    parameter_name = "notice"
    values = {
        "yes": (
            _("carries one"),
            lambda: Exists(Advisory.objects.filter(entry=OuterRef("pk"), cleared_event=None)),
        ),
        "no": (
            _("carries none"),
            lambda: ~Exists(Advisory.objects.filter(entry=OuterRef("pk"), cleared_event=None)),
        ),
    }


# --- The queue


class OutcomeFilter(admin.SimpleListFilter):
    """Open submissions unless another state is asked for."""

    title = _("state")
    parameter_name = "state"
    ALL = "all"

    def lookups(self, request, model_admin):
        return [
            ("approved", _("approved, waiting for its day")),
            *Submission.Outcome.choices,
            (self.ALL, _("all")),
        ]

    def choices(self, changelist):
        rows = list(super().choices(changelist))
        rows[0]["display"] = _("waiting")
        return rows

    def queryset(self, request, queryset):
        value = self.value()
        if value == "approved":
            return states.approved(queryset)
        if value in Submission.Outcome.values:
            return queryset.filter(outcome=value)
        return queryset if value == self.ALL else queryset.filter(outcome="")


class SubmissionKindFilter(KindFilter):
    path = "entry__kind"


class WhoseFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("waiting for me")),
            ("mine", _("I contributed")),
            ("others", _("I did not contribute")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return states.waiting_for(request.user, queryset)
        if self.value() == "mine":
            return queryset.filter(contributors__user=request.user)
        if self.value() == "others":
            return queryset.exclude(contributors__user=request.user)
        return queryset


class RoleNeededFilter(admin.SimpleListFilter):
    """Open submissions that an approval of this role would take further."""

    title = _("approval missing from")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(role, roles.label(role)) for role in sorted(roles.REVIEWERS)]

    def queryset(self, request, queryset):
        if self.value() not in roles.REVIEWERS:
            return queryset
        return queryset.filter(Exists(states.unfilled({self.value()})), outcome="")


class AgeFilter(Asked):
    title = _("age")
    parameter_name = "overdue"
    values = {
        "long": (
            _("waiting for more than a week"),
            lambda: Q(outcome="", submitted_at__lt=timezone.now() - LONG),
        ),
        "month": (
            _("waiting for more than a month"),
            lambda: Q(outcome="", submitted_at__lt=ago(30)),
        ),
        "page": (
            _("its public page is due for review"),
            lambda: Q(entry__listing__next_review__lt=today()),
        ),
    }


class WarningsFilter(Asked):
    title = _("warnings")
    parameter_name = "warnings"
    values = {
        "yes": (_("with warnings"), ~Q(warnings=NO_WARNINGS)),
        "no": (_("without"), Q(warnings=NO_WARNINGS)),
    }


# --- Sources


class CheckedFilter(Asked):
    title = _("checked")
    parameter_name = "checked"
    values = {
        "never": (_("never"), Q(checked_on=None)),
        "old": (_("more than a year ago"), lambda: Q(checked_on__lt=ago(365).date())),
        "year": (_("within a year"), lambda: Q(checked_on__gte=ago(365).date())),
    }


class CitedFilter(Asked):
    title = _("cited")
    parameter_name = "cited"
    values = {
        "yes": (_("by a live page"), lambda: Q(key__in=cited_keys())),
        "no": (_("by no live page"), lambda: ~Q(key__in=cited_keys())),
    }


def cited_keys():
    """The keys of all sources that live pages cite, read anew with each edition."""
    return _keys_of_edition(Head.objects.values_list("edition", flat=True).get(pk=1))


@lru_cache(maxsize=1)
def _keys_of_edition(edition):
    live = Entry.objects.filter(live_version__isnull=False).values("live_version")
    documents = Version.objects.filter(pk__in=live).values_list("document", flat=True)
    return frozenset(
        source["key"]
        for text in documents.iterator(50)
        for source in canonical.load(text).get("sources", ())
    )


# --- People


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [*((name, label) for name, label in roles.LABELS.items()), ("none", _("none"))]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.exclude(groups__name__in=roles.LABELS)
        if self.value() in roles.LABELS:
            return queryset.filter(groups__name=self.value())
        return queryset


class SeenFilter(Asked):
    title = _("last sign-in")
    parameter_name = "seen"
    values = {
        "month": (_("within 30 days"), lambda: Q(last_login__gte=ago(30))),
        "old": (_("more than 90 days ago"), lambda: Q(last_login__lt=ago(90))),
        "never": (_("never"), Q(last_login=None)),
    }


def _standing_conflicts(**more):
    return Exists(Conflict.objects.filter(person=OuterRef("pk"), ended_event=None, **more))


class ConflictFilter(Asked):
    title = _("conflicts of interest")
    parameter_name = "conflict"
    values = {
        "yes": (_("declared"), _standing_conflicts),
        "old": (
            _("declared more than a year ago"),
            lambda: _standing_conflicts(declared_at__lt=ago(365)),
        ),
        "no": (_("none declared"), lambda: ~_standing_conflicts()),
    }
