"""States of the workflow, reached through the actions, and the cast that reaches them."""

import datetime
import itertools

from django.contrib.auth.models import Group
from django.db import transaction

from reviews import actions, roles
from reviews.models import Source, User
from therapies.models import (
    Guide,
    GuideBlock,
    GuideLink,
    GuidePerson,
    Harm,
    Outcome,
    RegulatoryEvent,
    Term,
    TermBlock,
    TermLink,
    TermPerson,
    Therapy,
    TherapyBlock,
    TherapyPerson,
)
from trials.models import StatedFacts, Trial, TrialBlock, TrialPerson

TODAY = datetime.date.today()
_numbers = itertools.count(1)


def person(name, *held, **fields):
    """A member of the desk with these roles."""
    for role in roles.LABELS:
        Group.objects.get_or_create(name=role)
    user, _created = User.objects.get_or_create(
        username=name,
        defaults={"display_name": f"{name.title()} Example", "is_staff": True, **fields},
    )
    user.groups.set(Group.objects.filter(name__in=held))
    return user


class Cast:
    """Ada writes, Ben writes too, Carla is a clinician, Ed an editor, Pia publishes, Olu keeps."""

    def __init__(self):
        self.ada = person("ada", roles.AUTHOR)
        self.ben = person("ben", roles.AUTHOR)
        self.carla = person("carla", roles.CLINICAL_REVIEWER, credential="neurologist")
        self.ed = person("ed", roles.EDITORIAL_REVIEWER)
        self.pia = person("pia", roles.PUBLISHER)
        self.olu = person("olu", roles.ADMINISTRATOR)


def save(row, by):
    """Save a draft row under a name, as the desk does."""
    row._history_user = by
    row.save()
    return row


def delete(row, by):
    """Delete a draft row under a name."""
    row._history_user = by
    row.delete()


def source(key="example2020", **fields):
    """A citable journal article that nobody wrote."""
    values = {
        "type": Source.Type.ARTICLE,
        "title": f"An example of {key}",
        "authors": "Example, A\nExample, B",
        "container": "Journal of Examples",
        "issued": "2020-05",
        "doi": "10.1000/example.2020",
        "checked_on": TODAY,
    }
    found, _created = Source.objects.get_or_create(key=key, defaults=values | fields)
    return found


SECTIONS = {
    "two_minute": "This medicine was tested in people with ALS [@example2020].",
    "what_it_is": "It is a made-up medicine, used here as an example [@example2020].",
    "mechanism": "How it might work is not known.",
    "not_known": "Nobody knows whether it works in all forms of ALS.",
    "if_not_used": "Care goes on as before.",
    "other_options": "Your ALS team can name other options.",
    "quality_of_life": "The trial did not ask how people felt.",
    "questions": "Which of my medicines could it disturb?",
}


@transaction.atomic
def therapy_draft(by, *, title=None, slug=None, **fields):
    """A draft of a therapy page that no rule objects to."""
    number = next(_numbers)
    cited = source()
    values = {
        "title": title or f"Examplin {number}",
        "slug": slug or f"examplin-{number}",
        "summary": "A made-up medicine that stands for all others in these tests.",
        "funding": "None",
        "therapy_type": Therapy.Type.SMALL_MOLECULE,
        "route": "by mouth",
        "als_type": "any",
        "last_reviewed": TODAY - datetime.timedelta(days=10),
        "next_review": TODAY + datetime.timedelta(days=300),
        "change_note": "First version.",
    }
    entry = actions.open_entry(kind="therapy")
    draft = save(Therapy(entry=entry, **values | fields), by)
    for section, text in SECTIONS.items():
        save(TherapyBlock(therapy=draft, section=section, text=text), by)
    save(
        TherapyPerson(
            therapy=draft,
            name="Ada Example",
            role="author",
            credential="medical writer",
            interests="None",
        ),
        by,
    )
    save(
        Outcome(
            therapy=draft,
            statement="People lived about as long with it as without it [@example2020].",
            comparator="placebo",
            effect_absolute="no difference",
            people_studied=120,
            time_span="12 months",
            certainty="low",
            design="randomised_trial",
            source=cited,
        ),
        by,
    )
    save(Harm(therapy=draft, statement="Some people felt sick [@example2020].", source=cited), by)
    save(
        RegulatoryEvent(
            therapy=draft,
            agency="FDA",
            jurisdiction="US",
            date="2019-05",
            kind="approved",
            indication="ALS",
            as_of=TODAY,
            source=cited,
        ),
        by,
    )
    return draft


