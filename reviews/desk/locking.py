"""Two people, one draft: the second to save is told what the first changed, and loses nothing."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews import canonical, journal
from reviews.desk import journal_words
from reviews.desk.textforms import GatedForm


class LockedForm(GatedForm, forms.ModelForm):
    """A form of a model with ``row_version``, with the reason for the change.

    ``seen_version`` and ``seen_journal`` say which state the person was looking at. When that is
    not the state in the database, ``theirs`` lists what others did since, and the form is
    ``refused`` until it comes back with ``save_over`` ticked for exactly the state that was shown.
    """

    change_reason = forms.CharField(
        label=_("Why this change"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("For the journal that your colleagues read. Not public."),
    )
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_journal = forms.CharField(required=False, widget=forms.HiddenInput)
    over_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    save_over = forms.BooleanField(label=_("Save mine, with what I took of theirs"), required=False)

    # Set for a form that is only shown again with what was typed, whatever it says.
    only_show = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.theirs = []
        self.overtaken = self.refused = False
        if self.instance.pk and not self.is_bound:
            self.initial["seen_version"] = self.instance.row_version
            self.initial["seen_journal"] = canonical.dump(journal.marks(self.instance))

    def is_valid(self):
        return super().is_valid() and not self.only_show

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self._refuse_if_overtaken(cleaned)
        return cleaned

    def _refuse_if_overtaken(self, cleaned):
        model = type(self.instance)
        stored = model.objects.select_for_update().get(pk=self.instance.pk)
        self.instance.row_version = stored.row_version
        self.overtaken = cleaned.get("seen_version") != stored.row_version
        if not self.overtaken or self._may_save_over(cleaned, stored.row_version):
            return
        self.refused = True
        self.theirs = journal_words.since(stored, _marks(cleaned.get("seen_journal")))
        self._offer_to_save_over(stored.row_version)
        self.add_error(
            None,
            _(
                "Somebody else saved this while you were editing. Nothing you typed is lost: it is "
                "all below, and what they changed is listed here, field by field beside yours. "
                "Tick what you want to take of theirs, then tick “Save mine, with what I took of "
                "theirs” and save."
            ),
        )

    def _may_save_over(self, cleaned, version):
        return cleaned.get("save_over") and cleaned.get("over_version") == version

    def _offer_to_save_over(self, version):
        """The tick counts for this state alone; a third person's save asks again."""
        self.data = self.data.copy()
        self.data[self.add_prefix("over_version")] = str(version)
        self.data.pop(self.add_prefix("save_over"), None)

    def typed(self):
        """Fields of the model that this form changes."""
        own = {"change_reason", "seen_version", "seen_journal", "over_version", "save_over"}
        return [name for name in self.changed_data if name not in own]


def _marks(text):
    """Journal marks from a hidden field; a damaged one only makes the list longer."""
    try:
        marks = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(marks, dict):
        return {}
    return {label: mark for label, mark in marks.items() if isinstance(mark, int)}


class RowFormSet(forms.BaseInlineFormSet):
    """Rows of a draft. A row that somebody else deleted meanwhile comes back as typed."""

    def get_queryset(self):
        """Once the forms stand, their own rows: the admin pairs forms and rows by position.

        Otherwise a row that somebody else added or deleted meanwhile would shift the pairs and
        swallow what was typed in the last one.
        """
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.is_bound and self._is_gone(form, index):
            form.fields[self.model._meta.pk.name] = forms.CharField(
                required=False, widget=forms.HiddenInput
            )
            form.gone = True

    def _is_gone(self, form, index):
        return index is not None and index < self.initial_form_count() and not form.instance.pk

    def save_new_objects(self, commit=True):
        saved = super().save_new_objects(commit)
        for form in self.initial_forms:
            wanted = getattr(form, "gone", False) and form.has_changed()
            if wanted and not (self.can_delete and self._should_delete_form(form)):
                saved.append(self.save_new(form, commit=commit))
        return saved
