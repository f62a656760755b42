"""Hostile scenarios 31 to 72 that belong to no single part, by their number."""

import datetime
import os
import subprocess
import unicodedata
import zoneinfo
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alsportal import pagecache
from reviews import actions, audit, canonical, errors, gate
from reviews.models import Advisory, Entry, Notice, Source, User, Version
from tests.factories import (
    approve,
    delete,
    published,
    published_guide,
    published_therapy,
    published_trial,
    save,
    source,
    submitted,
    therapy_draft,
    trial_draft,
)
from tests.reviews.desk.posting import client_of, url

NOON = datetime.datetime(2027, 3, 28, 12, tzinfo=datetime.UTC)  # the day Berlin's clocks change


def test_scenario_13_a_long_session_loses_a_role_at_once(cast):
    browser = client_of(cast.carla)
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    address = reverse("admin:reviews_submission_decide", args=[submission.pk])
    assert browser.get(address).status_code == 200
    cast.carla.groups.clear()
    typed = {"verdict": "approve", "digest": submission.digest}
    assert browser.post(address, typed).status_code == 403
    assert not Version.objects.exists()


def test_scenario_13_nobody_gives_themself_a_role(cast):
    browser = client_of(cast.ada)
    clinical = Group.objects.get(name="clinical_reviewer")
    for pk in (cast.ada.pk, cast.olu.pk):
        address = reverse("admin:reviews_user_change", args=[pk])
        assert browser.post(address, {"groups": [clinical.pk]}).status_code in (302, 403)
    keeper = client_of(cast.olu)
    own = reverse("admin:reviews_user_change", args=[cast.olu.pk])
    keeper.post(own, {"username": "olu", "groups": [clinical.pk], "is_active": "on"})
    holders = set(User.objects.filter(groups=clinical).values_list("username", flat=True))
    assert holders == {"carla"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_scenario_31_forms_of_unicode_do_not_change_the_digest(cast, form):
    draft = therapy_draft(cast.ada, summary="Café au lait is no medicine.")
    digest = actions.examine(draft=draft).digest
    draft.summary = unicodedata.normalize(form, draft.summary)
    save(draft, cast.ada)
    assert actions.examine(draft=draft).digest == digest


def test_scenario_31_the_clock_and_its_zone_do_not_change_the_digest(cast):
    draft = therapy_draft(cast.ada)
    digest = actions.examine(draft=draft).digest
    with timezone.override(zoneinfo.ZoneInfo("Pacific/Kiritimati")):
        assert actions.examine(draft=draft).digest == digest
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=20)):
        assert actions.examine(draft=draft).digest == digest


def test_scenario_31_any_visible_change_changes_the_digest(cast):
    draft = therapy_draft(cast.ada)
    before = actions.examine(draft=draft).digest
    rows = [draft, *(getattr(draft, name).first() for name in ("blocks", "outcomes", "harms"))]
    for row in rows:
        name = next(n for n in ("summary", "text", "statement") if hasattr(row, n))
        setattr(row, name, getattr(row, name).replace(".", "!", 1))
        save(row, cast.ada)
        after = actions.examine(draft=draft).digest
        assert after != before, row
        before = after


def test_scenario_37_merging_two_citations_leaves_the_page_as_it_is(cast):
    draft = therapy_draft(cast.ada)
    version = published(draft, author=cast.ada, reviewer=cast.carla)
    other = source("other2021", doi="10.1000/other.2021")
    for rows in (draft.outcomes, draft.harms, draft.regulatory_events):
        for row in rows.all():
            row.source = other
            save(row, cast.ada)
    delete(Source.objects.get(key="example2020"), cast.ada)
    _stays(version)


@pytest.mark.parametrize("field", ["doi", "url", "title", "authors", "issued", "key"])
def test_scenario_38_changing_a_citation_leaves_the_page_as_it_is(cast, field):
    version = published_therapy(cast).live_version
    page = _page(version)
    cited = Source.objects.get(key="example2020")
    words = {"doi": "10.1000/mended9", "url": "https://mended9.example/", "issued": "1999"}
    setattr(cited, field, words.get(field, "mended9"))
    save(cited, cast.ada)
    _stays(version)
    assert _page(version) == page and b"mended9" not in page


