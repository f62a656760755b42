"""From a TOML file to a draft and its rows, saved under an author's name."""

import datetime
import tomllib
from pathlib import Path

from django.db import models, transaction

from reviews import actions, kinds
from reviews.models import Source
from therapies.models import (
    Guide,
    GuideBlock,
    GuideLink,
    GuideName,
    GuidePerson,
    Harm,
    Outcome,
    RegulatoryEvent,
    Term,
    TermBlock,
    TermLink,
    TermName,
    TermPerson,
    Therapy,
    TherapyBlock,
    TherapyName,
    TherapyPerson,
    TherapyTrial,
)
from trials.models import (
    Contradiction,
    Criterion,
    StatedFacts,
    Trial,
    TrialBlock,
    TrialName,
    TrialPerson,
    TrialResult,
    TrialTherapy,
)

FOLDER = Path(__file__).parent
SPARE = datetime.timedelta(days=90)  # a demo loaded today is not overdue tomorrow
TABLES = {
    "therapy": {
        "names": TherapyName,
        "people": TherapyPerson,
        "blocks": TherapyBlock,
        "outcomes": Outcome,
        "harms": Harm,
        "regulatory": RegulatoryEvent,
    },
    "trial": {
        "names": TrialName,
        "people": TrialPerson,
        "blocks": TrialBlock,
        "criteria": Criterion,
        "results": TrialResult,
        "contradictions": Contradiction,
    },
    "guide": {"names": GuideName, "people": GuidePerson, "blocks": GuideBlock},
    "term": {"names": TermName, "people": TermPerson, "blocks": TermBlock},
}
DRAFTS = {"therapy": Therapy, "trial": Trial, "guide": Guide, "term": Term}
FOLDERS = {"therapies": "therapy", "trials": "trial", "guides": "guide", "words": "term"}


def read(name, *, today=None):
    """The content of a file of the demo, with review dates that hold on the day of loading."""
    with (FOLDER / name).open("rb") as file:
        return _moved(tomllib.load(file), today or datetime.date.today())


def _moved(data, today):
    """Move the two review dates of a page on, so that an old copy of the demo still loads."""
    if "next_review" not in data:
        return data
    due = datetime.date.fromisoformat(data["next_review"])
    late = max(datetime.timedelta(), today + SPARE - due)
    for name in ("last_reviewed", "next_review"):
        data[name] = (datetime.date.fromisoformat(data[name]) + late).isoformat()
    return data


def kind_of(name):
    """The kind of page a file describes, by its folder."""
    return FOLDERS[name.split("/")[0]]


def draft_for(name, data, *, by):
    """The draft of a file's page; made from it, entry and all, the first time."""
    kind = kinds.get(kind_of(name))
    model = DRAFTS[kind.name]
    found = model.objects.filter(slug=kind.clean_slug(data["slug"])).first()
    if found:
        return found
    with transaction.atomic():
        entry = actions.open_entry(kind=kind.name)
        draft = model(entry=entry, **_own_fields(model, data, kind))
        return _save(draft, by)


@transaction.atomic
def bring_to(draft, name, data, *, by, entries):
    """Give a draft the content of a file; rows that already say it are left alone.

    ``entries`` maps (kind, slug) to (entry, title), for links between pages.
    """
    kind = kinds.get(kind_of(name))
    wanted = _own_fields(type(draft), data, kind)
    if any(getattr(draft, field) != value for field, value in wanted.items()):
        for field, value in wanted.items():
            setattr(draft, field, value)
        _save(draft, by)
    for table, model in TABLES[kind.name].items():
        _replace(draft, model, [_row(model, row) for row in data.get(table, ())], by)
    for model, rows in LINKED[kind.name].items():
        _replace(draft, model, rows(data, entries), by)


def _trial_links(data, entries):
    for row in data.get("trials", ()):
        entry, title = entries["trial", row["nct"].upper()]
        yield {"entry": entry, "label": title, "result": row.get("result", "")}


def _therapy_links(data, entries):
    for slug in data.get("therapies", ()):
        entry, title = entries["therapy", slug.lower()]
        yield {"entry": entry, "label": title}


def _page_links(data, entries):
    for row in data.get("links", ()):
        slug = kinds.get(row["kind"]).clean_slug(row["slug"])
        entry, title = entries[row["kind"], slug]
        yield {"entry": entry, "label": title, "note": row.get("note", "")}


def _stated(data, _entries):
    if data.get("held"):
        return
    facts = {**data.get("facts", {}), "source": data["facts_source"], "as_of": data["facts_as_of"]}
    yield _row(StatedFacts, facts)


LINKED = {
    "therapy": {TherapyTrial: _trial_links},
    "trial": {TrialTherapy: _therapy_links, StatedFacts: _stated},
    "guide": {GuideLink: _page_links},
    "term": {TermLink: _page_links},
}


def _own_fields(model, data, kind):
    plain = {key: value for key, value in data.items() if not isinstance(value, list | dict)}
    fields = {field.name for field in model._meta.concrete_fields}
    row = _row(model, {key: value for key, value in plain.items() if key in fields})
    return {**row, "slug": kind.clean_slug(row["slug"])}


def _row(model, values):
    return {key: value_of(model._meta.get_field(key), value) for key, value in values.items()}


def value_of(field, value):
    if isinstance(field, models.ForeignKey):
        return Source.objects.get(key=value)
    if isinstance(field, models.DateField) and value:
        return datetime.date.fromisoformat(value)
    if isinstance(value, list):
        return "\n".join(value)
    return value.strip() if isinstance(value, str) else value


def _replace(draft, model, wanted, by):
    """Make the rows of one table say what is wanted; unchanged tables keep their rows."""
    owner = type(draft)._meta.model_name
    rows = list(model.objects.filter(**{owner: draft}).order_by("pk"))
    fresh = [model(**{owner: draft}, **values) for values in wanted]
    if [_said(row) for row in rows] == [_said(row) for row in fresh]:
        return
    for row in rows:
        row._history_user = by
        row.delete()
    for row in fresh:
        _save(row, by)


def _said(row):
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


def _save(row, by):
    row._history_user = by
    row._change_reason = "Demo content"
    row.full_clean(exclude=["entry"] if row._meta.model_name in DRAFTS else None)
    row.save()
    return row
