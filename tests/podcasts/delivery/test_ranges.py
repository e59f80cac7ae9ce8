"""Parsing of ranges, without a server (RFC 9110, section 14)."""

import pytest

from podcasts.delivery.ranges import (
    ByteRange,
    UnsatisfiableRangeError,
    accepts_range,
    parse_range,
)

MODIFIED = 1_700_000_000
DATE = "Tue, 14 Nov 2023 22:13:20 GMT"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=0-1", (0, 1)),
        ("bytes=0-", (0, 99)),
        ("bytes=40-49", (40, 49)),
        ("bytes=99-", (99, 99)),
        ("bytes=90-1000", (90, 99)),
        ("bytes=-1", (99, 99)),
        ("bytes=-100", (0, 99)),
        ("bytes=-1000", (0, 99)),
        ("BYTES=1-2", (1, 2)),
        (" bytes=1-2 ", (1, 2)),
    ],
)
def test_a_range_is_read(header: str, expected: tuple[int, int]) -> None:
    assert parse_range(header, 100) == ByteRange(*expected)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes=",
        "bytes=-",
        "bytes=2-1",
        "bytes=a-b",
        "bytes=1.5-2",
        "bytes=--1",
        "bytes=1-2-3",
        "bytes=0-1,3-4",
        "bytes=٣-٤",
        f"bytes={'9' * 5000}-",
        "seconds=0-60",
        "0-1",
        "octets",
    ],
)
def test_malformed_several_and_other_units_are_ignored(header: str) -> None:
    assert parse_range(header, 100) is None


@pytest.mark.parametrize(
    ("header", "size"),
    [("bytes=100-", 100), ("bytes=100-200", 100), ("bytes=-0", 100), ("bytes=0-", 0)],
)
def test_a_range_outside_the_file_is_unsatisfiable(header: str, size: int) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        parse_range(header, size)


@pytest.mark.parametrize(
    ("if_range", "accepted"),
    [
        ("", True),
        ('"a"', True),
        ('"b"', False),
        ('W/"a"', False),
        (DATE, True),
        ("Tue, 14 Nov 2023 22:13:21 GMT", False),
        ("yesterday", False),
    ],
)
def test_if_range_allows_the_same_version_only(if_range: str, accepted: bool) -> None:
    assert accepts_range(if_range, '"a"', MODIFIED) is accepted