def test_scenario_40_a_new_edition_of_a_notice_leaves_old_pages_and_stops_waiting_ones(cast):
    version = published_therapy(cast).live_version
    page = _page(version)
    waiting = submitted(therapy_draft(cast.ada), cast.ada)
    old = Notice.objects.filter(kind="medical_disclaimer").latest("edition")
    words = "A new text of the disclaimer."
    Notice.objects.create(
        kind=old.kind,
        language=old.language,
        edition=old.edition + 1,
        text=words,
        digest=canonical.digest(words),
    )
    with pytest.raises(errors.NotReady):
        approve(waiting, cast.carla)
    _stays(version)
    assert _page(version) == page and words.encode() not in page


def test_scenario_40_another_name_of_a_person_leaves_the_page_as_it_is(cast):
    version = published_therapy(cast).live_version
    page = _page(version)
    User.objects.filter(pk=cast.carla.pk).update(display_name="Dr Renamed", credential="wizard")
    assert _page(version) == page and b"Renamed" not in page


def test_scenario_41_what_a_published_page_rests_on_is_not_deleted(cast):
    entry = published_therapy(cast)
    guide = published_guide(cast)
    for row in (entry, guide, cast.carla, cast.ada, entry.live_version, entry.live_version.event):
        with pytest.raises((ProtectedError, DatabaseError)), transaction.atomic():
            row.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk)._raw_delete("default")
            connection.check_constraints()


def test_scenario_43_a_change_in_the_registry_touches_no_approved_word(cast):
    draft = trial_draft(cast.ada)
    version = published(draft, author=cast.ada, reviewer=cast.carla)
    facts = draft.stated_facts
    facts.status = "TERMINATED"
    save(facts, cast.ada)
    actions.raise_advisory(entry=draft.entry, by=cast.ed, kind="registry_changed")
    _stays(version)
    page = _page(version).decode()
    assert "The trial registry has changed since" in page and "as of" in page.lower()
    assert draft.entry.submissions.count() == 1


def test_scenario_44_a_retraction_stops_what_waits_and_is_told_on_what_is_live(cast):
    live = published_therapy(cast)
    waiting = submitted(therapy_draft(cast.ada), cast.ada)
    cited = Source.objects.get(key="example2020")
    cited.retraction = Source.Retraction.RETRACTED
    save(cited, cast.ada)
    with pytest.raises(errors.NotReady):
        approve(waiting, cast.carla)
    actions.raise_advisory(entry=live, by=cast.ed, kind="source_retracted")
    assert b"A source of this page was retracted" in _page(live.live_version)
    told = Client().get(f"/api/v1/therapies/{live.slug}").json()
    assert "source_retracted" in str(told)


def test_scenario_58_a_page_that_is_taken_down_leaves_the_search_at_once(cast):
    entry = published_therapy(cast, title="Searchable Zyxwin", slug="zyxwin")
    assert b"/therapies/zyxwin/" in _get("/search/?q=zyxwin").content
    actions.remove(entry=entry, by=cast.pia, reason="Wrong.", what_now="Ask.")
    pagecache.forget()
    for address in ("/search/?q=zyxwin", "/search/?q=zyxwen", "/api/v1/search?q=zyxwin"):
        assert "/therapies/zyxwin" not in _get(address).content.decode(), address


def test_scenario_58_saving_and_submitting_a_draft_finds_nothing(cast):
    submitted(therapy_draft(cast.ada, title="Hidden Qwertyn", slug="qwertyn"), cast.ada)
    for address in ("/search/?q=qwertyn", "/search/?q=qwertin", "/api/v1/search?q=qwertyn"):
        text = _get(address).content.decode()
        assert "Hidden" not in text and "/qwertyn" not in text, address


@pytest.mark.parametrize(
    "query",
    ["title__startswith=E", "ordering=approved_by", "expand=entry", "entry__therapy__title=x"]
    + ["format=api", "_connector=OR", "fields=id", "search=x", "slug=a&slug=b", "state=open"],
)
def test_scenario_57_no_parameter_asks_about_what_is_not_public(cast, query):
    published_therapy(cast)
    for address in ("/api/v1/therapies", "/api/v1/trials", "/therapies/", "/trials/", "/new/"):
        assert _get(f"{address}?{query}").status_code == 400, address


