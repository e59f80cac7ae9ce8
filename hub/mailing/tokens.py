"""Signed tokens of the links of messages: one purpose each, without personal data.

A token holds the random identifier of its row and a signature keyed by `SECRET_KEY`. It has no
time-out of its own: an unsubscription link works years later (`SECRET_KEY_FALLBACKS` included).
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from enum import StrEnum
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from hub.core.values.plain_text import absolute_url

# What a token matches in a URL: 22 characters of the identifier, 43 of the signature.
PATTERN = r"[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"


class Purpose(StrEnum):
    """What a token allows; its value is the name of the page of the link."""

    CONFIRM = "subscription_confirm"
    PREFERENCES = "subscription_preferences"
    UNSUBSCRIBE = "subscription_unsubscribe"


def _signer(purpose: Purpose) -> Signer:
    return Signer(salt=f"hub.mailing.{purpose}", sep=".")


def make_token(purpose: Purpose, uid: UUID) -> str:
    """Return the token of a row for one purpose."""
    return _signer(purpose).sign(urlsafe_b64encode(uid.bytes).decode().rstrip("="))


def read_token(purpose: Purpose, token: str) -> UUID | None:
    """Return the identifier of a token; None when it was altered or made for another purpose."""
    try:
        text = _signer(purpose).unsign(token)
    except BadSignature:
        return None
    return UUID(bytes=urlsafe_b64decode(f"{text}=="))


def token_url(purpose: Purpose, uid: UUID) -> str:
    """Return the absolute URL of the link of a message."""
    return absolute_url(reverse(purpose.value, args=[make_token(purpose, uid)]))
