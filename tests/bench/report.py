"""The figures as a table on standard output."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tqdm import tqdm

from tests.bench.measuring import Figures, Times


@dataclass
class Table:
    """All that was measured at one size."""

    vendor: str
    statements: dict[str, tuple[int, int]] = field(default_factory=dict)
    warm: dict[str, Figures] = field(default_factory=dict)
    cold: dict[str, Figures] = field(default_factory=dict)
    search_alone: Times = field(default_factory=lambda: Times(0, 0))
    search_pages: Times = field(default_factory=lambda: Times(0, 0))
    constant_ms: float = 0.0
    worker_mb: tuple[float, float] = (0.0, 0.0)
    imported: float = 0.0


def progress(items: Iterable):
    return tqdm(list(items), desc="Measuring", unit="page", leave=False)


HEAD = f"{'':16}{'bytes':>8}  {'warm: speed':>11}{'CPU':>7}  {'cold: speed':>11}{'CPU':>7}  SQL"


def print_table(size: int, table: Table) -> None:
    """Speed: requests a second over those of a constant view of the same length. CPU likewise."""
    print(f"\n## {size:,} pages on {table.vendor}, as ratios to a constant Django view")
    print(HEAD)
    for name, warm in table.warm.items():
        print(_line(name, warm, table.cold[name], table.statements[name]))
    print(_searches(table))
    print(
        f"import: {table.imported:,.0f} records a CPU second · memory of a worker: "
        f"{table.worker_mb[0]:.0f} MB (constant view {table.worker_mb[1]:.0f} MB)"
    )
    print("warm: from the page cache. cold: without it. SQL: statements cold/warm.")


def _line(name: str, warm: Figures, cold: Figures, asked: tuple[int, int]) -> str:
    (warm_speed, warm_cpu), (cold_speed, cold_cpu) = warm.as_ratios, cold.as_ratios
    return (
        f"{name:16}{warm.size:>8,}  {warm_speed:>10.2f}x{warm_cpu:>6.1f}x"
        f"  {cold_speed:>10.2f}x{cold_cpu:>6.1f}x  {asked[0]}/{asked[1]}"
    )


def _searches(table: Table) -> str:
    alone, pages = table.search_alone, table.search_pages
    return (
        f"search, 20 queries, p50 / worst: {alone.p50:.1f} / {alone.worst:.1f} ms alone, "
        f"{pages.p50:.1f} / {pages.worst:.1f} ms as a cold page "
        f"(constant view {table.constant_ms:.1f} ms)"
    )
