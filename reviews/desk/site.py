from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class DeskSite(AdminSite):
    """The review desk."""

    site_header = _("alsportal desk")
    site_title = _("alsportal desk")
    index_title = _("Desk")