@transaction.atomic
def trial_draft(by, *, nct=None, status="RECRUITING", **fields):
    """A draft of a trial page without a registry record, that no rule objects to."""
    nct = nct or f"NCT{90000000 + next(_numbers)}"
    cited = source()
    values = {
        "title": f"A trial of examplin ({nct})",
        "slug": nct,
        "summary": "Tests a made-up medicine against placebo.",
        "funding": "None",
        "last_reviewed": TODAY - datetime.timedelta(days=10),
        "next_review": TODAY + datetime.timedelta(days=300),
        "change_note": "First version.",
    }
    draft = save(Trial(entry=actions.open_entry(kind="trial"), **values | fields), by)
    save(
        StatedFacts(
            trial=draft,
            source=cited,
            as_of=TODAY - datetime.timedelta(days=20),
            official_title="A randomised trial of examplin in ALS",
            sponsor="Example University",
            status=status,
            phases="PHASE2",
            study_type="INTERVENTIONAL",
            enrolment=60,
            enrolment_type="ESTIMATED",
            interventions="DRUG: examplin",
            countries="Chile\nSpain",
        ),
        by,
    )
    text = "The trial asks whether examplin slows ALS [@example2020]."
    save(TrialBlock(trial=draft, section="two_minute", text=text), by)
    save(TrialPerson(trial=draft, name="Ada Example", role="author", credential="writer"), by)
    return draft


@transaction.atomic
def guide_draft(by, *, links=(), **fields):
    """A draft of a guide that no rule objects to; ``links`` are entries it leads to."""
    number = next(_numbers)
    source()
    values = {
        "title": f"Living with examples {number}",
        "slug": f"living-with-examples-{number}",
        "summary": "Where to begin when everything is an example.",
        "funding": "None",
        "topic": Guide.Topic.LIVING,
        "audience": "people who test software",
        "last_reviewed": TODAY - datetime.timedelta(days=10),
        "next_review": TODAY + datetime.timedelta(days=300),
        "change_note": "First version.",
    }
    draft = save(Guide(entry=actions.open_entry(kind="guide"), **values | fields), by)
    text = "Some medicines were tested in people with ALS [@example2020]."
    save(GuideBlock(guide=draft, section="two_minute", text=text), by)
    text = "Each medicine has a page of its own [@example2020]."
    save(GuideBlock(guide=draft, section="part", heading="Where to begin", text=text), by)
    for entry in links:
        save(GuideLink(guide=draft, entry=entry, label=f"More on {entry}", note="Read on."), by)
    save(GuidePerson(guide=draft, name="Ada Example", role="author", credential="writer"), by)
    return draft


@transaction.atomic
def term_draft(by, *, links=(), **fields):
    """A draft of a word that no rule objects to; ``links`` are entries that use it."""
    number = next(_numbers)
    source()
    values = {
        "title": f"Exampling {number}",
        "slug": f"exampling-{number}",
        "summary": "A word that stands for others.",
        "funding": "None",
        "meaning": "A made-up word that stands for all others [@example2020].",
        "pronunciation": "eg-ZAM-pling",
        "spanish": f"ejemplando {number}",
        "last_reviewed": TODAY - datetime.timedelta(days=10),
        "next_review": TODAY + datetime.timedelta(days=300),
        "change_note": "First version.",
    }
    draft = save(Term(entry=actions.open_entry(kind="term"), **values | fields), by)
    save(TermBlock(term=draft, section="why", text="Letters from clinics use it."), by)
    for entry in links:
        save(TermLink(term=draft, entry=entry, label=f"More on {entry}"), by)
    save(TermPerson(term=draft, name="Ada Example", role="author", credential="writer"), by)
    return draft


def submitted(draft, by, **fields):
    """A submission of a draft, waiting for review."""
    return actions.submit(draft=draft, by=by, **fields)


def acknowledged(submission):
    """A reason for each warning of a submission."""
    from reviews.actions.deciding import warning_key, warnings_of

    return {warning_key(warning): "Looked at; stands." for warning in warnings_of(submission)}


def approve(submission, by):
    """An approval of exactly what was submitted."""
    return actions.decide(
        submission=submission,
        by=by,
        verdict="approve",
        digest=submission.digest,
        acknowledged=acknowledged(submission),
    )


def published(draft, *, author, reviewer):
    """The live version of a draft, by the whole road."""
    approve(submitted(draft, author), reviewer)
    draft.entry.refresh_from_db()
    return draft.entry.live_version


def published_therapy(cast, **fields):
    """The entry of a live therapy page."""
    draft = therapy_draft(cast.ada, **fields)
    published(draft, author=cast.ada, reviewer=cast.carla)
    return draft.entry


def published_trial(cast, **fields):
    """The entry of a live trial page."""
    draft = trial_draft(cast.ada, **fields)
    published(draft, author=cast.ada, reviewer=cast.carla)
    return draft.entry


def published_guide(cast, **fields):
    """The entry of a live guide."""
    draft = guide_draft(cast.ada, **fields)
    published(draft, author=cast.ada, reviewer=cast.carla)
    return draft.entry


def published_term(cast, **fields):
    """The entry of a live word."""
    draft = term_draft(cast.ada, **fields)
    published(draft, author=cast.ada, reviewer=cast.ed)
    return draft.entry
