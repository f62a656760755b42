"""Servers under test: gunicorn with two sync workers, as `make run` starts it, and its costs."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """One gunicorn on a free port. A context manager; ends what it started, by its own pid.

    Workers do not renew themselves here, as they do in production: a benchmark would meet that
    by chance in one round and not in the next.
    """

    def __init__(self, name: str, application: str, **environment: str):
        self.name, self.application, self.environment = name, application, environment
        self.extra_pids: list[int] = []  # the database server's, whose CPU counts as ours

    def __enter__(self):
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        bind = {"BIND": f"127.0.0.1:{self.port}", "WEB_CONCURRENCY": "2", "SITE_URL": self.base}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--max-requests", "0", self.application],
            cwd=ROOT,
            env=os.environ | bind | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=(log := open(Path(os.environ["DATA_DIR"]) / f"{self.name}.log", "ab")),
        )
        log.close()
        self._wait()
        return self

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait(40)

    def _wait(self):
        for _ in range(300):
            if self.process.poll() is not None:
                sys.exit(f"{self.name}: the server did not start; see its log in DATA_DIR")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        sys.exit(f"{self.name}: the server did not answer within 30 seconds")

    def get(self, path: str) -> bytes:
        """The body at a path; raises for anything but 2xx."""
        with urllib.request.urlopen(self.base + path, timeout=30) as answer:  # noqa: S310
            return answer.read()

    def cpu(self) -> float:
        """CPU seconds used so far by all processes of the server, and of its database server."""
        roots = [self.process.pid, *self.extra_pids]
        return sum(_cpu(pid) for root in roots for pid in _tree(root))

    def largest_worker(self) -> float:
        """The most memory a worker ever held, in MB."""
        return max(_peak(pid) for pid in _tree(self.process.pid)[1:])


def _tree(root: int) -> list[int]:
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(_stat(int(folder.name))[1])
        except OSError:
            continue
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _cpu(pid: int) -> float:
    try:
        return sum(map(int, _stat(pid)[11:15])) / TICKS  # its own, and of children that ended
    except OSError:
        return 0.0


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def postmaster(connection) -> list[int]:
    """The pid of the PostgreSQL server behind a connection, if it runs on this machine."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    try:
        return [int(_stat(backend)[1])]
    except OSError:
        return []
