"""Every address × method × role against the table in routes.tsv.

    route      as Django has it, {a,b} standing for several routes
    method     GET (HEAD answers alike) or POST (with an empty form)
    statuses   one for each of PEOPLE, or one for all of them

A new route needs a row: think what each person may see there, do not copy what comes out. Other
methods are refused everywhere, and reading changes nothing: both are tested here for all routes.
"""

import copy
import datetime
import functools
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from reviews import actions, roles
from reviews.models import Submission, User
from tests.factories import (
    approve,
    person,
    published_guide,
    published_term,
    published_therapy,
    published_trial,
    save,
    submitted,
)

TABLE = Path(__file__).with_name("routes.tsv")
PEOPLE = {
    "anonymous": None,
    "viewer": "may look at everything, without any role",
    "author": roles.AUTHOR,
    "clinical": roles.CLINICAL_REVIEWER,
    "editorial": roles.EDITORIAL_REVIEWER,
    "publisher": roles.PUBLISHER,
    "administrator": roles.ADMINISTRATOR,
    "superuser": "without any role",
    "deactivated": "a superuser with every role, switched off",
}
OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS")
# Reading may renew a session, and nothing else.
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|TRUNCATE)", re.IGNORECASE)
LOCK = "UPDATE reviews_head SET seq = seq "  # how an action queues up before it asks anything
SLUGS = {"therapies": "a-therapy", "trials": "NCT91111111", "guides": "a-guide", "words": "a-word"}


def test_every_route_has_a_row_and_every_row_a_route():
    routes, rows = set(_routes(get_resolver())), {route for route, _method in _table()}
    missing, gone = sorted(routes - rows), sorted(rows - routes)
    assert not missing, (
        f"No row in {TABLE.name} for {missing}. Add one for GET and one for POST: what may each of "
        f"{', '.join(PEOPLE)} get there?"
    )
    assert not gone, f"{TABLE.name} has rows for routes that are gone: {gone}"


@pytest.mark.slow
@pytest.mark.parametrize("who", PEOPLE)
def test_scenario_15_and_56_each_person_gets_what_the_table_says(site, who):
    """And whatever is read, nothing is written."""
    browser = Browser(site[who])
    wrong, before = [], _everything()
    for (route, method), expected in _table().items():
        wanted = expected[list(PEOPLE).index(who)]
        for asked in ("GET", "HEAD") if method == "GET" else ("POST",):
            if asked == "HEAD" and who not in ("anonymous", "superuser"):
                continue
            status, written = browser.ask(asked, _path(route))
            if status != wanted:
                wrong.append(f"{asked} /{route}: {status}, not {wanted}")
            if written and asked != "POST":
                wrong.append(f"{asked} /{route} writes: {written[0][:90]}")
            if written and status in (403, 404, 405) and route.startswith("admin/"):
                wrong.append(f"{asked} /{route} is refused, but writes: {written[0][:90]}")
    assert wrong == []
    assert _everything() == before


@pytest.mark.parametrize("who", ["anonymous", "author", "superuser"])
def test_scenario_10_other_methods_are_refused_everywhere(site, who):
    browser, wrong = Browser(site[who]), []
    for route in sorted(set(_routes(get_resolver()))):
        for method in OTHERS:
            status, written = browser.ask(method, _path(route))
            preflight = method == "OPTIONS" and route.startswith("api/v1")
            if written or status not in ((200, 204) if preflight else (404, 405)):
                wrong.append(f"{method} /{route}: {status} {written}")
    assert wrong == []


class Browser:
    """A logged-in browser whose every request is taken back afterwards."""

    def __init__(self, user):
        self.client = Client(raise_request_exception=False)
        if user:
            self.client.force_login(user)
            if user.username == "deactivated":
                type(user).objects.filter(pk=user.pk).update(is_active=False)
        self.cookies = self.client.cookies

    def ask(self, method, path):
        """(status, statements that write, sessions apart)."""
        self.client.cookies = copy.deepcopy(self.cookies)
        written = []
        with transaction.atomic(), connection.execute_wrapper(functools.partial(_note, written)):
            status = self.client.generic(method, path).status_code
            transaction.set_rollback(True)
        return status, written


def _note(written, execute, sql, params, many, context):
    if WRITES.match(sql) and "django_session" not in sql and not sql.startswith(LOCK):
        written.append(sql)
    return execute(sql, params, many, context)


