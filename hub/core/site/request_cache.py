"""Values computed once per request."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

Value = TypeVar("Value")


def request_cache(request: HttpRequest, name: str, make: Callable[[], Value]) -> Value:
    """Return the value stored on `request` as the attribute `name`; the first call makes it."""
    stored = vars(request)
    if name not in stored:
        stored[name] = make()
    return stored[name]
