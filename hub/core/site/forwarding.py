"""Addresses of redirects, which keep the query string of the request."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponsePermanentRedirect


def redirect_keeping_query(request: HttpRequest, path: str) -> HttpResponsePermanentRedirect:
    """Return the permanent redirect to a path of the site, with the query of the request."""
    return HttpResponsePermanentRedirect(with_query(path, request.META.get("QUERY_STRING", "")))


def with_query(address: str, query: str) -> str:
    """Return an address of the site with a query string added; other sites get none."""
    if not query or not is_local(address):
        return address
    parts = urlsplit(address)
    return parts._replace(query=f"{parts.query}&{query}" if parts.query else query).geturl()


def is_local(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")
