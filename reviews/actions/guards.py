"""Questions every action asks first."""

from reviews import roles
from reviews.errors import NoActor, NotYourRole


def require_role(by, *allowed):
    """The roles of ``by`` among ``allowed``; raises NoActor or NotYourRole."""
    if by is None or by.pk is None:
        raise NoActor()
    by.refresh_from_db(fields=["is_active", "is_machine"])
    held = roles.of(by) & set(allowed)
    if not held:
        raise NotYourRole()
    return held


def is_machine(by, username):
    """Whether ``by`` is that account of the software."""
    return by is not None and by.is_machine and by.username == username
