"""What stands around a request to the desk, and around no other.

Django's middleware opens sessions, looks up users and sets cookies. Readers have none of these, so
each class here is Django's own, confined to addresses below /admin/. Elsewhere `request.user` and
`request.session` do not exist, and code that wants them there fails at once.
"""

import time

from allauth.account.middleware import AccountMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import ProgrammingError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import CsrfViewMiddleware
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.decorators import sync_only_middleware
from redis.exceptions import RedisError
from simple_history.middleware import HistoryRequestMiddleware

from alsportal.accounts import factors

DESK = "/admin/"
DESK_METHODS = ("GET", "HEAD", "POST")
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def on_desk(request):
    return request.path_info.startswith(DESK)


class DeskOnly:
    """Mixin: passes every request outside the desk straight on."""

    def __call__(self, request):
        return super().__call__(request) if on_desk(request) else self.get_response(request)


class DeskSession(DeskOnly, SessionMiddleware):
    """Sessions, for the desk. Using it keeps one alive; that is written down once an hour."""

    SEEN = "desk_seen"
    HOUR = 3600  # seconds

    def process_response(self, request, response):
        session = request.session
        if "_auth_user_id" in session and response.status_code < 500:
            now = int(time.time())
            if now - session.get(self.SEEN, 0) > self.HOUR:
                session[self.SEEN] = now  # a changed session is saved, with a new expiry
        return super().process_response(request, response)


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
    """Keeps drafts, notes and previews out of every cache and index; knows three methods."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if on_desk(request) and request.method not in DESK_METHODS:
            response = HttpResponseNotAllowed(DESK_METHODS)  # some views take PUT for POST
        else:
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


@sync_only_middleware
def desk_accounts(get_response):
    """allauth's middleware, for the desk; and nobody passes without the second factor."""
    with_accounts = AccountMiddleware(get_response)

    def middleware(request):
        return (with_accounts if on_desk(request) else get_response)(request)

    def process_view(request, view, args, kwargs):
        return factors.ask_for_factor(request, view) if on_desk(request) else None

    def process_exception(request, exception):
        if not on_desk(request):
            return None
        if isinstance(exception, RedisError | ProgrammingError):
            # Whoever cannot count wrong tries lets nobody try.
            return HttpResponse(render_to_string("account/unavailable.html"), status=503)
        return with_accounts.process_exception(request, exception)

    middleware.process_view = process_view
    middleware.process_exception = process_exception
    return middleware
