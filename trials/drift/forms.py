"""What an editor says when taking records over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.desk.textforms import GatedForm
from trials.drift.batches import MOST, Seen
from trials.drift.notes import LENGTH

_WIDE = {"class": "vTextField"}


class AcceptForm(GatedForm, forms.Form):
    """One record. The hidden fields say what the person was looking at."""

    note = forms.CharField(
        label=_("Change note"),
        required=False,
        max_length=LENGTH,
        widget=forms.TextInput(attrs=_WIDE),
        help_text=_("Public. Proposed from the differences; say it better if you can."),
    )
    reason = forms.CharField(
        label=_("Why this change"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=_WIDE),
        help_text=_("For the journal that your colleagues read. Not public."),
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=100)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def now_seen(self, digest, row_version):
        """The form as typed, for what the page shows now: to be read, and then sent again."""
        self.data = self.data.copy()
        self.data["digest"], self.data["seen_version"] = digest, str(row_version)
        return self


class BatchForm(GatedForm, forms.Form):
    """Many records of one group."""

    reason = forms.CharField(
        label=_("Why these changes"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=_WIDE),
        help_text=_("For the journals of all of them. Not public."),
    )
    submit = forms.BooleanField(
        label=_("Submit each of them for review too"), label_suffix="", required=False
    )
    note = forms.CharField(
        label=_("Note to the reviewers"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Goes with each submission. Never public."),
    )


def mark(trial, digest):
    """The value of a tick box: which draft and record it stands for."""
    return f"{trial.pk}.{trial.row_version}.{digest}"


def seen(values):
    """``Seen`` of the ticked boxes; damaged values are passed over. At most one above the limit."""
    found = []
    for value in values[: MOST * 5]:
        trial, _dot, rest = value.partition(".")
        version, _dot, digest = rest.partition(".")
        if is_number(trial) and is_number(version) and len(digest) < 100:
            found.append(Seen(int(trial), int(version), digest))
    return found[: MOST + 1]


def is_number(text):
    """Whether a text is a number that every database can hold."""
    return text.isascii() and text.isdecimal() and len(text) < 10
