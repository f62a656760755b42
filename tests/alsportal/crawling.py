"""Follows every link of the site as a reader without cookies would, and keeps what came back."""

import html
import json
import re
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

PRIVATE = "/admin/"
# What a page asks for by itself when it is opened.
LOADED = {
    "img": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "use": ("href", "xlink:href"),
    "form": ("action",),
}
LOADING_LINKS = {"stylesheet", "preload", "icon", "modulepreload", "preconnect", "dns-prefetch"}
LEADING = ["a", "area", "link"]


@dataclass
class Answer:
    """What one address gave: ``found_on`` is the first page that led there."""

    url: str
    found_on: str
    status: int
    kind: str
    cookies: list[str]
    page: BeautifulSoup | None = None
    fragments: set[str] = field(default_factory=set)


def crawl(starts, *, limit):
    """{path with query: Answer} of all that can be reached from ``starts`` on this site.

    Addresses with a query are read, but only pages without one are followed further, or filters
    and sort orders would multiply without end. Raises AssertionError beyond ``limit`` addresses.
    """
    client, found = Client(), {}
    waiting = deque((start, "the start") for start in starts)
    while waiting:
        url, found_on = waiting.popleft()
        path, fragment = urldefrag(url)
        if path not in found:
            found[path] = _ask(client, path, found_on)
            assert len(found) <= limit, f"More than {limit} addresses; the last: {path}"
            if "?" not in path:
                waiting.extend((link, path) for link in _links(found[path]))
        if fragment:
            found[path].fragments.add(fragment)
    return found


def local(url, base="/"):
    """The path, query and fragment of an address of this site; None for any other site's."""
    parts = urlsplit(urljoin(base, url.strip()))
    if parts.scheme not in ("", "http", "https"):
        return None
    if parts.netloc and parts.netloc not in (urlsplit(settings.SITE_URL).netloc, "testserver"):
        return None
    query = f"?{parts.query}" if parts.query else ""
    return (parts.path or "/") + query + (f"#{parts.fragment}" if parts.fragment else "")


def loaded_by(page):
    """Every address that a page loads by itself, or sends a form to, with its tag."""
    for tag in page.find_all([*LOADED, "link"]):
        keys = LOADED.get(tag.name, ())
        if tag.name == "link" and LOADING_LINKS & set(tag.get("rel", ())):
            keys = ("href",)
        yield from ((tag, tag[key]) for key in keys if tag.get(key))


def _ask(client, path, found_on):
    if path.startswith(settings.STATIC_URL):
        there = finders.find(path.removeprefix(settings.STATIC_URL).split("?")[0])
        return Answer(path, found_on, 200 if there else 404, "static", [])
    response = client.get(path)
    kind = response.headers.get("Content-Type", "").split(";")[0]
    answer = Answer(path, found_on, response.status_code, kind, list(response.cookies))
    if response.status_code in (301, 302, 307, 308):
        answer.page = response.headers["Location"]
    elif kind == "text/html":
        answer.page = BeautifulSoup(response.content, "lxml")
    else:
        answer.page = response.content.decode(errors="replace")
    return answer


def _links(answer):
    """Addresses on this site that an answer leads to."""
    if answer.page is None:
        return
    if 300 <= answer.status < 400:
        found = [answer.page]
    elif answer.kind == "text/html":
        found = [tag["href"] for tag in answer.page.find_all(LEADING, href=True)]
        found += [url for tag, url in loaded_by(answer.page) if tag.name != "form"]
    else:
        found = _addresses(answer)
    for url in found:
        here = local(url, answer.url)
        if here and not here.startswith(PRIVATE):
            yield here


def _addresses(answer):
    """What a feed, a sitemap or the API names on this site."""
    if answer.kind.endswith("json"):
        return [text for text in _strings(json.loads(answer.page)) if _ours(text)]
    text = html.unescape(html.unescape(answer.page))  # a feed holds HTML inside its XML
    return [url for url in re.findall(r"""https?://[^\s"'<>]+""", text) if _ours(url)]


def _ours(text):
    return re.fullmatch(rf"{re.escape(settings.SITE_URL)}/[^\s{{}}]*", text) is not None


def _strings(value):
    """Every string of what JSON holds, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
