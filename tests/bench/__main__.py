"""`make bench`: our pages against a constant Django view, in one run, on made-up content.

    python -m tests.bench                          1,000 and 10,000 pages, about ten minutes
    python -m tests.bench --quick                  200 pages, under two minutes
    DATABASE_URL=postgres://… python -m tests.bench       on that (empty) database

Only ratios within one run mean anything: server, load and database share the machine. Without
DATABASE_URL the database is a new SQLite file in a folder that is deleted afterwards.
"""

import argparse
import os
import secrets
import tempfile
from pathlib import Path


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="alsportal-bench-") as folder:
        _environment(Path(folder))
        import django

        django.setup()
        from tests.bench.running import run

        run(options.sizes, Path(folder), quick=options.quick)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--sizes", default="", metavar="N,N", help="how many pages are published")
    parser.add_argument("--quick", action="store_true", help="200 pages, one round")
    options = parser.parse_args()
    given = options.sizes or ("200" if options.quick else "1000,10000")
    options.sizes = sorted(int(size) for size in given.split(","))
    return options


def _environment(folder: Path) -> None:
    """The embedded settings, with everything they keep inside the folder."""
    for name in ("ALSPORTAL_TIER", "ALLOWED_HOSTS", "REDIS_URL", "SITE_URL", "DEBUG"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "alsportal.settings",
        "DATA_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
        "SECRET_KEY": secrets.token_urlsafe(60),
    }


if __name__ == "__main__":
    main()
