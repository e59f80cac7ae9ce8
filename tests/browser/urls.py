"""URLs of the site, plus media files (served by the web server in production) and error pages."""

from typing import NoReturn

from django.conf import settings
from django.db import InterfaceError
from django.http import HttpRequest
from django.urls import path, re_path

from hub.core.site.caching import serve_media
from hub.urls import handler400, handler500
from hub.urls import urlpatterns as site_urlpatterns
from tests.browser.pages import AWAY_PATH, FAILING_PATH

__all__ = ["handler400", "handler500", "urlpatterns"]


def fail(request: HttpRequest) -> NoReturn:
    raise RuntimeError("This page fails, so that the browser sees the error page.")


def lose_database(request: HttpRequest) -> NoReturn:
    raise InterfaceError("connection already closed")


urlpatterns = [
    path(AWAY_PATH.lstrip("/"), lose_database),
    path(FAILING_PATH.lstrip("/"), fail),
    re_path(rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.*)$", serve_media),
    *site_urlpatterns,
]
