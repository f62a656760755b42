"""What a reviewer says: a verdict, a comment, and a reason beside each warning."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.actions.deciding import warning_key, warnings_of
from reviews.desk.textforms import GatedForm
from reviews.models import Decision

VERDICTS = (
    (Decision.Verdict.APPROVE, _("Approve: every word, exactly as it stands here")),
    (Decision.Verdict.CHANGES, _("Request changes: the authors mend it and submit again")),
    (Decision.Verdict.REJECT, _("Reject: this page should not be")),
)


class DecisionForm(GatedForm, forms.Form):
    """The form at the end of the decision page. ``digest`` says what the reviewer looked at."""

    verdict = forms.ChoiceField(
        label=_("Your verdict"),
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    comment = forms.CharField(
        label=_("Comment for the authors"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Needed unless you approve. Never public."),
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(self, submission, data=None):
        super().__init__(data, initial={"digest": submission.digest})
        self.keys = [warning_key(warning) for warning in warnings_of(submission)]
        for number, _key in enumerate(self.keys):
            self.fields[f"reason-{number}"] = forms.CharField(
                label=_("Why this may stand (public)"),
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs={"form": "decide", "class": "vTextField"}),
            )

    def warnings(self, warnings):
        """Pairs of a warning and its field."""
        return [
            (warning, self[f"reason-{number}"])
            for number, warning in enumerate(warnings)
            if f"reason-{number}" in self.fields
        ]

    def decision(self):
        """Arguments for ``actions.decide``."""
        cleaned = self.cleaned_data
        reasons = {key: cleaned[f"reason-{n}"] for n, key in enumerate(self.keys)}
        return {
            "verdict": cleaned["verdict"],
            "digest": cleaned["digest"],
            "comment": cleaned["comment"],
            "acknowledged": {key: text for key, text in reasons.items() if text},
        }
