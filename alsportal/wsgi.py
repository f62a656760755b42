"""The web server's way in."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alsportal.settings")
# A page that takes longer is better answered with 503; commands have no such limit.
os.environ.setdefault("DATABASE_STATEMENT_TIMEOUT", "5000")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
