"""The listing of a hit, read in the statement that finds it: one query less for the page."""

from collections.abc import Callable

from reviews.models.published import Listing

FIELDS = Listing._meta.concrete_fields
NAMES = [field.attname for field in FIELDS]
COLUMNS = "".join(f", l.{field.column}" for field in FIELDS)


def maker(connection) -> Callable[[list], Listing | None]:
    """A function that makes a Listing of its columns; of a page without one it makes None."""
    converters = [
        (place, convert, field.cached_col)
        for place, field in enumerate(FIELDS)
        for convert in (
            *connection.ops.get_db_converters(field.cached_col),
            *field.get_db_converters(connection),
        )
    ]

    def make(columns: list) -> Listing | None:
        if columns[0] is None:
            return None
        for place, convert, expression in converters:
            columns[place] = convert(columns[place], expression, connection)
        return Listing.from_db(connection.alias, NAMES, columns)

    return make
