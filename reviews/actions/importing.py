"""A web page becomes a draft, with nothing of it lost and nothing of it trusted."""

import datetime
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews import kinds, roles
from reviews.actions.guards import is_machine, require_role
from reviews.actions.submitting import Examination, examine, open_entry
from reviews.errors import ActionRefused
from reviews.importing import drafting
from reviews.models import FoundPage, User

MAX_URL = 500
_check_url = URLValidator(schemes=["http", "https"])


class AlreadyImported(ActionRefused):
    """The same page, letter for letter, was brought in before: ``earlier`` says as what."""

    message = _("This page was imported before.")
    mend = _("Work on the draft that came of it, or say that you want another one.")

    def __init__(self, earlier):
        self.earlier = earlier
        super().__init__()


class NotImportable(ActionRefused):
    message = _("Pages of this kind cannot be imported.")
    mend = _("Choose another kind of page.")


class BadAddress(ActionRefused):
    message = _("This is no address of a web page.")
    mend = _("It begins with http:// or https:// and has at most 500 characters.")


@dataclass(frozen=True)
class Imported:
    """The draft, the page as it is kept, what the rules say, and what was left to the editor."""

    draft: object
    found: FoundPage
    seen: Examination
    remarks: list


def importable():
    """The kinds of which a found page can become a draft."""
    return [kind for kind in kinds.every() if kind.found]


@transaction.atomic
def import_page(*, page, kind, by, url="", again=False, language="en"):
    """Keep a page as found and make a draft of it under a person's name; returns ``Imported``.

    By an author, or by the account of the software. Each block says where it comes
    from and that nobody has verified it. Raises NotYourRole, NotImportable, BadAddress,
    AlreadyImported (unless ``again``), and the errors of ``examine`` for a text that no page can
    show; then nothing is kept.
    """
    if not is_machine(by, roles.IMPORTER):
        require_role(by, roles.AUTHOR)
    kind = _kind(kind)
    User.objects.select_for_update().get(pk=by.pk)  # a double click waits here, and finds the first
    earlier = FoundPage.objects.filter(digest=page.digest).order_by("-pk").first()
    if earlier and not again:
        raise AlreadyImported(earlier)
    _refuse_bad_address(url)
    page = replace(page, url=url)
    plan = kind.plan_of(page)
    entry = open_entry(kind=kind.name, language=language)
    draft = drafting.save_plan(plan, page=page, entry=entry, kind=kind, by=by)
    remarks = [*page.remarks, *plan.remarks]
    found = _keep(page, entry, by=by, remarks=remarks)
    return Imported(draft, found, examine(draft=draft), remarks)


def _kind(name):
    found = next((kind for kind in importable() if kind.name == name), None)
    if found is None:
        raise NotImportable()
    return found


def _refuse_bad_address(url):
    try:
        if url:
            _check_url(url)
    except ValidationError:
        raise BadAddress() from None
    if len(url) > MAX_URL:
        raise BadAddress()


def _keep(page, entry, *, by, remarks):
    day = page.retrieved_on
    return FoundPage.objects.create(
        entry=entry,
        name=page.name[:200],
        url=page.url,
        text=page.text,
        digest=page.digest,
        media_type=page.media_type,
        origin=page.origin.kind,
        tool=page.origin.tool,
        remarks="\n".join(remarks),
        retrieved_on=datetime.date.fromisoformat(day) if day else None,
        imported_at=timezone.now(),
        by=by,
    )
