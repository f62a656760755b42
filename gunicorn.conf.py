"""The production server. `gunicorn alsportal.wsgi` reads this file from the working folder."""

import os
import subprocess
import sys

bind = os.environ.get("BIND", "127.0.0.1:" + os.environ.get("PORT", "8000"))
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
umask = 0o077  # whatever a worker writes, the database above all, is ours alone

# Seconds. A restart lets requests in flight finish.
timeout = 30
graceful_timeout = 30
keepalive = 5
# Workers renew themselves, at different times.
max_requests = 20000
max_requests_jitter = 2000

# Small limits: no address, header or cookie of ours comes near them.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# No access log by default: address and page together tell of an illness. Where one is needed
# (ACCESS_LOG=-), it holds neither the reader's address nor the query.
accesslog = os.environ.get("ACCESS_LOG")
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)ss"
control_socket_disable = True  # one way less to reach a running server


def on_starting(server):
    """Refuse to serve what the system checks refuse, the database's included."""
    command = [sys.executable, "manage.py", "check", "--database", "default"]
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:  # noqa: S603
        sys.exit("alsportal does not start: mend what is listed above.")


def when_ready(server):
    """Say where to go, once somebody answers there."""
    site = os.environ.get("SITE_URL", f"http://{bind}")
    print(f"\nalsportal: {site}/\nreview desk: {site}/admin/\nStop with Ctrl+C.\n", flush=True)
