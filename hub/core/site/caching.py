"""What browsers and proxies may keep of a page.

Pages of anonymous readers may be kept, and are asked again each time with their ETag: an
unchanged page costs a 304 without a body, and a correction is seen at once. What an account may
see is kept by no shared cache. A response that says its own rule (the admin, a form, a private
page) keeps it.
"""

from django.conf import settings
from django.utils.cache import patch_cache_control
from django.views.static import serve

# Renditions and uploads: their names change with their content.
MEDIA_SECONDS = 30 * 24 * 3600
KEPT_STATUSES = {200, 301, 302, 404, 410}


class CacheHeadersMiddleware:
    """Say who may keep a response that does not say it (RFC 9111)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "Cache-Control" in response.headers:
            return response
        if is_shared(request, response):
            patch_cache_control(response, public=True, no_cache=True)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        return response


def is_shared(request, response):
    """Tell whether any reader may receive this response.

    Whoever has an account has a session cookie; without one nothing private can be shown.
    """
    return (
        request.method in ("GET", "HEAD")
        and response.status_code in KEPT_STATUSES
        and not response.cookies
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def serve_media(request, path):
    """Serve an uploaded file while developing; in production a web server does, the same way."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    patch_cache_control(response, public=True, max_age=MEDIA_SECONDS)
    return response
