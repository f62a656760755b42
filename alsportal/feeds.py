"""Atom feeds: everything new, one kind of page, one page. Paged by edition (RFC 5005)."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alsportal import news
from reviews import kinds, lists, published

ALL = "all"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
SINCE = "2026"  # the year from which our tag URIs hold (RFC 4151); never change it
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LICENCE = "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"


class Feed(Atom1Feed):
    """Atom with the links of a paged feed, and `updated` that no clock moves."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for rel, href in self.feed["pages"]:
            handler.addQuickElement("link", "", {"rel": rel, "href": href})

    def latest_post_date(self):
        return self.feed["moment"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["approved_by"]:
            handler.startElement("contributor", {})
            handler.addQuickElement("name", name)
            handler.endElement("contributor")


@require_safe
def of_kind(request, name):
    """The feed of everything, or of one kind of page by its path."""
    lists.refuse_unknown(request.GET, news.PAGING)
    kind = next((kind for kind in kinds.every() if kind.path == name), None)
    if kind is None and name != ALL:
        raise Http404
    title = _("New on alsportal") if kind is None else _("New on alsportal: %(kinds)s")
    label = {"kinds": str(kind.label_plural)} if kind else {}
    page_url = f"/new/?kind={kind.name}" if kind else "/new/"
    window = news.window(request.GET, kind=kind)
    return _answer(request, window, title=title % label, page_url=page_url)


@require_safe
def of_page(request, kind, slug):
    """The feed of one page, also after it was taken down; 301 from an address it had before."""
    lists.refuse_unknown(request.GET, news.PAGING)
    try:
        entry = published.entry_at(kinds.get(kind), slug)
    except published.NothingThere:
        raise Http404 from None
    if entry.slug != slug:
        return HttpResponsePermanentRedirect(published.feed_url(entry))
    window = news.window(request.GET, entry=entry)
    title = window.items[0].title if window.items else entry.slug
    page_url = published.versions_url(entry)
    return _answer(request, window, title=_("Changes of “%s”") % title, page_url=page_url)


def _answer(request, window, *, title, page_url):
    address = settings.SITE_URL + request.path
    query = request.GET.urlencode()
    feed = Feed(
        title=_clean(title),
        link=settings.SITE_URL + page_url,
        description="",
        subtitle=_("Pages published, changed and taken down, each with its reason."),
        language=settings.LANGUAGE_CODE,
        author_name="alsportal",
        feed_url=f"{address}?{query}" if query else address,
        feed_guid=address,
        feed_copyright=LICENCE,
        pages=_pages(address, window, query),
        moment=window.items[0].at if window.items else news.BEGINNING,
    )
    for item in window.items:
        _add(feed, item)
    return HttpResponse(feed.writeString("utf-8"), content_type=MEDIA_TYPE)


def _pages(address, window, query):
    """Links of a paged feed: "next" is the older one, as RFC 5005 has it."""
    pages = [("first", address)] if query else []
    if window.older:
        pages.append(("next", f"{address}?before={window.older}"))
    if window.newer:
        pages.append(("previous", f"{address}?after={window.newer}"))
    return pages


def _add(feed, item):
    people = item.more.get("approved_by", ())
    feed.add_item(
        title=_clean(item.headline),
        link=settings.SITE_URL + item.url,
        description=_clean(_content(item)),
        unique_id=_tag(item.edition),
        pubdate=item.at,
        updateddate=item.at,
        categories=[item.kind],
        approved_by=[_clean(f"{row['name']} ({row['role']})") for row in people],
    )


def _content(item):
    return render_to_string("feeds/entry.html", {"item": item, "site": settings.SITE_URL})


def _tag(edition):
    """The id of an event for ever, whatever feed it stands in (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:edition/{edition}"


def _clean(text):
    """The text without characters that XML cannot hold."""
    return NOT_XML.sub("", str(text))
