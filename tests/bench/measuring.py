"""One round of measurements after another: our pages and the floor take turns."""

import statistics
import time
from dataclasses import dataclass, field

from reviews import search
from tests.bench.load import Load, drive, once
from tests.bench.pages import search_address
from tests.bench.queries import QUERIES
from tests.bench.servers import Server

# Each worker keeps its own memory: ask for all pages often enough to reach both.
WARM_UP = 6


@dataclass
class Figures:
    """Ratios to a constant view of the same length, one a round."""

    size: int
    speed: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, page: Load, floor: Load) -> None:
        self.speed.append(page.per_second / floor.per_second)
        self.cpu.append(page.cpu_ms / floor.cpu_ms)

    @property
    def as_ratios(self) -> tuple[float, float]:
        """Medians of the rounds: requests a second, CPU a request."""
        return statistics.median(self.speed), statistics.median(self.cpu)


def compare(
    server: Server,
    floor: Server,
    paths: list[str],
    *,
    rounds: int,
    seconds: float,
    warm_up: int = 1,
) -> Figures:
    """Load on a page and on the floor in turn."""
    sizes = [len(server.get(path)) for path in paths]
    for path in paths * (warm_up - 1):
        once(server, path)
    figures = Figures(round(statistics.mean(sizes)))
    for _ in range(rounds):
        constant = drive(floor, [f"/c/{figures.size}"], seconds)
        figures.add(drive(server, paths, seconds), constant)
    return figures


@dataclass(frozen=True)
class Times:
    """Milliseconds of the twenty searches, each in its quietest repetition, and of the floor."""

    p50: float
    worst: float


def _times(ask, repetitions: int) -> Times:
    best = [min(ask(query) for _ in range(repetitions)) for query in QUERIES]
    return Times(statistics.median(best), max(best))


def search_pages(server: Server, repetitions: int) -> Times:
    """Whole search pages, one request at a time."""
    for query in QUERIES[:WARM_UP]:
        once(server, search_address(query))
    return _times(lambda query: once(server, search_address(query))[1], repetitions)


def search_alone(repetitions: int) -> Times:
    """``search.find`` in this process: statement, hits and snippets."""

    def ask(query: str) -> float:
        started = time.perf_counter()
        search.find(query, language="en")
        return 1000 * (time.perf_counter() - started)

    return _times(ask, repetitions)


def constant_ms(floor: Server, repetitions: int) -> float:
    """One request for the constant view, alone, in milliseconds (median)."""
    return statistics.median(once(floor, "/c/20000")[1] for _ in range(repetitions * 20))
