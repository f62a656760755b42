import pytest

from tests.factories import Cast
from tests.reviews.desk.posting import client_of


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def ada(cast):
    """The browser of an author."""
    return client_of(cast.ada)


@pytest.fixture
def ben(cast):
    """The browser of another author."""
    return client_of(cast.ben)


@pytest.fixture
def carla(cast):
    """The browser of a clinical reviewer."""
    return client_of(cast.carla)


@pytest.fixture
def pia(cast):
    """The browser of a publisher."""
    return client_of(cast.pia)


@pytest.fixture
def root(cast, django_user_model):
    """The browser of a superuser without a role."""
    return client_of(django_user_model.objects.create_superuser("root", password="x" * 20))
