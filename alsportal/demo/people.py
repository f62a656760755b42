"""The cast of the demo and the sources it cites."""

import json
import os
import secrets

from django.conf import settings
from django.contrib.auth.models import Group

from alsportal.demo.drafts import read, value_of
from reviews.models import Source, User

ACCOUNTS = "demo-accounts.json"


def make_people():
    """Make the accounts once; passwords are random, kept in the data folder for their owner only.

    Returns ``[(username, password, public name, roles)]``; the password is "" where it is not
    known any more (the file is gone) and has to be set with ``manage.py changepassword``.
    """
    known = _remembered()
    told = []
    for row in read("people.toml")["people"]:
        user, created = User.objects.get_or_create(
            username=row["username"],
            defaults={
                "display_name": row["display_name"],
                "credential": row["credential"],
                "is_staff": True,
                "is_demo": True,
            },
        )
        if created:
            known[user.username] = secrets.token_urlsafe(9)
            user.set_password(known[user.username])
            user.save()
            user.groups.set(Group.objects.filter(name__in=row["groups"]))
        told.append((user.username, known.get(user.username, ""), str(user), row["groups"]))
    _remember(known)
    return told


def _path():
    return settings.DATA_DIR / ACCOUNTS


def _remembered():
    try:
        return json.loads(_path().read_text())
    except FileNotFoundError:
        return {}


def _remember(passwords):
    handle = os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(passwords, file, indent=1)


def make_sources(*, by):
    """Make the sources that are not there yet; an editor's changes stay."""
    known = set(Source.objects.values_list("key", flat=True))
    for row in read("sources.toml")["sources"]:
        if row["key"] in known:
            continue
        values = dict(row)
        authors = [*values.pop("authors", ()), *(["et al"] if values.pop("et_al", False) else ())]
        fields = {
            key: value_of(Source._meta.get_field(key), value) for key, value in values.items()
        }
        source = Source(authors="\n".join(authors), **fields)
        source._history_user = by
        source._change_reason = "Demo content"
        source.full_clean()
        source.save()
