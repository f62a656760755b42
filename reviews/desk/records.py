"""Admins of what is never edited: the record of the workflow."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from reviews import canonical


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and shows rows; nobody adds, changes or deletes them, whatever their permissions."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_object(self, request, object_id, from_field=None):
        """None for a number that no database can hold, as for one that is not there."""
        try:
            return super().get_object(request, object_id, from_field)
        except OverflowError:
            return None

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def pretty(text):
    """Canonical JSON set for reading."""
    try:
        value = canonical.load(text)
    except canonical.NotCanonical:
        return text
    return format_html("<dl class='data'>{}</dl>", _items(value))


def _items(value):
    return format_html_join(
        "",
        "<div><dt>{}</dt><dd>{}</dd></div>",
        ((key, _shown(item)) for key, item in value.items()),
    )


def _shown(item):
    if isinstance(item, dict):
        return format_html("<dl class='data'>{}</dl>", _items(item))
    if isinstance(item, list):
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_shown(i),) for i in item))
        )
    return _("none") if item is None else str(item)
