"""Statements a page costs, asked of the real settings in this process."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alsportal import pagecache


def statements(path: str) -> tuple[int, int]:
    """(cold, warm): with nothing remembered, and right after."""
    client = Client(headers={"host": "127.0.0.1"})
    client.get(path)  # what a process does once, such as loading templates
    pagecache.forget()
    return _count(client, path), _count(client, path)


def _count(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return len(asked)
