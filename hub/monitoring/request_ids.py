"""Identifier of the current request, in each log record and in the response."""

import re
import secrets
from contextvars import ContextVar

from django.http import HttpRequest

from hub.proxies import comes_from_proxy

HEADER = "X-Request-ID"
# nginx's `$request_id` has 32 hexadecimal digits; other proxies send UUIDs.
VALID = re.compile(r"[A-Za-z0-9-]{8,64}")

_current: ContextVar[str] = ContextVar("hub_request_id", default="")


def current_request_id() -> str:
    """Return the identifier of the request in progress; empty outside of a request."""
    return _current.get()


def request_id_of(request: HttpRequest) -> str:
    """Return the identifier that a trusted proxy gave, or else a new one: 32 digits."""
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    if VALID.fullmatch(given) and comes_from_proxy(request):
        return given
    return secrets.token_hex(16)


def set_request_id(identifier: str) -> None:
    """Make `identifier` the current one, until the response is sent (`clear_request_id`)."""
    _current.set(identifier)


def clear_request_id(**kwargs: object) -> None:
    """Forget the current identifier: receiver of `request_finished`.

    Django logs the responses 400 and above after all middleware, and a body may be streamed.
    """
    _current.set("")