def test_scenario_60_pages_seen_in_the_desk_are_kept_nowhere(cast):
    draft = therapy_draft(cast.ada, title="Unseen", slug="unseen")
    browser = client_of(cast.ada)
    for page in ("preview", "change", "history"):
        answer = browser.get(url(draft, page))
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert _get("/therapies/unseen/").status_code == 404
    assert browser.get("/therapies/unseen/").status_code == 404


def test_scenario_62_a_preview_ends_with_the_account(cast):
    submission = submitted(therapy_draft(cast.ada), cast.ada)
    browser = client_of(cast.carla)
    address = reverse("admin:reviews_submission_preview", args=[submission.pk])
    answer = browser.get(address)
    assert answer.status_code == 200 and "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    User.objects.filter(pk=cast.carla.pk).update(is_active=False)
    assert browser.get(address).status_code == 302


@pytest.mark.parametrize("page", ["change", "history", "preview", "submit", "delete"])
def test_scenario_63_and_67_a_person_of_the_desk_without_rights_sees_no_draft(cast, page):
    draft = therapy_draft(cast.ada, title="For authors alone")
    stranger = User.objects.create(username="stranger", is_staff=True)
    answer = client_of(stranger).get(url(draft, page))
    assert answer.status_code in (302, 403, 404)
    assert b"For authors alone" not in answer.content


def test_scenario_63_choosing_a_page_needs_the_right_to_edit(cast):
    therapy_draft(cast.ada, title="For authors alone")
    stranger = User.objects.create(username="stranger", is_staff=True)
    for field in ("therapy", "trial", "entry", "source"):
        for model in ("trialtherapy", "therapytrial", "outcome", "guidelink"):
            query = {"app_label": "therapies", "model_name": model, "field_name": field}
            answer = client_of(stranger).get("/admin/autocomplete/", {**query, "term": "For"})
            assert answer.status_code in (403, 404)


@pytest.mark.parametrize(
    "path",
    ["/media/", "/media/draft.pdf", "/static/../manage.py", "/data/alsportal.sqlite3"]
    + ["/.git/config", "/.env", "/static/", "/backup.sqlite3", "/admin/../.env"],
)
def test_scenario_64_no_file_is_served_but_static_ones(db, path):
    assert _get(path).status_code in (302, 404)


def test_scenario_39_and_64_there_are_no_uploads_to_replace_or_guess(db):
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.__class__.__name__ in ("FileField", "ImageField")
    ]
    assert fields == []


def test_scenario_68_a_moment_in_the_past_publishes_with_the_last_approval(cast):
    past = timezone.now() - datetime.timedelta(days=1)
    approve(submitted(therapy_draft(cast.ada), cast.ada, publish_at=past), cast.carla)
    assert Version.objects.get().published_at > past


def test_scenario_68_a_clock_that_goes_back_only_delays(cast):
    submission = _waiting_for(cast, timezone.now() + datetime.timedelta(hours=2))
    with time_machine.travel(timezone.now() - datetime.timedelta(days=3)):
        assert list(actions.publish_due()) == []
        with pytest.raises(errors.NotDue):
            actions.publish(submission=submission, by=cast.pia)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=3)):
        assert len(list(actions.publish_due())) == 1
    with time_machine.travel(timezone.now() - datetime.timedelta(days=3)):
        assert list(actions.publish_due()) == []
    _sound()


@pytest.mark.parametrize("hour, published", [(0, 0), (1, 1), (2, 1)])
def test_scenario_68_summer_time_moves_no_publication(cast, hour, published):
    """At 01:00 UTC the clocks of Berlin jump from 02:00 to 03:00; the moment is in UTC."""
    with time_machine.travel(NOON - datetime.timedelta(days=1)):
        _waiting_for(cast, NOON.replace(hour=1))
    with time_machine.travel(NOON.replace(hour=hour), tick=False):
        with timezone.override(zoneinfo.ZoneInfo("Europe/Berlin")):
            assert len(list(actions.publish_due())) == published


def test_scenario_68_what_was_approved_for_a_day_is_not_seen_before_it(cast):
    submission = _waiting_for(cast, timezone.now() + datetime.timedelta(days=1))
    slug = submission.entry.therapy.slug
    assert _get(f"/therapies/{slug}/").status_code == 404
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        list(actions.publish_due())
        pagecache.forget()
        assert _get(f"/therapies/{slug}/").status_code == 200


