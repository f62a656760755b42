"""A whole document set for reading: every leaf is on the screen, nothing hides in markup.

Prose appears as readers will see it. Everything else goes through ``shown``, which writes out what
cannot be seen. Fields without a value are named in one line, so that what is there stands out.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from reviews.difference_rows import row_name
from reviews.difference_words import shown
from reviews.labels import label_of, reading_order

CLOSED = {"names", "people", "funding", "review", "change", "sources", "notices", "facts"}
EMPTY = (None, "", [], {})
# Said by the heading of the row, or by the prose beside it.
SAID = {"markdown", "html", "section"}


def outline(document):
    """[{key, label, html, open}]: first all single values, then each part in reading order."""
    single = {k: v for k, v in document.items() if not isinstance(v, dict | list)}
    parts = [key for key in reading_order(document) if key not in single]
    return [{"key": "page", "label": _("The page"), "html": _fields(single), "open": True}] + [
        {
            "key": key,
            "label": _("Sections") if key == "blocks" else label_of(key),
            "html": _value(document[key]),
            "open": key not in CLOSED and document[key] not in EMPTY,
        }
        for key in parts
    ]


def _value(value, key=""):
    if isinstance(value, dict):
        return _fields(value)
    if isinstance(value, list):
        return _citations(value) if key == "citations" else _list(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return format_html('<span class="words">{}</span>', shown(str(value)))


def _fields(value):
    keys = [key for key in reading_order(value) if key not in SAID]
    there = [key for key in keys if value[key] not in EMPTY]
    unset = [label_of(key) for key in keys if value[key] in EMPTY]
    listed = format_html_join(
        "",
        "<div><dt>{}</dt><dd>{}</dd></div>",
        ((label_of(key), _value(value[key], key)) for key in there),
    )
    return format_html(
        "{}{}{}",
        _prose(value) if "html" in value else "",
        format_html('<dl class="data">{}</dl>', listed) if there else "",
        _unset(unset),
    )


def _unset(labels):
    if not labels:
        return ""
    return format_html('<p class="unset">{}: {}</p>', _("Not stated"), ", ".join(labels))


def _prose(value):
    """The frozen HTML, sanitised when the document was made, and its Markdown to compare."""
    html = mark_safe(value["html"])  # noqa: S308
    source = format_html(
        '<details class="source-text"><summary>{}</summary><pre>{}</pre></details>',
        _("as typed"),
        shown(value.get("markdown") or ""),
    )
    return format_html('<div class="prose">{}</div>{}', html, source)


def _citations(rows):
    """“[1] key, p. 3: quotation”, one a line."""
    lines = (
        (
            row["number"],
            shown(row["key"]),
            f", {shown(row['locator'])}" if row["locator"] else "",
            f": “{shown(row['quote'])}”" if row["quote"] else "",
        )
        for row in rows
    )
    return format_html_join(mark_safe("<br>"), "[{}] {}{}{}", lines)


def _list(value):
    if not value:
        return format_html('<span class="soft">{}</span>', _("none"))
    if not any(isinstance(item, dict) for item in value):
        items = ((_value(item),) for item in value)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items))
    rows = ((row_name(row, number), _value(row)) for number, row in enumerate(value))
    return format_html_join("", '<section class="row"><h4>{}</h4>{}</section>', rows)
