"""The gate in the database: triggers that refuse what the actions would never do.

One list of guards serves SQLite and PostgreSQL. A guard's condition is written in the SQL both
speak (``NEW``/``OLD``, ``IS DISTINCT FROM``, EXISTS) and says when to REFUSE. SQLite drops the
triggers of a table that a migration remakes, and a trigger that names a vanished table breaks the
migration; so there they are dropped before and installed after migrating. On PostgreSQL they are
replaced in one transaction. An owner of the database can still drop them: ``manage.py audit``
tells, these prevent.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import connections, transaction

PREFIX = "gate_"
EVENT_ZERO = "0" * 64


@dataclass(frozen=True)
class Guard:
    """Refuse ``operation`` on ``table`` when ``condition`` holds, saying ``message``."""

    name: str
    table: str
    operation: str  # INSERT, UPDATE or DELETE
    condition: str
    message: str


# Tables whose rows are never changed or deleted once written.
APPEND_ONLY = (
    "reviews.Version",
    "reviews.Decision",
    "reviews.Event",
    "reviews.Removal",
    "reviews.Slug",
    "reviews.Notice",
    "reviews.RequiredRole",
    "reviews.Contributor",
    "reviews.FoundPage",
    "reviews.SubmissionDrift",
    "trials.RegistryRecord",
)
# Tables with a few columns that may still be written; all others are frozen, rows stay.
FROZEN_BUT = {
    "reviews.Submission": ("outcome",),
    "reviews.Advisory": ("cleared_event_id",),
    "reviews.Conflict": ("ended_event_id", "nature"),  # what it was is erased with the person
    "reviews.Entry": ("slug", "live_version_id", "translation_of_id"),
    "reviews.Head": ("seq", "edition", "hash"),
    "reviews.Batch": ("closed_event_id",),
    "reviews.BatchItem": ("opened_at", "decision_id", "left_out"),
}

_APPROVED = """EXISTS (SELECT 1 FROM reviews_decision d
    JOIN reviews_requiredrole q ON q.submission_id = d.submission_id
        AND q.slot = d.slot AND q.role = d.role
    WHERE d.submission_id = r.submission_id AND d.slot = r.slot AND d.verdict = 'approve'
      AND d.digest = NEW.digest
      AND NOT EXISTS (SELECT 1 FROM reviews_contributor c
        WHERE c.submission_id = d.submission_id AND c.user_id = d.reviewer_id))"""

WORKFLOW = (
    Guard(
        "version_is_its_submission",
        "reviews_version",
        "INSERT",
        """NOT EXISTS (SELECT 1 FROM reviews_submission s WHERE s.event_id = NEW.submission_id
            AND s.entry_id = NEW.entry_id AND s.document = NEW.document
            AND s.digest = NEW.digest AND s.outcome = '')""",
        "a version must be letter for letter its open submission",
    ),
    Guard(
        "version_is_approved",
        "reviews_version",
        "INSERT",
        f"""NOT EXISTS (SELECT 1 FROM reviews_requiredrole x
              WHERE x.submission_id = NEW.submission_id)
            OR EXISTS (SELECT 1 FROM reviews_requiredrole r
              WHERE r.submission_id = NEW.submission_id AND NOT {_APPROVED})""",
        "a version needs an approval for each required role by people who contributed nothing",
    ),
    Guard(
        "version_is_not_refused",
        "reviews_version",
        "INSERT",
        """EXISTS (SELECT 1 FROM reviews_decision d WHERE d.submission_id = NEW.submission_id
            AND d.verdict <> 'approve')""",
        "a version cannot come from a submission that a reviewer refused",
    ),
    Guard(
        "version_has_the_right_base",
        "reviews_version",
        "INSERT",
        """EXISTS (SELECT 1 FROM reviews_submission s JOIN reviews_entry e ON e.id = s.entry_id
            WHERE s.event_id = NEW.submission_id
            AND s.base_version_id IS DISTINCT FROM e.live_version_id)""",
        "a submission is published only on the live version it was based on",
    ),
    Guard(
        "version_number_is_the_next",
        "reviews_version",
        "INSERT",
        """NEW.number <> (SELECT COALESCE(MAX(v.number), 0) + 1 FROM reviews_version v
            WHERE v.entry_id = NEW.entry_id)""",
        "version numbers follow one another without a gap",
    ),
    Guard(
        "decision_is_on_these_bytes",
        "reviews_decision",
        "INSERT",
        """NOT EXISTS (SELECT 1 FROM reviews_submission s WHERE s.event_id = NEW.submission_id
            AND s.digest = NEW.digest AND s.outcome = '')""",
        "a decision must repeat the digest of an open submission",
    ),
    Guard(
        "decision_is_by_a_reviewer",
        "reviews_decision",
        "INSERT",
        """NOT EXISTS (SELECT 1 FROM reviews_user u
            JOIN reviews_user_groups m ON m.user_id = u.id
            JOIN auth_group g ON g.id = m.group_id AND g.name = NEW.role
            JOIN reviews_requiredrole r ON r.submission_id = NEW.submission_id
                AND r.slot = NEW.slot AND r.role = NEW.role
            WHERE u.id = NEW.reviewer_id AND u.is_active = TRUE AND u.is_machine = FALSE)""",
        "a decision needs an active person who holds the role that the slot asks for",
    ),
    Guard(
        "decision_is_not_on_own_work",
        "reviews_decision",
        "INSERT",
        """EXISTS (SELECT 1 FROM reviews_contributor c
            WHERE c.submission_id = NEW.submission_id AND c.user_id = NEW.reviewer_id)""",
        "nobody who contributed may decide",
    ),
    Guard(
        "decision_is_not_of_the_same_mailbox",
        "reviews_decision",
        "INSERT",
        """EXISTS (SELECT 1 FROM reviews_user me JOIN reviews_user other
            ON other.id <> me.id AND LOWER(other.email) = LOWER(me.email)
            WHERE me.id = NEW.reviewer_id AND me.email <> ''
            AND (EXISTS (SELECT 1 FROM reviews_contributor c
                WHERE c.submission_id = NEW.submission_id AND c.user_id = other.id)
              OR EXISTS (SELECT 1 FROM reviews_decision d
                WHERE d.submission_id = NEW.submission_id AND d.reviewer_id = other.id)))""",
        "two accounts of one mailbox are one person",
    ),
    Guard(
        "decision_is_without_conflict",
        "reviews_decision",
        "INSERT",
        """EXISTS (SELECT 1 FROM reviews_conflict k JOIN reviews_submission s
            ON s.entry_id = k.entry_id WHERE s.event_id = NEW.submission_id
            AND k.person_id = NEW.reviewer_id AND k.ended_event_id IS NULL)""",
        "nobody decides on a page with a declared conflict of interest",
    ),
    Guard(
        "version_is_without_conflict",
        "reviews_version",
        "INSERT",
        """EXISTS (SELECT 1 FROM reviews_conflict k JOIN reviews_decision d
            ON d.reviewer_id = k.person_id WHERE d.submission_id = NEW.submission_id
            AND k.entry_id = NEW.entry_id AND k.ended_event_id IS NULL)""",
        "an approval does not count beside a declared conflict of interest",
    ),
    Guard(
        "conflict_ends_once",
        "reviews_conflict",
        "UPDATE",
        "OLD.ended_event_id IS NOT NULL AND NEW.ended_event_id IS DISTINCT FROM OLD.ended_event_id",
        "a conflict of interest that ended stays so",
    ),
    Guard(
        "submission_names_its_road",
        "reviews_submission",
        "INSERT",
        """NEW.outcome <> ''
            OR NOT EXISTS (SELECT 1 FROM reviews_requiredrole r
                WHERE r.submission_id = NEW.event_id)
            OR NOT EXISTS (SELECT 1 FROM reviews_contributor c
                WHERE c.submission_id = NEW.event_id AND c.user_id = NEW.submitted_by_id)""",
        "a submission starts open, with its required roles and contributors written before it",
    ),
    Guard(
        "required_roles_come_first",
        "reviews_requiredrole",
        "INSERT",
        "EXISTS (SELECT 1 FROM reviews_submission s WHERE s.event_id = NEW.submission_id)",
        "the required roles of a submission are frozen",
    ),
    Guard(
        "contributors_come_first",
        "reviews_contributor",
        "INSERT",
        "EXISTS (SELECT 1 FROM reviews_submission s WHERE s.event_id = NEW.submission_id)",
        "the contributors of a submission are frozen",
    ),
    Guard(
        "outcome_is_written_once",
        "reviews_submission",
        "UPDATE",
        "OLD.outcome <> '' AND NEW.outcome IS DISTINCT FROM OLD.outcome",
        "a closed submission stays closed",
    ),
    Guard(
        "published_means_a_version",
        "reviews_submission",
        "UPDATE",
        """NEW.outcome = 'published' AND OLD.outcome <> 'published'
            AND NOT EXISTS (SELECT 1 FROM reviews_version v
              WHERE v.submission_id = NEW.event_id)""",
        "only a submission with a version is published",
    ),
    Guard(
        "advisory_is_cleared_once",
        "reviews_advisory",
        "UPDATE",
        "OLD.cleared_event_id IS NOT NULL",
        "a cleared advisory stays as it is",
    ),
    Guard(
        "entry_starts_unpublished",
        "reviews_entry",
        "INSERT",
        "NEW.live_version_id IS NOT NULL OR NEW.slug IS NOT NULL",
        "an entry starts without a live version",
    ),
    Guard(
        "live_is_the_newest",
        "reviews_entry",
        "UPDATE",
        """NEW.live_version_id IS NOT NULL
            AND NEW.live_version_id IS DISTINCT FROM OLD.live_version_id
            AND NOT EXISTS (SELECT 1 FROM reviews_version v WHERE v.id = NEW.live_version_id
              AND v.entry_id = NEW.id
              AND v.number = (SELECT MAX(w.number) FROM reviews_version w
                WHERE w.entry_id = NEW.id)
              AND NOT EXISTS (SELECT 1 FROM reviews_removal x WHERE x.version_id = v.id))""",
        "the live version is the newest one, and not a removed one",
    ),
    Guard(
        "taking_down_leaves_a_removal",
        "reviews_entry",
        "UPDATE",
        """NEW.live_version_id IS NULL AND OLD.live_version_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM reviews_removal x
              WHERE x.version_id = OLD.live_version_id)""",
        "a page is taken down only by a recorded removal",
    ),
    Guard(
        "address_is_taken",
        "reviews_entry",
        "UPDATE",
        """NEW.slug IS DISTINCT FROM OLD.slug
            AND NOT EXISTS (SELECT 1 FROM reviews_slug s WHERE s.entry_id = NEW.id
              AND s.kind = NEW.kind AND s.language = NEW.language AND s.slug = NEW.slug)""",
        "an address in use is one the entry has taken",
    ),
    Guard(
        "events_follow_one_another",
        "reviews_event",
        "INSERT",
        f"""NEW.seq <> (SELECT COALESCE(MAX(e.seq), 0) + 1 FROM reviews_event e)
            OR NEW.previous <> COALESCE((SELECT e.hash FROM reviews_event e
                WHERE e.seq = NEW.seq - 1), '{EVENT_ZERO}')
            OR (NEW.edition IS NOT NULL AND NEW.edition <>
                (SELECT COALESCE(MAX(e.edition), 0) + 1 FROM reviews_event e))""",
        "events follow one another without a gap, each with the hash before it",
    ),
    Guard(
        "personal_part_stays_or_goes",
        "reviews_personalpart",
        "UPDATE",
        "1 = 1",
        "the personal part of an event is erased or left, never rewritten",
    ),
)

# A batch is the record of how many pages were decided together, and of what was read before.
BATCHES = (
    Guard(
        "batch_items_come_first",
        "reviews_batchitem",
        "INSERT",
        """NEW.opened_at IS NOT NULL OR NEW.decision_id IS NOT NULL OR NEW.left_out <> ''
            OR EXISTS (SELECT 1 FROM reviews_batch b WHERE b.event_id = NEW.batch_id)""",
        "what a batch holds, and which of it was drawn, is settled before it is there",
    ),
    Guard(
        "batch_draws_a_tenth",
        "reviews_batch",
        "INSERT",
        """NEW.closed_event_id IS NOT NULL
            OR (SELECT COUNT(*) FROM reviews_batchitem i
                WHERE i.batch_id = NEW.event_id) NOT BETWEEN 1 AND 200
            OR (SELECT COUNT(*) FROM reviews_batchitem i
                WHERE i.batch_id = NEW.event_id AND i.in_sample = TRUE) * 10
             < (SELECT COUNT(*) FROM reviews_batchitem i WHERE i.batch_id = NEW.event_id)""",
        "a batch holds 1 to 200 submissions, and a tenth of them is drawn to be read",
    ),
    Guard(
        "batch_item_is_read_once",
        "reviews_batchitem",
        "UPDATE",
        "OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at",
        "that a page was read is noted once",
    ),
    Guard(
        "batch_item_ends_once",
        "reviews_batchitem",
        "UPDATE",
        """(OLD.decision_id IS NOT NULL OR OLD.left_out <> '')
            AND (NEW.decision_id IS DISTINCT FROM OLD.decision_id OR NEW.left_out <> OLD.left_out
              OR NEW.opened_at IS DISTINCT FROM OLD.opened_at)""",
        "what became of a submission of a batch is written once",
    ),
    Guard(
        "batch_item_has_its_own_decision",
        "reviews_batchitem",
        "UPDATE",
        """NEW.decision_id IS NOT NULL AND (NEW.left_out <> '' OR NOT EXISTS (
            SELECT 1 FROM reviews_decision d JOIN reviews_batch b ON b.event_id = NEW.batch_id
            WHERE d.id = NEW.decision_id AND d.submission_id = NEW.submission_id
              AND d.digest = NEW.digest AND d.reviewer_id = b.reviewer_id))""",
        "a decision in a batch is by its reviewer and on these bytes",
    ),
    Guard(
        "batch_waits_for_its_sample",
        "reviews_batchitem",
        "UPDATE",
        """NEW.decision_id IS NOT NULL AND OLD.decision_id IS NULL
            AND EXISTS (SELECT 1 FROM reviews_batchitem x WHERE x.batch_id = NEW.batch_id
              AND x.in_sample = TRUE AND x.opened_at IS NULL)""",
        "a batch is decided after each page that was drawn has been read",
    ),
    Guard(
        "batch_closes_once_and_settled",
        "reviews_batch",
        "UPDATE",
        """OLD.closed_event_id IS NOT NULL
            OR EXISTS (SELECT 1 FROM reviews_batchitem i WHERE i.batch_id = NEW.event_id
              AND i.decision_id IS NULL AND i.left_out = '')""",
        "a batch closes once, when each of its submissions is settled",
    ),
)


def _columns(model):
    return [field.column for field in model._meta.concrete_fields]


def _unique_sets(model):
    """Tuples of columns no two rows may share: what INSERT OR REPLACE would overwrite by."""
    opts = model._meta
    yield from ((field.column,) for field in opts.concrete_fields if field.unique)
    for constraint in opts.constraints:
        fields = getattr(constraint, "fields", ())
        if fields and constraint.condition is None:
            yield tuple(opts.get_field(name).column for name in fields)


def _frozen_guards(model, writable):
    table = model._meta.db_table
    words = f"{model._meta.model_name} rows are append-only"
    frozen = [column for column in _columns(model) if column not in writable]
    changed = " OR ".join(f'NEW."{c}" IS DISTINCT FROM OLD."{c}"' for c in frozen)
    yield Guard(f"{table}_keeps_its_words", table, "UPDATE", changed, words)
    yield Guard(f"{table}_keeps_its_rows", table, "DELETE", "1 = 1", words)
    same = " OR ".join(
        "(" + " AND ".join(f'x."{c}" = NEW."{c}"' for c in columns) + ")"
        for columns in sorted(set(_unique_sets(model)))
    )
    taken = f"EXISTS (SELECT 1 FROM {table} x WHERE {same})"
    yield Guard(f"{table}_is_not_replaced", table, "INSERT", taken, words)


def journal_models():
    """The history models of django-simple-history: the journal of every draft row."""
    return [m for m in apps.get_models() if m.__name__.startswith("Historical")]


def guards():
    """All guards, in the order in which they are installed."""
    yield from WORKFLOW
    yield from BATCHES
    for label in APPEND_ONLY:
        yield from _frozen_guards(apps.get_model(label), ())
    for label, writable in FROZEN_BUT.items():
        yield from _frozen_guards(apps.get_model(label), writable)
    for model in journal_models():
        yield from _frozen_guards(model, ())


def protected_tables():
    """Tables that may not be truncated (PostgreSQL)."""
    return sorted({guard.table for guard in guards()})


def _sqlite(guard):
    return [
        f"CREATE TRIGGER {PREFIX}{guard.name} BEFORE {guard.operation} ON {guard.table} "
        f"WHEN {guard.condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
    ]


def _postgres(guard):
    name = f"{PREFIX}{guard.name}"
    result = "OLD" if guard.operation == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $gate$ BEGIN "
        f"IF {guard.condition} THEN RAISE EXCEPTION '{guard.message}' USING ERRCODE = '23514'; "
        f"END IF; RETURN {result}; END $gate$",
        f"CREATE TRIGGER {name} BEFORE {guard.operation} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _postgres_truncate(table):
    name = f"{PREFIX}{table}_is_not_truncated"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $gate$ BEGIN "
        f"RAISE EXCEPTION '{table} is not truncated' USING ERRCODE = '23514'; END $gate$",
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def statements(vendor):
    """SQL that creates every trigger, for ``sqlite`` or ``postgresql``."""
    for guard in guards():
        yield from (_sqlite if vendor == "sqlite" else _postgres)(guard)
    if vendor == "postgresql":
        for table in protected_tables():
            yield from _postgres_truncate(table)


def expected(vendor):
    """Names of the triggers that must be there."""
    names = {f"{PREFIX}{guard.name}" for guard in guards()}
    if vendor == "postgresql":
        names |= {f"{PREFIX}{table}_is_not_truncated" for table in protected_tables()}
    return {name[:63] for name in names}


_INSTALLED = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master "
    "WHERE type = 'trigger' AND name LIKE 'gate\\_%%' ESCAPE '\\'",
    "postgresql": "SELECT t.tgname, c.relname FROM pg_trigger t "
    "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgname LIKE 'gate\\_%%' "
    "AND n.nspname = current_schema()",
}


def installed(using="default"):
    """Mapping of trigger name to table, as the database has them (disabled ones left out)."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_INSTALLED[connection.vendor], [])
        return dict(cursor.fetchall())


def missing(using="default"):
    """Names of triggers that should be there and are not."""
    return sorted(expected(connections[using].vendor) - set(installed(using)))


def drop(using="default"):
    """Take all triggers away (before migrating SQLite, or flushing a test database)."""
    with connections[using].cursor() as cursor:
        for name, table in installed(using).items():
            on = f" ON {table}" if connections[using].vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def install(using="default"):
    """Make every trigger anew, in one transaction."""
    with transaction.atomic(using=using):
        drop(using)
        with connections[using].cursor() as cursor:
            for statement in statements(connections[using].vendor):
                cursor.execute(statement)


def before_migrate(*, using, **kwargs):
    """On SQLite a trigger that names another table would stop a migration that remakes it."""
    if connections[using].vendor == "sqlite":
        drop(using)


def after_migrate(*, using, **kwargs):
    """Put the gate back, once all tables it names exist."""
    tables = connections[using].introspection.table_names()
    if set(protected_tables()) <= set(tables):
        install(using)
