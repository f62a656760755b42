"""The demo, loaded once for the tests of a module and taken back as a whole after the last."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test.utils import override_settings

from alsportal import pagecache


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The loaded demo: ``said`` is what the command printed, ``data_dir`` where it kept accounts.

    One transaction is held open round the module; its tests, marked ``django_db``, undo only what
    they did themselves.
    """
    data_dir, out = tmp_path_factory.mktemp("demo"), StringIO()
    with django_db_blocker.unblock(), override_settings(DATA_DIR=data_dir), transaction.atomic():
        call_command("load_demo", stdout=out)
        pagecache.forget()
        yield SimpleNamespace(said=out.getvalue(), data_dir=data_dir)
        transaction.set_rollback(True)
    pagecache.forget()
