"""The source of a request, for which limits are counted: the address of the client."""

import ipaddress
import logging
from functools import cache

from django.http import HttpRequest

from hub.proxies import WAS_FORWARDED, client_address, comes_from_proxy, parse_address

logger = logging.getLogger(__name__)
# An IPv6 subscriber has a /64 at least: one address of it is as good as another.
_IPV6_PREFIX = 64


def client_source(request: HttpRequest) -> str:
    """Return the address of the client, or the /64 network of an IPv6 address.

    Empty when it is unknown: behind a private proxy that TRUSTED_PROXIES does not name, all readers
    would share the address of the proxy.
    """
    address = parse_address(client_address(request))
    if address is None:
        return ""
    is_forwarded = request.META.get(WAS_FORWARDED) and not comes_from_proxy(request)
    if is_forwarded and not address.is_global:
        _warn(str(address))
        return ""
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network(f"{address}/{_IPV6_PREFIX}", strict=False))


@cache
def _warn(peer: str) -> None:
    """Log, once for each proxy and process, that its setting is missing."""
    logger.warning(
        "Le mandataire %s n’est pas dans TRUSTED_PROXIES : les limites par adresse sont suspendues",
        peer,
    )
