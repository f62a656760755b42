"""Two people changed the same draft: field by field, whose words are kept.

The form that was refused shows both. A tick takes theirs into the field; it stands ready where only
they had changed it. Whichever is not taken stays in the journal or in the field.
"""

from django.db.models import ForeignKey

from reviews.desk.journal_words import target_words
from reviews.difference_words import shown, word_runs

TAKE = "take_theirs"
THEIRS = "theirs-"


def with_theirs(posted):
    """A posted form in which ticked fields hold what the other person had saved."""
    taken = posted.copy()
    for name in posted.getlist(TAKE):
        if THEIRS + name in posted:
            value = posted[THEIRS + name]
            taken.pop(name, None)
            if value:
                taken[name] = value
    return taken


def both(form, rows):
    """[(Change, [choice])] for a refused form and the forms of its rows.

    A choice: {label, name, theirs, mine, words, raw, ready}. Rows that were added or removed have
    no choices; they are shown as they are.
    """
    by_row = {(type(row.instance), row.instance.pk): row for row in rows if row.instance.pk}
    by_row[type(form.instance), form.instance.pk] = form
    return [(change, _choices(change, by_row)) for change in form.theirs]


def _choices(change, by_row):
    own = by_row.get((change.record.instance_type, change.record.id))
    if own is None or change.op != "changed":
        return []
    return [_choice(field, own) for field in change.fields if field.name in own.fields]


def _choice(field, form):
    bound = form[field.name]
    mine, model_field = bound.value(), form.instance._meta.get_field(field.name)
    mine = "" if mine is None or mine is False else _text(mine)
    theirs, before = _raw(field.raw_after), _raw(field.raw_before)
    words = _in_words(model_field, mine)
    return {
        "label": field.label,
        "name": bound.html_name,
        "theirs": field.after,
        "mine": words,
        "words": word_runs(words, field.after) if field.is_prose else (),
        "raw": theirs,
        "same": mine == theirs,
        "ready": mine in (before, theirs),
    }


def _raw(value):
    """A value as a form would post it."""
    if value is None or value is False:
        return ""
    return "on" if value is True else _text(value)


def _text(value):
    text = "on" if value is True else str(value)
    return text.replace("\r\n", "\n")


def _in_words(field, text):
    if isinstance(field, ForeignKey):
        return target_words(field.related_model, text, {}) if text.isdecimal() else shown(text)
    if field.choices:
        return str(dict(field.flatchoices).get(text, text))
    return shown(text)
