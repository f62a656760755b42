"""Small words for writing JSON Schema."""


def obj(description, **properties):
    """An object whose properties are always there."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
    }


def text(description="", **more):
    return _described({"type": "string", **more}, description)


def whole(description="", **more):
    return _described({"type": "integer", **more}, description)


def flag(description=""):
    return _described({"type": "boolean"}, description)


def rows(item, description=""):
    return _described({"type": "array", "items": item}, description)


def texts(description=""):
    return rows(text(), description)


def moment(description=""):
    return text(description, format="date-time")


def day(description=""):
    return text(description, format="date")


def partial_day(description=""):
    return text(f"{description} A year, a month or a day, such as 2018-09; or empty.".strip())


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def or_null(schema):
    """The same, or null."""
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def open_words(words, description=""):
    """One of some words today; clients have to live with further ones."""
    return {**text(description), "x-extensible-enum": list(words)}


def _described(schema, description):
    return {**schema, "description": description} if description else schema
