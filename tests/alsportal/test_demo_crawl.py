"""Every public address of the loaded demo, as a reader, a feed reader and a partner follow it."""

import re
from collections import Counter

import pytest

from tests.alsportal.crawling import crawl, loaded_by, local

# One process loads the demo for this file and for test_load_demo.py, the other goes on.
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("demo")]

REMOVED = ("/trials/NCT03160898", "/api/v1/trials/NCT03160898")
STARTS = ("/", "/robots.txt", "/sitemap.xml", "/api/docs/", f"{REMOVED[0]}/")
REFERENCE = "/api/docs/"
LIMIT = 4000
# Texts that a reader sees when something did not work.
LEFTOVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\[@|\bundefined\b|\bNaN\b|\bLoading\b|\bN/A\b|\bTBD\b|\bnull\b|&[a-z]+;"
    r"|<(?:p|div|a|span|br)\b|%\(\w+\)s"
)
# An empty one of these is a fault; a form's hidden fields and decoration are not among them.
SPEAKING = ("h1", "h2", "h3", "h4", "a", "button", "label", "legend", "summary", "caption", "th",
            "dt", "dd", "li", "figcaption", "option", "title", "p")  # fmt: skip
# Here “None” is the answer of a person, not of a program.
ANSWERS = ("interests", "funding", "paid", "none yet", "none. this is")


@pytest.fixture(scope="module")
def site(demo):
    return crawl(STARTS, limit=LIMIT)


@pytest.fixture(scope="module")
def pages(site):
    """Every page in HTML that a reader can open, by its address."""
    return {url: one.page for url, one in site.items() if one.kind == "text/html" and _shown(one)}


def _shown(answer):
    return answer.status in (200, 410)


def told(faults):
    """A message of one line a fault; the first dozen will do."""
    shown = "\n  ".join(faults[:12])
    return f"{len(faults)} faults:\n  {shown}" if faults else ""


def test_every_link_leads_somewhere(site):
    assert not (faults := told([_told(one) for one in site.values() if not _right(one)])), faults


def _right(answer):
    gone = answer.url.rstrip("/").split("/versions")[0].split("/history")[0] in REMOVED
    moved = answer.status in (301, 302, 308)
    return answer.status == 200 or moved or (gone and answer.status in (200, 410))


def _told(answer):
    return f"{answer.url} gives {answer.status}; linked from {answer.found_on}"


def test_the_crawl_saw_every_kind_of_page(site, pages):
    heads = Counter(url.split("/")[1] for url in pages if re.fullmatch(r"/\w+/[\w-]+/", url))
    assert {name: heads[name] for name in ("therapies", "trials", "guides", "words")} == {
        "therapies": 12,
        "trials": 25 + 1,  # the one that was removed still answers
        "guides": 4,
        "words": 15,
    }


def test_no_public_answer_sets_a_cookie(site):
    assert not [url for url, one in site.items() if one.cookies]


def test_no_page_loads_anything_from_another_site(pages):
    faults = [
        f"{url} loads {address}"
        for url, page in pages.items()
        for _tag, address in loaded_by(page)
        if local(address, url) is None and not address.startswith("data:")
    ]
    faults += [
        f"{url} has a style of its own" for url, page in pages.items() if page.find(style=True)
    ]
    assert not (faults := told(faults)), faults


def test_links_into_a_page_find_their_place(site, pages):
    faults = []
    for url, page in pages.items():
        ids = {tag["id"] for tag in page.find_all(id=True)}
        wanted = {f for f in site[url].fragments if f != "top"}
        faults += [f"{url}#{place} is not there" for place in wanted - ids]
    assert not (faults := told(faults)), faults


def test_each_page_has_one_main_heading_and_no_id_twice(pages):
    faults = []
    for url, page in pages.items():
        if len(page.find_all("h1")) != 1:
            faults.append(f"{url} has {len(page.find_all('h1'))} h1")
        twice = [i for i, n in Counter(t["id"] for t in page.find_all(id=True)).items() if n > 1]
        faults += [f"{url} has the id {i} twice" for i in twice]
    assert not (faults := told(faults)), faults


def test_nothing_that_should_speak_is_empty(pages):
    faults = [
        f"{url}: empty <{tag.name}> {str(tag)[:90]}"
        for url, page in pages.items()
        for tag in page.find_all(SPEAKING)
        if not _speaks(tag)
    ]
    assert not (faults := told(faults)), faults


def _speaks(tag):
    if any(not text.isspace() for text in tag.strings):
        return True
    named = tag.get("aria-label") or tag.find(attrs={"alt": True}) or tag.find(["input", "select"])
    return bool(named)


def test_no_page_shows_what_a_program_left_behind(pages):
    faults = []
    for url, page in pages.items():
        if url == REFERENCE or "/compare/" in url:
            continue  # explains null and [@key]; shows texts as their editors typed them
        for text in page.find_all(string=True):
            if text.parent.name in ("script", "style", "code", "pre"):
                continue
            if found := LEFTOVER.search(text):
                faults.append(f"{url}: “{found[0]}” in “{text.strip()[:80]}”")
            if text.strip() in ("None", "-", "—", "[]", "{}", "()", "False", "True"):
                if not _is_answer(text):
                    faults.append(f"{url}: “{text.strip()}” in {str(text.parent.parent)[:90]}")
    assert not (faults := told(faults)), faults


def _is_answer(text):
    around = text.find_parent(["p", "li", "div", "dl", "tr", "section"])
    return around is not None and any(word in around.get_text(" ").lower() for word in ANSWERS)


def test_pages_say_their_language_and_no_two_of_them_have_one_title(pages):
    faults = [f"{url} says no language" for url, page in pages.items() if not page.html.get("lang")]
    called = {}
    for url, page in pages.items():
        if "?" not in url:
            called.setdefault(page.title.get_text(strip=True), set()).add(_own_address(url, page))
    faults += [
        f"{sorted(urls)} are all called “{t}”" for t, urls in called.items() if len(urls) > 1
    ]
    assert not (faults := told(faults)), faults


def _own_address(url, page):
    """The address that a page names as its own: the newest version and the live page share one."""
    named = page.find("link", rel="canonical")
    return local(named["href"]) if named else url
