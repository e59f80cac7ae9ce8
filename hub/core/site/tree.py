"""Children of the home page, read by the menus."""

from django.http import HttpRequest
from wagtail.models import Page, Site

from hub.core.site.request_cache import request_cache


def top_pages(request: HttpRequest) -> list[Page]:
    """Return the live children of the home page, queried once per request.

    The caller filters out those hidden from the reader, with `is_visible`.
    """
    return request_cache(request, "_top_pages", lambda: _live_children_of_home(request))


def _live_children_of_home(request: HttpRequest) -> list[Page]:
    site = Site.find_for_request(request)
    home = site.root_page if site else None
    return list(Page.objects.child_of(home).live()) if home else []
