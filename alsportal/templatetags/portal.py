"""Template tags of the public pages: pick, word and set what a document holds."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from alsportal import dates, reading
from therapies import words as therapy_words
from trials import reading as trial_reading
from trials import words as trial_words

register = template.Library()

register.filter("human_date", dates.human)
register.filter("human_moment", dates.human_moment)
register.filter("names_of", reading.names_of)
register.filter("stop_statuses", reading.stop_statuses)
register.filter("ai_blocks", reading.ai_blocks)
register.filter("parts_of", reading.parts_of)
register.filter("criteria_groups", trial_reading.criteria_groups)
register.filter("sites_by_country", trial_reading.sites_by_country)
register.filter("site_state", trial_reading.site_state)
register.filter("citations_beside", reading.citations_beside)
register.filter("count_words", trial_words.count_words)
register.filter("phase_words", trial_words.phase_words)
register.filter("registry_word", trial_words.registry_word)
register.simple_tag(reading.block_of, name="block_of")
register.simple_tag(reading.notices_of, name="notices_of")
register.simple_tag(reading.quotes_of, name="quotes_of")
register.simple_tag(reading.cited_in, name="cited_in")

TABLES = {
    "certainty": therapy_words.CERTAINTY,
    "certainty_means": therapy_words.CERTAINTY_MEANS,
    "design": therapy_words.DESIGN,
    "status": therapy_words.STATUS,
    "regulatory": therapy_words.REGULATORY_KIND,
    "jurisdiction": therapy_words.JURISDICTION,
    "therapy_type": therapy_words.THERAPY_TYPE,
    "origin": therapy_words.ORIGIN,
    "topic": therapy_words.TOPIC,
    "direction": trial_words.DIRECTION,
}


@register.filter
def word(code, table):
    """`{{ row.certainty|word:"certainty" }}`: the plain word for a code of that table."""
    return therapy_words.word(TABLES[table], code)


@register.filter
def status_word(status):
    """A registry status in two or three words."""
    return trial_reading.status_row(status)[0]


@register.simple_tag
def prose(value):
    """The HTML of a rich text: sanitised and frozen when the document was submitted.

    The one place where document HTML is trusted. Plain text or nothing is never marked safe.
    """
    html = value.get("html") if isinstance(value, dict) else None
    return mark_safe(html) if html else ""  # noqa: S308


@register.filter
def time(value):
    """A date inside <time>, spelt for people and marked for machines."""
    spelt, machine = dates.human(value), dates.machine(value)
    if not machine:
        return spelt
    return format_html('<time datetime="{}">{}</time>', machine, spelt)


@register.simple_tag
def bars(certainty):
    """Four bars as (filled, x) for the certainty line."""
    filled = therapy_words.CERTAINTY_BARS.get(certainty, 0)
    return [{"filled": i < filled, "x": 1 + i * 9} for i in range(4)]
