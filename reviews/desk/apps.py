from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin with alsportal's own site object."""

    default_site = "reviews.desk.site.DeskSite"
