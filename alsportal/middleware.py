"""What stands around a request to the desk, and around no other.

Django's middleware opens sessions, looks up users and sets cookies. Readers have none of these, so
each class here is Django's own, confined to addresses below /admin/. Elsewhere `request.user` and
`request.session` do not exist, and code that wants them there fails at once.
"""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_cache_control
from django.utils.decorators import sync_only_middleware
from simple_history.middleware import HistoryRequestMiddleware

DESK = "/admin/"
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def on_desk(request):
    return request.path_info.startswith(DESK)


class DeskOnly:
    """Mixin: passes every request outside the desk straight on."""

    def __call__(self, request):
        return super().__call__(request) if on_desk(request) else self.get_response(request)


class DeskSession(DeskOnly, SessionMiddleware):
    """Sessions, for the desk."""


class DeskAuthentication(DeskOnly, AuthenticationMiddleware):
    """`request.user`, for the desk."""


class DeskMessages(DeskOnly, MessageMiddleware):
    """Notes to editors."""


class DeskCsrf(CsrfViewMiddleware):
    """CSRF protection on the desk, and of whatever might one day be posted elsewhere.

    Public pages are read with safe methods; these neither read nor set the cookie.
    """

    def __call__(self, request):
        if on_desk(request) or request.method not in SAFE:
            return super().__call__(request)
        return self.get_response(request)

    def process_view(self, request, callback, callback_args, callback_kwargs):
        if on_desk(request) or request.method not in SAFE:
            return super().process_view(request, callback, callback_args, callback_kwargs)
        return None


class DeskHeaders:
    """Keeps drafts, notes and previews out of every cache and index on the way."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if on_desk(request):
            patch_cache_control(response, private=True, no_store=True)
            response["X-Robots-Tag"] = "noindex, nofollow"
            # Under "no-referrer" browsers post forms with "Origin: null", which CSRF checks refuse.
            response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


@sync_only_middleware
def desk_history(get_response):
    """Tell the journal who changes a draft."""
    with_history = HistoryRequestMiddleware(get_response)

    def middleware(request):
        return (with_history if on_desk(request) else get_response)(request)

    return middleware
