"""What drift adds to the desk of trials: a banner on the form, a page, a list."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse

from trials.drift import finding, group, listing, pages
from trials.drift.comparing import compare


class DriftDesk:
    """Mixin of the trials' ModelAdmin."""

    change_form_template = "desk/drift_form.html"
    change_list_template = "desk/drift_trials.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("drift/", view(self.drift_view), name="trials_trial_drift"),
            path("drift/<str:key>/", view(self.group_view), name="trials_trial_drift_group"),
            path("<path:object_id>/record/", view(self.record_view), name="trials_trial_record"),
        ]
        return own + super().get_urls()

    def drift_view(self, request):
        return listing.page(self, request)

    def group_view(self, request, key):
        return group.page(self, request, key)

    def record_view(self, request, object_id):
        return pages.page(self, request, object_id)

    def refuse_view(self):
        raise PermissionDenied

    def changelist_view(self, request, extra_context=None):
        drifting = {"drift_url": reverse("admin:trials_trial_drift")}
        return super().changelist_view(request, {**drifting, **(extra_context or {})})

    def _beside(self, request, obj):
        newer = finding.newer_for(obj)
        beside = super()._beside(request, obj)
        if newer:
            url = reverse("admin:trials_trial_record", args=[obj.pk])
            beside |= {"newer_record": newer, "record_url": url}
        return beside

    def save_related(self, request, form, formsets, change):
        """A record chosen in the form may be one that was never compared with the newest."""
        super().save_related(request, form, formsets, change)
        trial = form.instance
        newest = finding.newer_for(trial) if "record" in form.changed_data else None
        if newest and trial.record:
            compare(trial.record, newest)
