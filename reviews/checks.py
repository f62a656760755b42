"""System checks of the engine."""

import sys

from django.core.checks import Error
from django.db import DatabaseError, connections

from reviews import gate


def gate_is_installed(app_configs=None, databases=None, **kwargs):
    """E101: the triggers of the gate must be in every migrated database.

    Silent while migrating, since that is what puts them back.
    """
    errors = []
    if sys.argv[1:2] in (["migrate"], ["restore"]):
        return errors
    for alias in databases or []:
        try:
            migrated = "reviews_version" in connections[alias].introspection.table_names()
            lacking = gate.missing(alias) if migrated else []
        except DatabaseError as error:
            errors.append(
                Error(f"The database “{alias}” does not answer: {error}", id="reviews.E102")
            )
            continue
        if lacking:
            errors.append(
                Error(
                    f"{len(lacking)} triggers of the gate are missing in “{alias}”: "
                    + ", ".join(lacking[:5]),
                    hint="Run `manage.py migrate`; it installs them.",
                    id="reviews.E101",
                )
            )
    return errors