def test_scenario_72_people_are_not_deleted_and_roles_keep_their_names(cast):
    published_therapy(cast)
    with pytest.raises((ProtectedError, DatabaseError)), transaction.atomic():
        cast.carla.delete()
    Group.objects.filter(name="clinical_reviewer").update(name="doctors")
    waiting = submitted_or_none(therapy_draft(cast.ada), cast.ada)
    assert waiting is None  # nobody holds the role any more: said by the rules, not by a fault
    _sound()


def test_scenario_72_fixtures_brought_in_again_change_nothing(cast, tmp_path):
    published_therapy(cast)
    fixture = tmp_path / "all.json"
    call_command("dumpdata", "reviews.source", "auth.group", output=str(fixture))
    before = list(Version.objects.values())
    with pytest.raises((DatabaseError, CommandError)), transaction.atomic():
        call_command("loaddata", str(fixture), verbosity=0)
        call_command("dumpdata", "reviews.event", "reviews.version", output=str(fixture))
        call_command("loaddata", str(fixture), verbosity=0)
    assert list(Version.objects.values()) == before
    _sound()


def test_scenario_72_migrating_again_leaves_everything_in_order(cast):
    published_therapy(cast)
    published_trial(cast)
    if connection.vendor == "postgresql":
        call_command("migrate", verbosity=0)
    else:  # a running transaction keeps SQLite from migrating; the gate is what it would touch
        gate.before_migrate(using="default")
        gate.after_migrate(using="default")
    assert gate.missing() == []
    _sound()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has `manage.py backup`")
def test_scenario_72_a_dump_of_postgresql_restores_to_a_sound_database(cast, tmp_path):
    published_therapy(cast)
    dump = tmp_path / "portal.dump"
    _postgres("pg_dump", "--format=custom", f"--file={dump}", _name())
    _postgres("dropdb", "--if-exists", "restored_portal")
    _postgres("createdb", "restored_portal")
    _postgres("pg_restore", "--exit-on-error", "--dbname=restored_portal", str(dump))
    out = _manage("audit", database="restored_portal")
    _postgres("dropdb", "restored_portal")
    assert "1 versions" in out and "All invariants hold" in out


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has pg_dump")
def test_scenario_72_a_backup_of_sqlite_restores_to_a_sound_database(cast, tmp_path):
    from alsportal.backup import back_up, restore

    published_therapy(cast)
    back_up(Path(_name()), tmp_path / "copy.sqlite3")
    restore(tmp_path / "copy.sqlite3", tmp_path / "restored.sqlite3")
    out = _manage("audit", database=tmp_path / "restored.sqlite3")
    assert "1 versions" in out and "All invariants hold" in out


def submitted_or_none(draft, by):
    try:
        return submitted(draft, by)
    except errors.NotReady:
        return None


def _waiting_for(cast, moment):
    """Approved, and waiting for its moment."""
    submission = submitted(therapy_draft(cast.ada), cast.ada, publish_at=moment)
    approve(submission, cast.carla)
    return submission


def _get(address):
    return Client(raise_request_exception=False).get(address)


def _page(version):
    pagecache.forget()
    path = {"therapy": "therapies", "trial": "trials"}[version.entry.kind]
    return _get(f"/{path}/{version.entry.slug}/").content


def _stays(version):
    """The version is live, letter for letter as it was, and the audit agrees."""
    stored = Version.objects.get(pk=version.pk)
    assert (stored.document, stored.digest) == (version.document, version.digest)
    assert Entry.objects.get(pk=version.entry_id).live_version_id == version.pk
    _sound()


def _sound():
    assert [str(breach) for section in audit.run() for breach in section.breaches] == []
    assert Advisory.objects.filter(cleared_event=None).count() <= 1


def _name():
    return str(connection.settings_dict["NAME"])


def _postgres(*command):
    at = connection.settings_dict
    where = {"PGHOST": at["HOST"], "PGPORT": str(at["PORT"]), "PGUSER": at["USER"]}
    subprocess.run(command, check=True, env=os.environ | where, capture_output=True)


def _manage(command, *, database):
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database}"
    else:
        address = f"postgres://{at['USER']}@{at['HOST']}:{at['PORT']}/{database}"
    run = subprocess.run(
        [os.sys.executable, "manage.py", command],
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout
