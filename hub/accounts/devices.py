"""Devices from which an account has logged in, known by a signed cookie.

The cookie is limited to the URL of a login form: it is sent with no other request. It holds keyed
hashes of the accounts and a random identifier for each, no name.
"""

import unicodedata

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import get_random_string, salted_hmac

COOKIE = "hub_device"  # followed by the URL: a response sets one cookie for each login form
LIFETIME = 180 * 24 * 3600  # seconds
_ACCOUNTS = 5  # on one device, the latest ones
_SALT = "hub.accounts.device"


def normalize_account(username: str) -> str:
    """Return a username in the form that limits compare: NFKC, without case, bounded."""
    return unicodedata.normalize("NFKC", username.strip()[:254]).casefold()


def known_device(request: HttpRequest, account: str) -> str:
    """Return the identifier of the device for a normalised account; empty when unknown."""
    return _read(request, request.path).get(_digest(account), "")


def remember_device(
    request: HttpRequest, response: HttpResponseBase, account: str, path: str
) -> None:
    """Set the cookie of the device for a normalised account, sent to the URL `path` only."""
    known = _read(request, path)
    found = known.pop(_digest(account), "") or get_random_string(22)
    kept = dict([*known.items(), (_digest(account), found)][-_ACCOUNTS:])
    response.set_cookie(
        cookie_name(path),
        signing.dumps(kept, salt=_SALT, compress=True),
        max_age=LIFETIME,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def cookie_name(path: str) -> str:
    """Return the name of the cookie for the login form at `path`."""
    return f"{COOKIE}_{'_'.join(path.strip('/').split('/'))}"


def _read(request: HttpRequest, path: str) -> dict[str, str]:
    written = request.COOKIES.get(cookie_name(path), "")
    try:
        found = signing.loads(written, salt=_SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return {}
    return dict(found)


def _digest(account: str) -> str:
    return salted_hmac(_SALT, account, algorithm="sha256").hexdigest()[:24]
