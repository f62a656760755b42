"""Words too common to search for. They are indexed, and searched when a query has no other."""

ENGLISH = frozenset(
    """a about an and any are as at be been but by can could did do does for from had has have he
    her him his how i if in into is it its me my not of on or our she should so than that the their
    them then there these they this those to was we were what when where which who why will with
    would you your""".split()
)

# Without words that mean something in English or in medicine (sin, son, no, una, ...).
SPANISH = frozenset(
    """al como con cual cuando de del donde el ella ellos en esta este esto estos estas la las lo
    los mas mi muy o para pero por porque que quien se ser si sobre su sus tambien tiene un una y
    ya""".split()
)

BY_LANGUAGE = {"en": ENGLISH, "es": SPANISH}


def stop_words(language: str | None) -> frozenset[str]:
    """The stop words of a language, or of all where none is asked for."""
    if language is None:
        return ENGLISH | SPANISH
    return BY_LANGUAGE.get(language[:2], frozenset())
