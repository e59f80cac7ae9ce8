"""Errors of requests to addresses that people write."""

import requests


class RefusedAddressError(requests.RequestException):
    """A URL that must not be requested: not http(s), ambiguous, or in a private network."""


class TooLargeError(requests.RequestException):
    """A response whose body is longer than the caller accepts."""
