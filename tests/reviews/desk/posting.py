"""Filling in the desk's forms as a browser does: everything on the page goes back, plus changes."""

from django.test import Client
from django.urls import reverse


def client_of(user):
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(user)
    return client


def url(draft, page="change"):
    """The address of a page about a draft."""
    return reverse(
        f"admin:{draft._meta.app_label}_{draft._meta.model_name}_{page}", args=[draft.pk]
    )


def typed(response, **changes):
    """What the form of a response would send, with some fields changed.

    A key like ``outcomes__0__statement`` names a field of a row.
    """
    data = _of_form(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        data |= _of_form(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _of_form(form)
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def _of_form(form):
    return {field.html_name: _text(field.value()) for field in form}


def _text(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def save(client, draft, **changes):
    """Open the form of a draft, change some fields, save."""
    page = client.get(url(draft))
    return client.post(url(draft), typed(page, _continue="1", **changes))


def decision(submission, verdict="approve", **more):
    """What the form at the end of the decision page sends."""
    return {"verdict": verdict, "digest": submission.digest, "comment": "", **more}
