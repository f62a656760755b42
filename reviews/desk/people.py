"""People and their roles. Accounts are switched off, never deleted: decisions name them."""

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.urls import path
from django.utils.translation import gettext_lazy as _

from reviews import roles
from reviews.desk import factors, person_pages
from reviews.desk.filters import ConflictFilter, RoleFilter, SeenFilter
from reviews.desk.records import ReadOnlyAdmin
from reviews.models import User


class RoleField(forms.ModelMultipleChoiceField):
    """The roles, in words."""

    def __init__(self, **kwargs):
        rows = Group.objects.filter(name__in=roles.LABELS).order_by("pk")
        super().__init__(rows, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def label_from_instance(self, obj):
        return str(roles.label(obj.name))


class PersonForm(UserChangeForm):
    """One address, one account: people sign in by it, and it is the way back in."""

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        others = User.objects.exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                _("Another account has this address. One person has one account.")
            )
        return email


class PersonAdmin(UserAdmin):
    """Who works here, and in which roles."""

    form = PersonForm
    actions = None
    change_form_template = "desk/person.html"
    show_facets = admin.ShowFacets.NEVER
    list_display = ("username", "public_name", "held_roles", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active", ConflictFilter, SeenFilter, "is_machine")
    search_fields = ("username", "display_name", "first_name", "last_name", "email")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (
            _("As the public sees this person"),
            {"fields": ("display_name", "credential")},
        ),
        (_("For the desk alone"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("Roles"),
            {
                "fields": ("groups", "is_staff", "is_active"),
                "description": _(
                    "Nobody changes their own roles. To let a person go, take “active” away; "
                    "their approvals of pages that are not public yet then no longer count."
                ),
            },
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "usable_password", "password1", "password2"),
            },
        ),
        (None, {"classes": ("wide",), "fields": ("display_name", "credential")}),
    )

    def held_roles(self, user):
        names = [group.name for group in user.groups.all() if group.name in roles.LABELS]
        return ", ".join(str(roles.label(name)) for name in names)

    held_roles.short_description = _("roles")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/factor/", view(self.factor_view), name="reviews_user_factor"),
            path("<int:pk>/erase/", view(self.erase_view), name="reviews_user_erase"),
        ]
        return own + super().get_urls()

    def factor_view(self, request, pk):
        return person_pages.take_factor(self, request, pk)

    def erase_view(self, request, pk):
        return person_pages.erase(self, request, pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["factors"] = factors.kinds_of(obj)
            context["may_act"] = person_pages.may_act(request.user, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """An address that was taken off an account no longer opens it."""
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """Accounts of the software stay as they are; a superuser's is for superusers."""
        if obj is not None and (obj.is_machine or (obj.is_superuser and not _boss(request))):
            return False
        return super().has_change_permission(request, obj)

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj and _boss(request):
            fieldsets.append((_("Technical"), {"fields": ("is_superuser",)}))
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        fixed = ["last_login", "date_joined"]
        if obj and not _may_change_roles(request, obj):
            fixed += ["groups", "is_staff", "is_active"]
        return fixed

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":
            return RoleField(label=_("Roles"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _boss(request):
    return request.user.is_active and request.user.is_superuser


def _may_change_roles(request, person):
    """Administrators, for others; a superuser also for themself, since somebody has to begin."""
    if _boss(request):
        return True
    return person.pk != request.user.pk and roles.ADMINISTRATOR in roles.of(request.user)


class RoleAdmin(ReadOnlyAdmin):
    """The roles and who holds them. They come with the software; people are given them."""

    list_display = ("role", "holders")
    fields = ("role", "holders")
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).filter(name__in=roles.LABELS)

    def role(self, group):
        return roles.label(group.name)

    def holders(self, group):
        people = User.objects.filter(groups=group, is_active=True)
        return ", ".join(person.public_name for person in people) or _("nobody")

    role.short_description = _("role")
    holders.short_description = _("held by")
