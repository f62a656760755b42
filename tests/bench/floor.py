"""The floor: a Django view that answers a constant, with no middleware and no database.

``/c/<n>`` answers n bytes, so that a page is compared with a constant of its own length.
"""

from functools import cache

from django.conf import settings

settings.configure(
    SECRET_KEY="floor",  # noqa: S106 - nothing here is signed
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
    USE_I18N=False,
)

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


@cache
def body(length: int) -> bytes:
    return b"x" * length


def constant(request, length):
    return HttpResponse(body(length))


urlpatterns = [path("c/<int:length>", constant)]
application = get_wsgi_application()
