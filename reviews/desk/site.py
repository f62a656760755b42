from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from reviews.desk import dashboard, importing, navigation


class LabelledAutocomplete(AutocompleteJsonView):
    """Autocomplete that lets a ModelAdmin word its choices (``choice_label``)."""

    def process_request(self, request):
        """PostgreSQL knows no NUL, and nobody types two hundred characters into a choice."""
        term, *rest = super().process_request(request)
        return (term.replace("\x00", "")[:200], *rest)

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "choice_label", None)
        return {**result, "text": label(obj)} if label else result


class DeskSite(AdminSite):
    """The review desk. Nothing is deleted in bulk here."""

    site_header = _("alsportal desk")
    site_title = _("alsportal desk")
    index_title = _("Your desk")
    index_template = "desk/index.html"
    enable_nav_sidebar = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")

    def each_context(self, request):
        context = super().each_context(request)
        return {**context, "desk_links": navigation.links(request, context)}

    def login(self, request, extra_context=None):
        """Django's own form would count no tries and ask for no second factor: the way is ours."""
        user = request.user
        wanted = _safe(request, request.GET.get(REDIRECT_FIELD_NAME, ""))
        if user.is_authenticated:
            if not self.has_permission(request):
                raise PermissionDenied
            return HttpResponseRedirect(wanted or reverse("admin:index"))
        query = urlencode({REDIRECT_FIELD_NAME: wanted or reverse("admin:index")})
        return HttpResponseRedirect(f"{reverse('account_login')}?{query}")

    def password_change(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_change_password"))

    def get_urls(self):
        return importing.urls(self) + super().get_urls()

    def index(self, request, extra_context=None):
        lists = dashboard.lists(request.user) if request.user.is_active else {}
        return super().index(request, {**lists, **(extra_context or {})})

    def autocomplete_view(self, request):
        return LabelledAutocomplete.as_view(admin_site=self)(request)


def _safe(request, url):
    """The address, if it leads to this site; otherwise nothing."""
    known = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if known else ""
