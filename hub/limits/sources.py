"""The source of a request, for which limits are counted."""

import ipaddress

from django.http import HttpRequest

from hub.proxies import client_address, parse_address

# An IPv6 subscriber has a /64 at least: one address of it is as good as another.
_IPV6_PREFIX = 64


def client_source(request: HttpRequest) -> str:
    """Return the address of the client, or the /64 network of an IPv6 address; empty if unknown."""
    address = parse_address(client_address(request))
    if address is None:
        return ""
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network(f"{address}/{_IPV6_PREFIX}", strict=False))
