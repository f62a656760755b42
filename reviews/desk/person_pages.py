"""What an administrator may do to somebody's account beyond its form, each on a page of its own."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews import actions, roles
from reviews.desk import factors, refusals
from reviews.desk.textforms import posted
from reviews.models import User


class ConfirmForm(forms.Form):
    """The user name typed once more, since neither step can be taken back."""

    username = forms.CharField(
        label=gettext_lazy("User name of this person, to confirm"),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        max_length=150,
    )

    def __init__(self, person, *args):
        super().__init__(*args)
        self.person = person

    def clean_username(self):
        if self.cleaned_data["username"] != self.person.username:
            raise forms.ValidationError(
                _("This is not the user name of the person on this page. Nothing was done.")
            )
        return self.cleaned_data["username"]


def may_act(user, person):
    """Whether the pages below are offered; what they do asks again."""
    if person.is_machine or person.pk == user.pk:
        return False
    return user.is_superuser or (not person.is_superuser and roles.ADMINISTRATOR in roles.of(user))


def take_factor(admin, request, pk):
    """Take the second factor away, for whoever lost it."""
    return _act(
        admin,
        request,
        pk,
        factors.take_away,
        title=_("Take the second factor away"),
        button=_("Take it away"),
        done=_("The second factor is gone. They set up a new one when they next sign in."),
        explained=[
            _("Do this only when you know that it is they who ask: call them, do not write."),
            _(
                "Their app, keys and recovery codes stop working and they are signed out "
                "everywhere. Until they have set up a new factor, their password opens nothing "
                "but the page for that; if it may be known to others, set a new one first."
            ),
        ],
    )


def erase(admin, request, pk):
    """Erase a person's name and address from the accounts and the log."""
    return _act(
        admin,
        request,
        pk,
        actions.erase_person,
        title=_("Erase this person"),
        button=_("Erase for good"),
        done=_("The person is erased. The chain of events still verifies."),
        explained=[
            _(
                "Name, e-mail address, roles, password, second factor and the entries in the log "
                "that name them go for good. Backups made before still hold them until they are "
                "thrown away."
            ),
            _(
                "What stays: an empty account, because decisions point to it, and the name in "
                "published pages and their colophons, which are approved text. To take it from "
                "there too, publish new versions or remove the pages."
            ),
            _("To let somebody go who may come back, take “active” away instead."),
        ],
    )


def _act(admin, request, pk, action, *, title, button, done, explained):
    person = _person(admin, request, pk)
    form, refusal = ConfirmForm(person, posted(request)), None
    if request.method == "POST" and form.is_valid():
        try:
            action(person=person, by=request.user)
        except refusals.REFUSALS as error:
            refusal = refusals.worded(error)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("admin:reviews_user_change", args=[person.pk]))
    context = {
        **admin.admin_site.each_context(request),
        "title": title,
        "subtitle": person.public_name,
        "opts": admin.opts,
        "person": person,
        "form": form,
        "refusal": refusal,
        "button": button,
        "explained": explained,
    }
    status = refusals.status_of(refusal) if refusal else 200
    return render(request, "desk/person_act.html", context, status=status)


def _person(admin, request, pk):
    try:
        person = User.objects.get(pk=pk)
    except (User.DoesNotExist, OverflowError):
        raise Http404 from None
    if not admin.has_view_permission(request, person) or not may_act(request.user, person):
        raise PermissionDenied
    return person
