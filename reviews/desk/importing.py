"""“Import a web page” in the desk: paste or choose, look at what was found, keep it as a draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _

from reviews import actions, kinds, rules
from reviews.actions.importing import AlreadyImported, importable
from reviews.desk import checklist, refusals
from reviews.desk.dashboard import draft_url
from reviews.desk.import_form import ImportForm
from reviews.desk.reading import outline
from reviews.desk.textforms import posted
from reviews.importing import guessing, keeping, reading
from reviews.labels import section_label
from reviews.models import BlockRow, FoundPage


class Undone(Exception):
    """Ends the transaction of a preview, so that nothing of it is kept."""


def urls(site):
    """The pages of this module, for the desk's own addresses."""
    view = site.admin_view
    return [
        path("import/", view(lambda request: import_view(request, site)), name="desk_import"),
        path(
            "import/<int:pk>/",
            view(lambda request, pk: found_view(request, site, pk)),
            name="desk_found",
        ),
    ]


def may_import(user):
    """The kinds of which this person may add drafts."""
    return [kind for kind in importable() if user.has_perm(_permission(kind, "add"))]


def _permission(kind, verb):
    opts = kind.draft_model()._meta
    return f"{opts.app_label}.{verb}_{opts.model_name}"


# Bringing a page in


def import_view(request, site):
    """The form; what was found and what the rules say of it; and at last the draft."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    allowed = may_import(request.user)
    if not allowed:
        raise PermissionDenied
    initial = {"kind": request.GET.get("kind", "")}
    form = ImportForm(allowed, posted(request), request.FILES or None, initial=initial)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            kind = _kind_of(form)
            if "_keep" in request.POST:
                return _keep(request, form, kind)
            context = _preview(request, form, kind)
        except refusals.REFUSALS as error:
            context = _refused(form, error)
    template = "desk/import_preview.html" if "page" in context else "desk/import.html"
    status = refusals.status_of(context["refusal"]) if "refusal" in context else 200
    context = {**site.each_context(request), "title": _("Import a web page"), **context}
    return render(request, template, context, status=status)


def _kind_of(form):
    name = form.cleaned_data["kind"] or guessing.kind(form.page)
    kind = next((kind for kind in form.allowed if kind.name == name), None)
    if kind is None:
        raise PermissionDenied
    return kind


def _import(request, form, kind):
    typed = form.cleaned_data
    return actions.import_page(
        page=form.page,
        kind=kind.name,
        by=request.user,
        url=typed["url"],
        again=typed.get("again", False),
    )


def _keep(request, form, kind):
    draft = _import(request, form, kind).draft
    words = _("“%s” is a draft now. Nobody outside the desk can see it.") % draft.title
    messages.success(request, words)
    return HttpResponseRedirect(draft_url(draft))


def _preview(request, form, kind):
    """What was recognised; the draft is made, examined and undone."""
    try:
        with transaction.atomic():
            done = _import(request, form, kind)
            raise Undone
    except Undone:
        document = done.seen.document
    return {
        "page": form.page,
        "kind": kind,
        "guessed": not form.cleaned_data["kind"],
        "remarks": done.remarks,
        "facts": _facts(form.page),
        "outline": outline(document),
        "checklist": _checklist(done.seen),
        "form": form.for_keeping(kind, again=form.cleaned_data.get("again", False)),
    }


def _facts(page):
    """[(label, words)] of what was read from the page; nothing is shown that is not there."""
    origin = str(BlockRow.Origin(page.origin.kind).label)
    found = [
        (_("Title of the page"), page.title),
        (_("Where it comes from"), ": ".join(filter(None, (origin, page.origin.tool)))),
        (_("What it says of that"), page.origin.evidence),
        (_("Lines"), str(len(page.lines))),
        (_("Dated"), page.made_on),
        (_("Citation keys"), ", ".join(page.citation_keys)),
        *((kind.upper(), ", ".join(ids)) for kind, ids in page.identifiers.items()),
    ]
    return [(label, words) for label, words in found if words]


def _checklist(seen):
    """The findings, without links: there is no form yet to lead to."""
    found = checklist.Checklist(seen=seen)
    for finding in seen.findings:
        item = checklist.Item(finding, checklist.where(seen.document, finding.place), "")
        (found.blocking if finding.severity == rules.BLOCK else found.warnings).append(item)
    return found


def _refused(form, error):
    """The page again, with what stands in its way; one imported before may become another draft."""
    context = {"form": form, "refusal": refusals.worded(error)}
    if isinstance(error, AlreadyImported):
        kind = kinds.get(error.earlier.entry.kind)
        context |= {
            "earlier": error.earlier,
            "earlier_draft": kind.draft_model().objects.filter(entry=error.earlier.entry).first(),
            "form": form.for_keeping(_kind_of(form), again=True),
        }
    return context


# A page as it was found, beside what became of it


def found_view(request, site, pk):
    """The text letter for letter, the blocks of the draft, and which of them nobody verified."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        found = get_object_or_404(FoundPage.objects.select_related("entry", "by"), pk=pk)
    except OverflowError:
        raise Http404 from None
    kind = kinds.get(found.entry.kind)
    if not any(request.user.has_perm(_permission(kind, verb)) for verb in ("view", "change")):
        raise PermissionDenied
    draft = kind.draft_model().objects.filter(entry=found.entry).first()
    blocks = [_block(row) for row in draft.blocks.all()] if draft else []
    context = {
        **site.each_context(request),
        "title": _("The page as found"),
        "found": found,
        "origin": BlockRow.Origin(found.origin).label,
        "kind": kind,
        "opts": kind.draft_model()._meta,
        "draft": draft,
        "draft_url": draft_url(draft) if draft else "",
        "read": _as_read(found),
        "blocks": blocks,
        "open": sum(not block["verified"] for block in blocks),
    }
    return render(request, "desk/found.html", context)


def _as_read(found):
    """The words of a page of HTML, as they were read; a text is its own reading."""
    if found.media_type != "text/html":
        return ""
    return keeping.markdown(reading.read_text(found.text, found.name).lines)


def _block(row):
    return {
        "section": section_label(row.section),
        "heading": getattr(row, "heading", ""),
        "origin": row.get_origin_display(),
        "text": row.text,
        "verified": row.verified_by if row.origin != BlockRow.Origin.HUMAN else _("own words"),
    }


def about(draft):
    """The imported pages a draft came from, newest first, without their text."""
    return draft.entry.found_pages.defer("text").order_by("-pk")
