"""The run: fill, measure, print; for each size on the same growing database."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from reviews.models import Version
from tests.bench import importing, measuring, report
from tests.bench.filling import fill
from tests.bench.pages import scenarios
from tests.bench.servers import Server, postmaster
from tests.bench.sqlcount import statements


def run(sizes: list[int], folder: Path, *, quick: bool) -> None:
    """Measure at each size and print one table for each."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if Version.objects.exists():
        raise SystemExit("The database is not empty: the benchmark wants one of its own.")
    filled = 0
    for series, size in enumerate(sizes):
        fill(filled, size)
        filled = size
        _tidy()
        report.print_table(size, _measure(folder, series, quick))


def _tidy() -> None:
    """What autovacuum would have done by the next morning."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _measure(folder: Path, series: int, quick: bool) -> report.Table:
    rounds, seconds, repetitions = (1, 1, 2) if quick else (3, 2, 5)
    pages = scenarios()
    table = report.Table(vendor=connection.vendor)
    for name, paths in pages.items():
        table.statements[name] = statements(paths[0])
    table.search_alone = measuring.search_alone(repetitions)
    warm = Server("warm", "alsportal.wsgi")
    cold = Server("cold", "alsportal.wsgi", DJANGO_SETTINGS_MODULE="tests.bench.uncached")
    warm.extra_pids = cold.extra_pids = postmaster(connection)
    connections.close_all()
    with Server("floor", "tests.bench.floor:application") as floor, warm, cold:
        table.constant_ms = measuring.constant_ms(floor, repetitions)
        table.search_pages = measuring.search_pages(cold, repetitions)
        for name, paths in report.progress(pages.items()):
            load = {"rounds": rounds, "seconds": seconds}
            table.warm[name] = measuring.compare(
                warm, floor, paths, warm_up=measuring.WARM_UP, **load
            )
            table.cold[name] = measuring.compare(cold, floor, paths, **load)
        table.worker_mb = warm.largest_worker(), floor.largest_worker()
    table.imported = importing.rate(folder, 50 if quick else 300, series=series)
    return table
