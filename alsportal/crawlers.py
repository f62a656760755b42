"""For search engines and browsers: sitemaps, robots.txt, the description of our search."""

from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews import kinds, lists, published

PER_SITEMAP = 5000
LONGEST = 100  # characters of an address
XML = "application/xml"
SITE = "site"  # the sitemap of pages that stand for themselves
STANDING = ("/", "/new/", "/how-we-check/", "/accessibility/", "/privacy/", "/api/docs/")
# What engines should leave alone: the desk, endless searches, data, and texts that are out of date.
DISALLOWED = ("/admin/", "/search/", "/api/", "/*/versions/")
ALLOWED = ("/api/docs/",)


@require_safe
def sitemap_index(request):
    """The sitemaps there are: one for the site, some for each kind of page."""
    lists.refuse_unknown(request.GET, ())
    rows = [{"url": settings.SITE_URL + f"/sitemaps/{SITE}.xml", "at": None}]
    for kind in kinds.every():
        rows += _sitemaps_of(kind)
    return render(request, "sitemaps/index.xml", {"sitemaps": rows}, content_type=XML)


def _sitemaps_of(kind):
    """The sitemaps of one kind; each but the first begins after the last address of another."""
    slugs = list(published.listings(kind).order_by("slug").values_list("slug", flat=True))
    newest = published.listings(kind).aggregate(at=Max("published_at"))["at"]
    base = f"{settings.SITE_URL}/sitemaps/{kind.path}.xml"
    starts = [
        "",
        *(f"?{urlencode({'after': slug})}" for slug in slugs[PER_SITEMAP - 1 :: PER_SITEMAP]),
    ]
    return [{"url": base + start, "at": newest} for start in starts]


@require_safe
def sitemap(request, name):
    """Live pages of a kind with the dates of their publication, in order of their addresses."""
    if name == SITE:
        lists.refuse_unknown(request.GET, ())
        standing = [*STANDING, *(f"/{kind.path}/" for kind in kinds.every())]
        return _urls(request, [{"url": settings.SITE_URL + path} for path in standing])
    lists.refuse_unknown(request.GET, ("after",))
    kind = next((kind for kind in kinds.every() if kind.path == name), None)
    if kind is None:
        raise Http404
    after = request.GET.get("after", "")
    if len(after) > LONGEST or not after.isprintable():
        raise lists.BadParameters(_("“after” has to be the address of a page."))
    rows = published.listings(kind).filter(slug__gt=after).order_by("slug")
    pages = rows.values_list("slug", "published_at")[:PER_SITEMAP]
    base = settings.SITE_URL
    return _urls(
        request, [{"url": base + iri_to_uri(kind.url(slug)), "at": at} for slug, at in pages]
    )


def _urls(request, pages):
    return render(request, "sitemaps/pages.xml", {"pages": pages}, content_type=XML)


@require_safe
def robots(request):
    """Engines may find every live page; the rest they should leave alone."""
    lists.refuse_unknown(request.GET, ())
    lines = ["User-agent: *"]
    lines += [f"Allow: {path}" for path in ALLOWED]
    lines += [f"Disallow: {path}" for path in DISALLOWED]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request):
    """How a browser can search here from its own search box."""
    lists.refuse_unknown(request.GET, ())
    context = {"site": settings.SITE_URL}
    kind = "application/opensearchdescription+xml"
    return render(request, "opensearch.xml", context, content_type=kind)
