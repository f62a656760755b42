"""What tests of public pages share."""

import re

from alsportal import pagecache


def text_of(response):
    """The visible text of an answer, blanks made one."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def hold_edition(client):
    """Let the process know the edition and not look again, so that queries can be counted."""
    client.get("/privacy/")
    pagecache._memory.next_look = float("inf")
