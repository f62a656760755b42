import datetime

import pytest
import time_machine
from django.utils import timezone

from reviews import roles
from tests.factories import person


@pytest.fixture
def second_clinician(db):
    return person("chen", roles.CLINICAL_REVIEWER, credential="neurologist")


@pytest.fixture
def time_machine_tomorrow():
    """A clock that stands two days from now."""
    return time_machine.travel(timezone.now() + datetime.timedelta(days=2))
