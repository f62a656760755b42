"""I1: every public word was approved, as these bytes, by others in the required roles."""

from reviews import canonical, kinds
from reviews.audit.base import Section
from reviews.models import Entry, Notice, Slug, Version

CLAIMS = ("outcomes", "harms", "regulatory", "results")
DISCLAIMERS = ("short_disclaimer", "medical_disclaimer")


def versions():
    """Every version ever published, live or not."""
    section = Section("Published versions (I1)")
    known = set(Notice.objects.values_list("digest", flat=True))
    rows = Version.objects.select_related("submission", "event", "entry").prefetch_related(
        "submission__decisions", "submission__required_roles", "submission__contributors"
    )
    for version in rows.order_by("pk").iterator(chunk_size=200):
        section.count("versions")
        where = f"{version.entry.kind} {version.entry} version {version.number}"
        _check_bytes(section, version, where)
        _check_approvals(section, version, where)
        _check_document(section, version, where, known)
    return section


def _check_bytes(section, version, where):
    submission = version.submission
    if version.document != submission.document or version.digest != submission.digest:
        section.breach("I1", where, "is not letter for letter its submission")
    if canonical.digest(version.document) != version.digest:
        section.breach("I1", where, "its digest is not that of its text")
    if submission.outcome != "published" or submission.entry_id != version.entry_id:
        section.breach("I3", where, "its submission is not the published one of this entry")


def _check_approvals(section, version, where):
    submission = version.submission
    contributors = {row.user_id for row in submission.contributors.all()}
    allowed = {(row.slot, row.role) for row in submission.required_roles.all()}
    approvals = [
        decision
        for decision in submission.decisions.all()
        if decision.verdict == "approve"
        and decision.digest == version.digest
        and decision.reviewer_id not in contributors
        and (decision.slot, decision.role) in allowed
    ]
    section.count("approvals", len(approvals))
    if not allowed or {slot for slot, _role in allowed} - {d.slot for d in approvals}:
        section.breach("I1", where, "lacks an approval for a required role")
    if len({d.reviewer_id for d in approvals}) != len(approvals):
        section.breach("I1", where, "one person approved twice")
    if any(decision.verdict != "approve" for decision in submission.decisions.all()):
        section.breach("I1", where, "a reviewer had refused it")


def _check_document(section, version, where, known_notices):
    try:
        document = canonical.load(version.document)
    except canonical.NotCanonical as error:
        section.breach("I1", where, f"cannot be read: {error}")
        return
    notices = {row["kind"]: row["digest"] for row in document["notices"]}
    if any(notices.get(kind) not in known_notices for kind in DISCLAIMERS):
        section.breach("I1", where, "lacks an approved disclaimer")
    for rows in CLAIMS:
        for number, row in enumerate(document.get(rows, ()), start=1):
            section.count("claims")
            if not row["citations"]:
                section.breach("I1", where, f"{rows} {number} has no citation")
    for message in kinds.get(document["kind"]).own_faults(document):
        section.breach("I7", where, message)


def entries():
    """The pointer of every entry: its newest version, or none after a removal."""
    section = Section("Entries and addresses (I1)")
    slugs = {}
    for slug in Slug.objects.all():
        slugs.setdefault(slug.entry_id, set()).add((slug.kind, slug.language, slug.slug))
    rows = Entry.objects.select_related("live_version").prefetch_related(
        "versions", "versions__removal"
    )
    for entry in rows.order_by("pk").iterator(chunk_size=500):
        section.count("entries")
        _check_pointer(section, entry)
        _check_address(section, entry, slugs.get(entry.pk, set()))
    return section


def _check_pointer(section, entry):
    where = f"{entry.kind} {entry}"
    rows = sorted(entry.versions.all(), key=lambda version: version.number)
    if [version.number for version in rows] != list(range(1, len(rows) + 1)):
        section.breach("I1", where, "its version numbers have a gap")
    newest = rows[-1] if rows else None
    removed = newest is not None and hasattr(newest, "removal")
    wanted = None if removed or newest is None else newest.pk
    if entry.live_version_id:
        section.count("live")
    if entry.live_version_id != wanted:
        section.breach("I1", where, "does not point to its newest version")


def _check_address(section, entry, taken):
    where = f"{entry.kind} {entry}"
    if entry.slug and (entry.kind, entry.language, entry.slug) not in taken:
        section.breach("I1", where, "uses an address it has not taken")
    if entry.live_version:
        document = canonical.load(entry.live_version.document)
        if document["slug"] != entry.slug or document["kind"] != entry.kind:
            section.breach("I1", where, "stands at another address than its document says")
