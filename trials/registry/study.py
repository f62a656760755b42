"""One study as the registry describes it: plain values in the registry's own vocabulary.

Absent texts are "", absent numbers and flags None, absent lists empty. Dates are the texts that the
registry wrote, to the year, month or day. The registry's prose summaries, results and contacts are
not in it.
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class SecondaryId:
    id: str
    type: str


@dataclasses.dataclass(frozen=True, slots=True)
class DatedFact:
    date: str
    type: str  # ACTUAL or ESTIMATED


@dataclasses.dataclass(frozen=True, slots=True)
class Enrolment:
    count: int | None
    type: str


@dataclasses.dataclass(frozen=True, slots=True)
class Intervention:
    type: str
    name: str
    other_names: tuple[str, ...]
    arm_labels: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Arm:
    label: str
    type: str
    interventions: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class OutcomeMeasure:
    role: str  # primary, secondary or other
    measure: str
    time_frame: str


@dataclasses.dataclass(frozen=True, slots=True)
class Eligibility:
    criteria_text: str
    sex: str
    minimum_age: str  # with its unit: "18 Years"
    maximum_age: str
    healthy_volunteers: bool | None
    std_ages: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Site:
    facility: str
    city: str
    state: str
    zip: str
    country: str
    status: str
    lat: str  # degrees, as the registry wrote them
    lon: str


@dataclasses.dataclass(frozen=True, slots=True)
class Reference:
    pmid: str
    type: str
    citation: str


@dataclasses.dataclass(frozen=True, slots=True)
class Study:
    """A parsed registry record. The fields from `brief_title` on are the facts of a document."""

    nct_id: str
    processed_at: str  # the day on which the registry processed its data; "" where not given
    last_update_submitted: str
    warnings: tuple[tuple[str, str], ...]  # (JSON pointer, what is odd there)

    brief_title: str
    official_title: str
    acronym: str
    org_study_id: str
    secondary_ids: tuple[SecondaryId, ...]
    nct_aliases: tuple[str, ...]
    sponsor: str
    sponsor_class: str
    collaborators: tuple[str, ...]
    study_type: str
    phases: tuple[str, ...] | None  # None: not stated; ("NA",): stated not to apply
    allocation: str
    intervention_model: str
    masking: str
    who_masked: tuple[str, ...]
    primary_purpose: str
    status: str
    last_known_status: str
    why_stopped: str
    status_verified: str
    has_expanded_access: bool | None
    expanded_access_ids: tuple[str, ...]
    start: DatedFact
    primary_completion: DatedFact
    completion: DatedFact
    first_posted: str
    last_update_posted: str
    results_first_posted: str
    enrolment: Enrolment
    conditions: tuple[str, ...]
    keywords: tuple[str, ...]
    interventions: tuple[Intervention, ...]
    arms: tuple[Arm, ...]
    outcomes: tuple[OutcomeMeasure, ...]
    eligibility: Eligibility
    sites: tuple[Site, ...]
    countries: tuple[str, ...]
    has_results: bool
    references: tuple[Reference, ...]

    @property
    def title(self) -> str:
        return self.brief_title or self.official_title

    @property
    def age(self) -> tuple[str, str, str]:
        """Sorts the records of one study from the oldest to the newest, as the registry dates them.

        The registry processes a record again without a change, so the processing day comes last.
        """
        return self.last_update_posted, self.last_update_submitted, self.processed_at

    def facts(self) -> dict:
        """Return the facts as a document holds them: dicts, lists, strings, integers and flags."""
        return {name: _plain(getattr(self, name)) for name in FACTS}


FACTS = tuple(field.name for field in dataclasses.fields(Study))[4:]


def _plain(value):
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    return value
