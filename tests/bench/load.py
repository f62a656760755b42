"""Load on a server: `wrk` where it is installed, else threads of this Python."""

import http.client
import re
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.bench.servers import Server

CONNECTIONS = 4
LUA = """local paths, n = {%s}, 0
request = function() n = n + 1; return wrk.format("GET", paths[(n - 1) %% #paths + 1]) end
"""


@dataclass(frozen=True)
class Load:
    """What a server did under load."""

    per_second: float
    cpu_ms: float  # of the whole process tree, a request


class BadAnswers(RuntimeError):
    """The server answered something else than 200 under load."""


def drive(server: Server, paths: list[str], seconds: float) -> Load:
    """Ask for the paths in turn, four at a time, for so many seconds."""
    with_wrk = shutil.which("wrk")
    before, started = server.cpu(), time.perf_counter()
    done = (_wrk if with_wrk else _threads)(server, paths, seconds)
    passed = time.perf_counter() - started
    return Load(done / passed, 1000 * (server.cpu() - before) / max(done, 1))


def _wrk(server: Server, paths: list[str], seconds: float) -> int:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        script.write_text(LUA % ", ".join(f'"{path}"' for path in paths))
        options = ["-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-s", str(script)]
        told = subprocess.run(
            ["wrk", *options, server.base], capture_output=True, text=True, check=True
        ).stdout
    if bad := re.search(r"Non-2xx.*", told):
        raise BadAnswers(bad[0])
    return int(re.search(r"(\d+) requests in", told)[1])


def _threads(server: Server, paths: list[str], seconds: float) -> int:
    numbers, done, bad = count(), [], []
    end = time.perf_counter() + seconds

    def ask():
        while time.perf_counter() < end:
            status = once(server, paths[next(numbers) % len(paths)])[0]
            (done if status == 200 else bad).append(status)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if bad:
        raise BadAnswers(f"{len(bad)} answers were not 200, the first {bad[0]}")
    return len(done)


def once(server: Server, path: str) -> tuple[int, float]:
    """(status, milliseconds) of one request on a new connection."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, 1000 * (time.perf_counter() - started)
