"""Inlines for the typed rows of a draft, stacked so that long texts have room."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import TextField
from django.forms import ModelForm

from reviews.desk import choices
from reviews.desk.locking import RowFormSet
from reviews.desk.textforms import GatedForm
from reviews.models import Entry


class RowForm(GatedForm, ModelForm):
    """A row whose texts pass the text gate."""


class RowInline(admin.StackedInline):
    """Rows of one kind. Without script, ``?add=<rows>`` in the address opens an empty one."""

    form = RowForm
    formset = RowFormSet
    extra = 0
    autocomplete_fields = ()
    # For a row that points to an entry: the kind of page it may point to.
    entry_kind = ""

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if request.GET.get("add") == self._rows_name() else self.extra

    def _rows_name(self):
        """What the draft calls these rows, which is also the prefix of their fields."""
        fields = self.model._meta.fields
        owner = next(field for field in fields if field.related_model is self.parent_model)
        return owner.remote_field.get_accessor_name()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is not Entry:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        return choices.EntryField(
            kind=self.entry_kind,
            label=db_field.verbose_name,
            widget=AutocompleteSelect(db_field, self.admin_site),
        )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, TextField) and field is not None:
            field.widget.attrs["rows"] = 4
        return field


class CitedInline(RowInline):
    """Rows that rest on a source."""

    autocomplete_fields = ("source",)


class BlockInline(RowInline):
    """Sections of prose."""

    fields = ("section", "text", ("origin", "tool"), ("made_on", "verified_by"))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "text" and field is not None:
            field.widget.attrs["rows"] = 8
        return field


class NameInline(RowInline):
    fields = (("name", "kind"),)


class PersonInline(RowInline):
    fields = (("name", "role"), ("credential", "kind"), "interests")
