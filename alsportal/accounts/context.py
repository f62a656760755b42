"""What the frame of the desk shows around account pages, which are not the admin's own."""

from django.contrib import admin

ACCOUNTS = "/admin/accounts/"


def desk(request):
    """The admin's context, for account pages alone."""
    if not request.path_info.startswith(ACCOUNTS) or not hasattr(request, "user"):
        return {}
    context = admin.site.each_context(request)
    if getattr(request, "lacks_factor", False):
        context |= {"desk_links": [], "lacks_factor": True}
    return context
