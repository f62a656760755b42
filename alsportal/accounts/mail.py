"""Letters go out beside the answer, so that the time it takes tells nobody who has an account."""

import contextvars
import logging
import threading

from django.db import connections

log = logging.getLogger("alsportal.accounts")


def later(send):
    """Run ``send`` in a thread of its own, with what the request knew. Failures are logged."""
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(_sent, send)).start()


def _sent(send):
    try:
        send()
    except Exception as error:  # whatever the mail server says: the reader was answered already
        log.error("a letter could not be sent: %s (look at EMAIL_URL)", type(error).__name__)
    finally:
        connections.close_all()
