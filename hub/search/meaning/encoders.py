"""The encoder of this site, according to its settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.conf import settings

from hub.search.meaning.bundled import BundledEncoder, is_available
from hub.search.meaning.interface import Encoder
from hub.search.meaning.remote import RemoteEncoder

OFF = ("", "off")
AUTO = "auto"

_is_off = ContextVar("encoder_off", default=False)


def current_encoder() -> Encoder | None:
    """Return the encoder that the settings name; None if there is none."""
    if _is_off.get():
        return None
    return encoder_of(
        settings.SEARCH_ENCODER,
        settings.SEARCH_ENCODER_MODEL,
        settings.SEARCH_ENCODER_KEY,
        settings.SEARCH_ENCODER_QUESTION_PREFIX,
        settings.SEARCH_ENCODER_PASSAGE_PREFIX,
    )


@cache
def encoder_of(
    address: str, model: str, key: str, question_prefix: str, passage_prefix: str
) -> Encoder | None:
    """Return the encoder of the settings `SEARCH_ENCODER`, `SEARCH_ENCODER_MODEL`…

    One per process and settings: it holds the model or the connections. Nothing is loaded yet.
    """
    if address in OFF:
        return None
    if address == AUTO:
        return BundledEncoder() if is_available() else None
    return RemoteEncoder(address, model, key, question_prefix, passage_prefix)


@contextmanager
def encoder_off() -> Iterator[None]:
    """Search and index without an encoder within the block."""
    token = _is_off.set(True)
    try:
        yield
    finally:
        _is_off.reset(token)
