"""Processes that race on the test's database, each stopped where the test wants it.

    with racing() as race:
        first = race.start(work, stops_at="reviews.projections.write")
        first.until_stopped()
        second = race.start(other_work)
        second.until_waiting()
        first.go()
        assert {first.answer(), second.answer()} == {…}

A racer is forked from the test, opens a connection of its own and calls one function. Its answer is
what the function returned, or the name of the error it raised. Nothing here waits by the clock:
a racer says where it is, and PostgreSQL says who waits for a lock.
"""

import contextlib
import multiprocessing
import os
import signal
import time
from importlib import import_module

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from reviews import audit

PATIENCE = 20  # seconds until a test gives up; reached only when something hangs
fork = multiprocessing.get_context("fork")


class Racer:
    """One process. Made by ``Race.start``."""

    def __init__(self, work, stops_at, passes):
        self.pipe, theirs = fork.Pipe()
        connections.close_all()  # two processes must not share one
        self.process = fork.Process(target=_run, args=(work, theirs, stops_at, passes))
        self.process.start()
        theirs.close()
        self.backend = self._hear("began")

    def until_stopped(self):
        """Wait until it has come to the function it stops at."""
        self._hear("stopped")
        return self

    def until_waiting(self):
        """Wait until it waits for a lock (on SQLite: until it is about to ask for it)."""
        if connection.vendor == "sqlite":
            self._hear("asking")
            return self
        deadline = time.monotonic() + PATIENCE
        while not _waits_for_a_lock(self.backend):
            assert time.monotonic() < deadline, "it waits for no lock"
            assert not self.pipe.poll(0.005) or self._peek(), "it ended instead of waiting"
        return self

    def go(self):
        """Let it go on from where it stopped."""
        self.pipe.send("go")
        return self

    def kill(self):
        """``kill -9``, wherever it is."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join(PATIENCE)

    def answer(self):
        """What its function returned, or the name of the error."""
        answer = self._hear("answer")
        self.process.join(PATIENCE)
        return answer

    def _peek(self):
        """Take an "asking" off the pipe; anything else means that it did not wait."""
        return self.pipe.recv()[0] == "asking"

    def _hear(self, wanted):
        deadline = time.monotonic() + PATIENCE
        while True:
            assert self.pipe.poll(max(0, deadline - time.monotonic())), f"never {wanted}"
            kind, value = self.pipe.recv()
            if kind == wanted:
                return value
            assert kind != "answer", f"{value} before it {wanted}"


class Race:
    """The racers of one test; none outlives it."""

    def __init__(self):
        self.racers = []

    def start(self, work, *, stops_at=None, passes=0):
        """Start a process that calls ``work``.

        ``stops_at`` names a function, "module.function", or a method of a class, before whose call
        number ``passes`` + 1 it stops.
        """
        racer = Racer(work, stops_at, passes)
        self.racers.append(racer)
        return racer

    def together(self, *works, at="django.db.transaction.Atomic.__enter__"):
        """Bring all to the same place, let them go at once, and return their answers."""
        racers = [self.start(work, stops_at=at) for work in works]
        for racer in racers:
            racer.until_stopped()
        for racer in racers:
            racer.go()
        return [racer.answer() for racer in racers]


@contextlib.contextmanager
def racing():
    """A race, after which whatever still runs is ended and the database is sound."""
    race = Race()
    try:
        yield race
    finally:
        for racer in race.racers:
            if racer.process.is_alive():
                racer.kill()
            racer.pipe.close()
    assert_sound()


def assert_sound():
    """Scenario 71: the audit of the whole database finds nothing."""
    assert [str(breach) for section in audit.run() for breach in section.breaches] == []


def _run(work, pipe, stops_at, passes):
    """In the forked process."""
    _tell_when_asking(pipe)
    if stops_at:
        _stop_at(stops_at, pipe, passes)
    connection.ensure_connection()
    pipe.send(("began", _backend()))
    try:
        answer = work()
    except Exception as error:
        answer = type(error).__name__
    connections.close_all()
    pipe.send(("answer", answer))


def _backend():
    return connection.connection.info.backend_pid if connection.vendor == "postgresql" else None


def _stop_at(name, pipe, passes):
    owner, function_name = _owner_of(name)
    function, calls = getattr(owner, function_name), []

    def stopping(*args, **kwargs):
        calls.append(name)
        if len(calls) == passes + 1:
            pipe.send(("stopped", name))
            pipe.recv()
        return function(*args, **kwargs)

    setattr(owner, function_name, stopping)


def _owner_of(name):
    """The module or class that holds a function, and the function's own name."""
    parts, found = name.split("."), 1
    owner = import_module(parts[0])
    for part in parts[1:-1]:
        found += 1
        if not hasattr(owner, part):
            import_module(".".join(parts[:found]))
        owner = getattr(owner, part)
    return owner, parts[-1]


def _tell_when_asking(pipe):
    """SQLite takes its one lock when a transaction begins."""
    begin = BaseDatabaseWrapper.set_autocommit

    def telling(self, autocommit, force_begin_transaction_with_broken_autocommit=False):
        if not autocommit:
            pipe.send(("asking", None))
        return begin(self, autocommit, force_begin_transaction_with_broken_autocommit)

    BaseDatabaseWrapper.set_autocommit = telling


def _waits_for_a_lock(backend):
    with connection.cursor() as cursor:
        cursor.execute("SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s", [backend])
        row = cursor.fetchone()
    return row is not None and row[0] == "Lock"
