"""URLs of the site, plus media files (served by the web server in production) and a 500 page."""

from typing import NoReturn

from django.conf import settings
from django.http import HttpRequest
from django.urls import path, re_path

from hub.core.site.caching import serve_media
from hub.urls import urlpatterns as site_urlpatterns
from tests.browser.pages import FAILING_PATH


def fail(request: HttpRequest) -> NoReturn:
    raise RuntimeError("This page fails, so that the browser sees the error page.")


urlpatterns = [
    path(FAILING_PATH.lstrip("/"), fail),
    re_path(rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.*)$", serve_media),
    *site_urlpatterns,
]
