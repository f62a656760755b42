"""Records a CPU second that `manage.py import_trials` takes in, with journal and events."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.bench.servers import ROOT
from tests.bench.studies import study

FIRST = 5_000_000  # numbers of records that no published page has


def rate(folder: Path, records: int, *, series: int = 0) -> float:
    """New records a CPU second, the start of the command taken off.

    ``series`` sets apart the records of several runs on one database.
    """
    first = FIRST + series * 100_000
    start = _import(folder, range(first, first + 1))
    whole = _import(folder, range(first + 1, first + 1 + records))
    return records / max(whole - start, 0.01)


def _import(folder: Path, numbers: range) -> float:
    path = folder / f"records-{numbers.start}.json"
    path.write_text(json.dumps({"studies": [study(number) for number in numbers]}))
    before = _children()
    command = [sys.executable, "manage.py", "import_trials", str(path)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
