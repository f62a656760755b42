"""Every version that a page has had: the list, and each one for itself."""

from django.conf import settings
from django.utils.http import http_date
from rest_framework.response import Response

from alsportal.api import envelope, paging
from alsportal.api.reading import LANGUAGE, entry_at
from alsportal.api.views import ApiView
from reviews import events, kinds, published
from reviews.models.published import Version

HIGHEST = 2**31 - 1  # what the column holds on both databases


class VersionList(ApiView):
    """The versions of a page, newest first, without their documents; two queries. The list stays
    when the page is taken down."""

    kind = ""
    shape = "VersionList"
    problems = (400, 404)
    parameters = (paging.limit(), paging.cursor("versions"))

    def answer(self, asked, slug):
        entry = entry_at(self.kind, slug)
        shown, page = paging.page_of(
            list(self.rows(entry, asked)),
            limit=asked["limit"],
            name="versions",
            key=lambda version: version.number,
        )
        return {
            "data": [_row(entry, version) for version in shown],
            "page": page,
            "meta": {"data_as_of": envelope.moment(entry.data_as_of)},
        }

    def rows(self, entry, asked):
        rows = Version.objects.filter(entry=entry).select_related("event", "removal")
        if asked["cursor"] is not None:
            rows = rows.filter(number__lt=asked["cursor"])
        return rows.defer("document", "colophon").order_by("-number")[: asked["limit"] + 1]


def _row(entry, version):
    removal = getattr(version, "removal", None)
    return {
        "version": version.number,
        "digest": version.digest,
        "edition": version.event.edition,
        "published_at": envelope.moment(version.published_at),
        "note": events.data_of(version.event)["reason"],
        "current": version.pk == entry.live_version_id,
        "removed_at": envelope.moment(removal and removal.removed_at),
        "removal_reason": removal and removal.reason,
        "url": settings.SITE_URL + published.version_url(entry, version.number),
    }


class OneVersion(ApiView):
    """One version as it was approved; it never changes, only the notices of the day around it do.
    An older one says `superseded`. Versions of a page that was taken down answer 410, and so does,
    for good, the one that was taken down."""

    kind = ""
    problems = (400, 404, 410)

    def answer(self, asked, slug, number):
        kind, number = kinds.get(self.kind), min(int(number), HIGHEST)
        page = published.version(kind, slug, number, language=LANGUAGE)
        then = http_date(page.version.published_at.timestamp())
        answer = envelope.item(page, permanent=True)
        return Response(answer, headers={"Memento-Datetime": then})