@pytest.fixture
def site(cast, settings):
    """Something behind every kind of address. Returns people by name."""
    settings.ALLOWED_HOSTS = ["testserver"]
    therapy = published_therapy(cast, slug="a-therapy")
    trial = published_trial(cast, nct="NCT91111111")
    published_guide(cast, slug="a-guide")
    published_term(cast, slug="a-word")
    gone = published_trial(cast)
    actions.remove(entry=gone, by=cast.pia, reason="Wrong.", what_now="Ask.")
    actions.raise_advisory(entry=trial, by=cast.ed, kind="registry_changed")
    draft = therapy.therapy
    draft.summary = "Said better."
    save(draft, cast.ada)
    later = timezone.now() + datetime.timedelta(days=2)
    approve(submitted(draft, cast.ada, publish_at=later), cast.carla)
    actions.declare_conflict(person=cast.ed, by=cast.ed, name="nothing", nature="None at all.")
    return {who: _somebody(who, held) for who, held in PEOPLE.items()}


def _somebody(who, held):
    if who == "anonymous":
        return None
    if who == "deactivated":
        return person(who, *roles.LABELS, is_superuser=True)
    user = person(who, *({held} & set(roles.LABELS)), is_superuser=who == "superuser")
    if who == "viewer":
        user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return user


@functools.cache
def _table():
    """{(route, method): [status for each of PEOPLE]}"""
    found = {}
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            routes, method, *statuses = line.split("\t")
            numbers = [int(status) for status in " ".join(statuses).split()]
            for route in _expanded("" if routes == "(home)" else routes):
                assert (route, method) not in found, f"{route} stands twice in {TABLE.name}"
                found[route, method] = numbers * len(PEOPLE) if len(numbers) == 1 else numbers
                assert len(found[route, method]) == len(PEOPLE), line
    return found


def _expanded(route):
    """admin/{a,b}/add/ is admin/a/add/ and admin/b/add/; digits as in {1,13} are part of it."""
    choice = re.search(r"\{([^{}]*[a-z][^{}]*)\}", route)
    if not choice:
        return [route]
    before, after = route[: choice.start()], route[choice.end() :]
    return [one for word in choice[1].split(",") for one in _expanded(before + word + after)]


def _routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern, route)
        else:
            yield route


def _path(route):
    """An address of the route, with rows that are there."""
    model = re.match(r"admin/(\w+)/(\w+)/", route)
    rows = _model(*model.groups()) if model else None
    row = _row(rows) if rows else None
    number = str(row.pk if row else 1)
    if "/history/([^/]+)" in route:
        entry = rows.history.filter(id=row.pk).first()
        return f"/admin/{model[1]}/{model[2]}/{row.pk}/history/{entry.pk}/"
    path = "/" + route.replace("^", "").replace("$", "")
    for part, value in {
        r"<(address|api-slug):slug>": SLUGS.get(_kind_of(route), ""),
        r"<slug:name>": "all" if "feeds/" in route else "site",
        r"<path:object_id>|<int:pk>|<id>": number,
        r"<[\w-]+:(number|content_type_id)>": "1",
        r"<str:key>": "nothing",
        r"\(\?P<app_label>[^)]*\)": "reviews",
        r"\(\?P<uidb36>[^)]*\)-\(\?P<key>[^)]*\)": "1-set-password",
        r"\(\?P<url>[^)]*\)": "no-such-page",
    }.items():
        path = re.sub(part, value, path)
    assert not re.search(r"[<>()]", path), f"say in _path how to fill /{route}"
    return path


def _row(model):
    """Ben among people, the submission that waits, otherwise the first."""
    rows = model._default_manager.order_by("pk")
    if model is User:
        return rows.get(username="ben")
    return rows.last() if model is Submission else rows.first()


def _kind_of(route):
    return next((part for part in route.split("/") if part in SLUGS), "")


def _model(app, name):
    try:
        return apps.get_model(app, name)
    except LookupError:
        return None


def _everything():
    """The contents of all tables but sessions, in a form that can be compared."""
    encoder = DjangoJSONEncoder(sort_keys=True)
    return {
        model._meta.db_table: encoder.encode(list(model._base_manager.order_by("pk").values()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.app_label != "sessions"
    }
