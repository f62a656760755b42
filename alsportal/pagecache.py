"""Whole public pages from memory.

A page is kept as it went out, with every header, under (release, edition, UTC date, scheme and
host, path with sorted query). Release, edition and date belong to the generation: when one of them
changes, all pages go at once, so nothing is ever stale and nothing needs invalidating. One address
speaks one language, so the language needs no part of its own.

The edition is read at most once a second in each process, with one raw query. A hit asks nothing.
"""

import gzip
import hashlib
import time
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from alsportal import views

TICK = 1.0  # seconds between two looks at the edition
KEPT = (200, 404, 410)
PRIVATE = ("/admin/", "/static/", "/healthz")
PUBLIC = "public, no-cache"
BYTES = 12_000_000  # of bodies in each of the two halves of the memory of one process
LARGEST = 1_500_000
SMALLEST_ZIPPED = 600
RETRY_AFTER = "30"  # seconds


class Kept:
    """An answer as it went out: plain, and zipped where that is shorter."""

    __slots__ = ("status", "etag", "plain", "zipped", "size")

    def __init__(self, status, etag, headers, body):
        self.status, self.etag = status, etag
        self.plain = (body, {**headers, "ETag": f'"{etag}"', "Content-Length": str(len(body))})
        self.zipped = self.plain
        small = len(body) < SMALLEST_ZIPPED or "Content-Encoding" in headers
        packed = b"" if small else gzip.compress(body, 6, mtime=0)
        if packed:
            more = {"ETag": f'"{etag}-gz"', "Content-Encoding": "gzip"}
            self.zipped = (packed, {**headers, **more, "Content-Length": str(len(packed))})
        self.size = len(body) + len(packed)

    def response(self, meta):
        """The answer to one request: whole, only headers (HEAD), or 304."""
        named = meta.get("HTTP_IF_NONE_MATCH")
        accepts = meta.get("HTTP_ACCEPT_ENCODING")
        body, headers = self.zipped if accepts and "gzip" in accepts else self.plain
        if named is not None and self.status == 200 and self._matches(named):
            kept = {k: v for k, v in headers.items() if not k.startswith("Content-")}
            answer = HttpResponse(status=304, headers=kept)
            del answer["Content-Type"]
            return answer
        return HttpResponse(
            b"" if meta["REQUEST_METHOD"] == "HEAD" else body, status=self.status, headers=headers
        )

    def _matches(self, named):
        tags = {tag.strip().removeprefix("W/").strip('"') for tag in named.split(",")}
        return bool(tags & {self.etag, f"{self.etag}-gz", "*"})


class Generation:
    """All pages of one edition and day. Two halves: the older goes when the newer is full."""

    def __init__(self, edition, day):
        self.seed = f"{settings.RELEASE}|{settings.LANGUAGE_CODE}|{edition}|{day}|"
        self.name = (edition, day)
        self.newer, self.older, self.size = {}, {}, 0

    def get(self, key):
        found = self.newer.get(key)
        if found is None and (found := self.older.get(key)) is not None:
            self.put(key, found)
        return found

    def put(self, key, kept):
        if self.size + kept.size > BYTES:
            self.older, self.newer, self.size = self.newer, {}, 0
        self.newer[key] = kept
        self.size += kept.size

    def etag(self, key):
        return hashlib.blake2b((self.seed + key).encode(), digest_size=12).hexdigest()


class Memory:
    """The generation of this process, and when it last looked whether it still holds."""

    def __init__(self):
        self.generation, self.next_look = None, 0.0

    def now(self):
        """The generation to use. Raises a database error when the edition cannot be read."""
        moment = time.monotonic()
        if moment >= self.next_look:
            name = (read_edition(), datetime.now(UTC).date().isoformat())
            if self.generation is None or self.generation.name != name:
                self.generation = Generation(*name)
            self.next_look = moment + TICK
        return self.generation


_memory = Memory()


def read_edition():
    """The number of the newest public event, in one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT edition FROM reviews_head WHERE id = 1")
        return cursor.fetchone()[0]


def forget():
    """Drop what this process remembers of editions and pages."""
    global _memory
    _memory = Memory()


def key_of(request):
    """Scheme, host, path and sorted query; for the API also what the client accepts."""
    meta = request.META
    path, query = meta["PATH_INFO"], meta.get("QUERY_STRING", "")
    if "&" in query:
        query = "&".join(sorted(query.split("&")))
    accept = meta.get("HTTP_ACCEPT", "") if path.startswith("/api/") else ""
    return f"{request.scheme}|{meta.get('HTTP_HOST', '')}|{path}|{query}|{accept}"


class PublicPageCache:
    """Outermost middleware: answers from memory, and keeps what others answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        meta = request.META
        if meta["REQUEST_METHOD"] not in ("GET", "HEAD") or meta["PATH_INFO"].startswith(PRIVATE):
            return self.get_response(request)
        try:
            generation = _memory.now()
        except Error:
            return unavailable(meta["PATH_INFO"])
        key = key_of(request)
        kept = generation.get(key)
        if kept is None:
            request.method = "GET"  # HEAD is answered from what GET gets
            response = self.get_response(request)
            if not _may_be_kept(response):
                return _passed_on(response, meta)
            kept = self._keep(generation, key, response)
        return kept.response(meta)

    def _keep(self, generation, key, response):
        """The answer as kept from now on."""
        response["Cache-Control"] = PUBLIC
        patch_vary_headers(response, ["Accept-Encoding"])
        kept = Kept(
            response.status_code, generation.etag(key), dict(response.items()), response.content
        )
        if kept.size <= LARGEST:
            generation.put(key, kept)
        return kept

    def process_exception(self, request, exception):
        """A database that does not answer is 503, a wrong address 400; neither is our fault.

        Answered here, since Django would log a trace of both, with what the reader asked for.
        """
        if isinstance(exception, BadRequest):
            return views.bad_request(request, exception)
        if isinstance(exception, OperationalError | InterfaceError):
            return unavailable(request.path)
        return None


def _may_be_kept(response):
    return (
        response.status_code in KEPT
        and not response.streaming
        and not response.cookies
        and response.get("Cache-Control", PUBLIC) == PUBLIC
    )


def _passed_on(response, meta):
    """An answer that is not kept, with its way through caches said, and no body for HEAD."""
    if "Cache-Control" not in response:
        response["Cache-Control"] = "no-store" if response.status_code >= 400 else PUBLIC
    if meta["REQUEST_METHOD"] == "HEAD" and not response.streaming:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def unavailable(path):
    """503, asking nothing of anything: a problem in JSON below /api/, else from a template."""
    if path.startswith("/api/"):
        from alsportal.api import problems  # this module is loaded before the models are

        return problems.outside_views(503, path)
    response = HttpResponse(render_to_string("errors/503.html"), status=503)
    response["Retry-After"] = RETRY_AFTER
    response["Cache-Control"] = "no-store"
    return response
