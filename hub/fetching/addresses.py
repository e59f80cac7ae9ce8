"""Which IP addresses and URLs may be requested.

Sources: the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890). The
networks are listed here because `ipaddress.is_global` differs between versions of Python.
"""

import ipaddress
import re
from urllib.parse import urlsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from hub.fetching.errors import RefusedAddressError

_SPECIAL_IPV4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # unspecified, « this network »
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, metadata services of cloud hosts
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # IETF protocols
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
]
# Everything else is loopback, link-local, site-local, multicast, NAT64 (64:ff9b::), IPv4-mapped
# or IPv4-compatible, or not assigned.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_SPECIAL_IPV6 = [
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocols: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # 6bone, returned
        "3fff::/20",  # documentation
    )
]
# A last label that an URL parser or the resolver may read as a number: `0x7f.1`, `2130706433`.
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)\Z", re.IGNORECASE)
# Characters that parsers treat differently: stripped by some, part of the host for others.
_AMBIGUOUS = re.compile(r"[\x00-\x1f\x7f\\]")


def is_public(address: str) -> bool:
    """Tell whether an IP address is a public unicast one; False with a zone or if malformed.

    An IPv6 address that embeds an IPv4 one (mapped, compatible, 6to4, Teredo, NAT64) is refused
    whatever it embeds: no public name resolves to one.
    """
    if "%" in address:
        return False
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _SPECIAL_IPV4)
    return ip in _GLOBAL_UNICAST and not any(ip in network for network in _SPECIAL_IPV6)


def check_written(url: str) -> None:
    """Raise RefusedAddressError for a text that is not an unambiguous http(s) URL with a host."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError as error:
        raise RefusedAddressError(f"{url}: malformed") from error
    if not is_web or _AMBIGUOUS.search(url):
        raise RefusedAddressError(f"{url}: not an http(s) URL")


def check_prepared(url: str) -> None:
    """Raise RefusedAddressError for a prepared URL whose host must not be connected to.

    `url` is the normalised URL that requests sends. The library parses it twice, with urllib3 and
    with the standard library: both must find the same host and port.
    """
    try:
        ours, theirs = parse_url(url), urlsplit(url)
        same = (ours.host or "").strip("[]") == theirs.hostname and ours.port == theirs.port
    except (LocationParseError, ValueError) as error:
        raise RefusedAddressError(f"{url}: malformed") from error
    if not same or ours.auth is not None or "@" in theirs.netloc:
        raise RefusedAddressError(f"{url}: ambiguous host or user information")
    host = (theirs.hostname or "").rstrip(".")
    if host.rpartition(".")[2] == "localhost":  # RFC 6761, whatever the resolver answers
        host = "127.0.0.1"
    is_literal = ":" in host or "%" in host or bool(_NUMBER.match(host.rpartition(".")[2]))
    if not host or (is_literal and not is_public(host)):
        raise RefusedAddressError(f"{url}: private or ambiguous address")
