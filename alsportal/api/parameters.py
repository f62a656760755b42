"""Query parameters, declared once: what is allowed, what it means, how it is read.

Everything undeclared, repeated or malformed is refused by name, so that a typing error never
passes for a filter that found nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from alsportal.api.problems import Problem

WHOLE_NUMBER = re.compile(r"[0-9]{1,19}")
SHOWN = 100  # characters of a refused value that are repeated in the answer


class Refused(ValueError):
    """A value that is not allowed; the text says what is."""


@dataclass(frozen=True)
class Parameter:
    """One query parameter. ``read`` turns its text into a value or raises ``Refused``."""

    name: str
    description: str
    schema: dict
    read: Callable
    default: object = None
    required: bool = False


def choice(name, values, description):
    """One of some words, as they are written."""
    values = list(values)

    def read(text):
        if text not in values:
            raise Refused(f"Use one of: {', '.join(values)}.")
        return text

    return Parameter(name, description, {"type": "string", "enum": values}, read)


def flag(name, description):
    """True, false, or (left out) None."""

    def read(text):
        if text not in ("true", "false"):
            raise Refused("Use true or false.")
        return text == "true"

    return Parameter(name, description, {"type": "boolean"}, read)


def number(name, description, *, least, most, default=None, required=False):
    """A whole number in decimal digits, both bounds included."""

    def read(text):
        if not WHOLE_NUMBER.fullmatch(text) or not least <= int(text) <= most:
            raise Refused(f"Use a whole number from {least} to {most}.")
        return int(text)

    schema = {"type": "integer", "minimum": least, "maximum": most}
    if default is not None:
        schema["default"] = default
    return Parameter(name, description, schema, read, default, required)


def text(name, description, *, longest):
    """Some words. Control characters are refused."""

    def read(value):
        if not value.strip() or len(value) > longest or not value.isprintable():
            raise Refused(f"Use 1 to {longest} printable characters.")
        return value.strip()

    schema = {"type": "string", "minLength": 1, "maxLength": longest}
    return Parameter(name, description, schema, read)


def pattern(name, expression, description, *, mend):
    """Words of one form; ``expression`` has to match the whole value."""

    def read(value):
        if not re.fullmatch(expression, value):
            raise Refused(mend)
        return value

    schema = {"type": "string", "pattern": f"^{expression}$"}
    return Parameter(name, description, schema, read)


def read(query, declared):
    """``{name: value}`` of a QueryDict, with defaults. Raises Problem naming all faults at once."""
    known = {parameter.name: parameter for parameter in declared}
    errors = [_unknown(name, known) for name in query if name not in known]
    values = {}
    for name, parameter in known.items():
        given = query.getlist(name)
        if len(given) > 1:
            errors.append(error(name, given[-1], "Give this parameter only once."))
        elif given:
            try:
                values[name] = parameter.read(given[0])
            except Refused as refusal:
                errors.append(error(name, given[0], str(refusal)))
        elif parameter.required:
            errors.append(error(name, None, "This parameter is required."))
        else:
            values[name] = parameter.default
    if errors:
        raise refused(errors)
    return values


def refused(errors):
    """The problem for faults in parameters; ``errors`` as made by ``error``."""
    names = ", ".join(dict.fromkeys(item["parameter"] for item in errors))
    return Problem("invalid-parameters", f"Refused: {names}.", errors=errors)


def _unknown(name, known):
    allowed = ", ".join(known) or "none"
    return error(name[:SHOWN], None, f"This parameter is unknown here. Known: {allowed}.")


def error(name, value, mend):
    """One fault: which parameter, its value, and how to mend it."""
    return {"parameter": name, "value": value and value[:SHOWN], "mend": mend}
