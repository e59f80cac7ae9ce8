"""Byte ranges of HTTP requests (RFC 9110, section 14): one range per request.

Several ranges, another unit and a malformed `Range` are ignored, as the RFC allows: the response
is then the whole file. Pure functions, without Django's requests and responses.
"""

import re
from dataclasses import dataclass

from django.utils.http import parse_http_date_safe

# Digits are limited, so that no header makes a huge integer; no file has 10^18 bytes.
RANGE = re.compile(r"bytes[ \t]*=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


class UnsatisfiableRangeError(Exception):
    """The range is outside the file: the response is 416."""


@dataclass(frozen=True)
class ByteRange:
    """Positions of the first and last bytes, both included, from 0; `last` is -1 if empty."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def content_range(self, size: int) -> str:
        """Return the value of `Content-Range` for a file of `size` bytes."""
        return f"bytes {self.first}-{self.last}/{size}"


def parse_range(header: str, size: int) -> ByteRange | None:
    """Return the range that a `Range` header asks of a file of `size` bytes.

    None when the header must be ignored. Raise UnsatisfiableRangeError when the range is valid
    and has no byte of the file.
    """
    match = RANGE.fullmatch(header.strip())
    if not match or match.group() == "" or not (match[1] or match[2]):
        return None
    if not match[1]:
        return _suffix(int(match[2]), size)
    first = int(match[1])
    last = int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    if first >= size:
        raise UnsatisfiableRangeError
    return ByteRange(first, min(last, size - 1))


def _suffix(length: int, size: int) -> ByteRange:
    """Return the last `length` bytes, the whole file if it is shorter."""
    if not length or not size:
        raise UnsatisfiableRangeError
    return ByteRange(max(size - length, 0), size - 1)


def accepts_range(if_range: str, etag: str, modified: int) -> bool:
    """Return whether `If-Range` allows a range: the client's copy is of this version.

    `etag` is a strong ETag with its quotes, compared strongly: a weak one never matches.
    `modified` is a Unix time in whole seconds; the date must be equal. An empty header allows.
    """
    value = if_range.strip()
    if not value:
        return True
    if value.startswith(('"', "W/")):
        return value == etag
    return parse_http_date_safe(value) == modified
