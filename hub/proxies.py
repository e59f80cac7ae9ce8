"""Trusted proxies: which `X-Forwarded-*` headers are believed, and the address of the client.

`settings.TRUSTED_PROXIES` lists networks (`127.0.0.1`, `10.0.0.0/8`) and the word `unix`, the peer
of a Unix socket, which has no address.
"""

from collections.abc import Callable, Iterable
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

UNIX_SOCKET = "unix"
FORWARDED_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_X_REQUEST_ID",
)
# Key of `request.META`: whether the request came with one of these headers, trusted or not.
WAS_FORWARDED = "hub.was_forwarded"


class TrustedProxyMiddleware:
    """Drop the headers of `FORWARDED_HEADERS` that no trusted proxy sent; install it first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = [name for name in FORWARDED_HEADERS if name in request.META]
        request.META[WAS_FORWARDED] = bool(sent)
        if sent and not comes_from_proxy(request):
            for name in sent:
                del request.META[name]
        return self.get_response(request)


def comes_from_proxy(request: HttpRequest) -> bool:
    """Return whether the peer of the connection is a trusted proxy."""
    return _is_trusted(request.META.get("REMOTE_ADDR", ""))


def client_address(request: HttpRequest) -> str:
    """Return the address of the client: the peer, or the client of the trusted proxies.

    Empty if it is unknown: a Unix socket, or a proxy of a private network that the setting does not
    name, whose readers would all have its address. The header is read from its end, where the
    nearest proxy writes: what a client adds at its start is ignored.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if not _is_trusted(peer):
        found = parse_address(peer)
        was_forwarded = forwarded or request.META.get(WAS_FORWARDED)
        is_proxy = found is not None and not found.is_global and was_forwarded
        return "" if is_proxy or found is None else str(found)
    client = parse_address(peer)
    for hop in reversed(forwarded.split(",")):
        address = parse_address(hop.strip())
        if address is None:
            break
        client = address
        if not _is_trusted(str(address)):
            break
    return str(client or "")


def is_local(request: HttpRequest) -> bool:
    """Return whether the client is a process of this machine, without any proxy between."""
    if request.META.get(WAS_FORWARDED):
        return False
    peer = request.META.get("REMOTE_ADDR", "")
    address = parse_address(peer)
    return not peer or (address is not None and address.is_loopback)


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Return whether an address belongs to one of the networks, written `10.0.0.0/8`."""
    parsed = parse_address(address)
    return parsed is not None and any(parsed in _network(network) for network in networks)


def parse_address(text: str) -> Address | None:
    """Return an IP address, an IPv4-mapped one (`::ffff:192.0.2.1`) as IPv4; None if invalid."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(peer: str) -> bool:
    if not peer:
        return UNIX_SOCKET in settings.TRUSTED_PROXIES
    return is_within(peer, [name for name in settings.TRUSTED_PROXIES if name != UNIX_SOCKET])


@cache
def _network(text: str) -> Network:
    return ip_network(text, strict=False)
