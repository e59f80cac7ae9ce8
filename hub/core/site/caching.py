"""HTTP cache headers (`Cache-Control`) of pages and media.

Responses to anonymous readers are `public, no-cache`: caches store them and revalidate them with
their ETag each time, so an unchanged page is a 304 without a body and a correction is visible at
once. Responses to logged-in users are `private`. A response that already has `Cache-Control` (the
admin, a form, a private page) is not changed.
"""

import posixpath
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.static import serve

# Long max-age for renditions and uploads: their file names change with their content.
MEDIA_SECONDS = 30 * 24 * 3600
CACHEABLE_STATUSES = {200, 301, 302, 404, 410}


class CacheHeadersMiddleware:
    """Add `Cache-Control` to the responses that have none (RFC 9111)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "Cache-Control" in response.headers:
            return response
        if is_publicly_cacheable(request, response):
            patch_cache_control(response, public=True, no_cache=True)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        return response


def is_publicly_cacheable(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Tell whether shared caches may store this response.

    Every logged-in user sends a session cookie: without it, the response holds nothing private.
    """
    return (
        request.method in ("GET", "HEAD")
        and response.status_code in CACHEABLE_STATUSES
        and not response.cookies
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve an uploaded file in development; a web server does it in production.

    Raise Http404 for the private folders, whose files are served by views that check access.
    """
    folder = posixpath.normpath(path).lstrip("/").partition("/")[0]
    if folder.lower() in settings.PRIVATE_MEDIA_FOLDERS:
        raise Http404("Ce dossier n’est pas public.")
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    patch_cache_control(response, public=True, max_age=MEDIA_SECONDS)
    return response
