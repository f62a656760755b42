"""What an audit says."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Breach:
    """One place where an invariant does not hold."""

    invariant: str
    where: str
    message: str

    def __str__(self):
        return f"{self.invariant} {self.where}: {self.message}"


@dataclass
class Section:
    """One part of the audit: its counts by name, and its breaches."""

    title: str
    counts: dict = field(default_factory=dict)
    breaches: list = field(default_factory=list)

    def count(self, name, number=1):
        self.counts[name] = self.counts.get(name, 0) + number

    def breach(self, invariant, where, message):
        self.breaches.append(Breach(invariant, str(where), str(message)))
