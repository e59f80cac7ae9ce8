"""Children of the home page, read by the menus."""

from django.http import HttpRequest
from wagtail.models import Page, Site


def top_pages(request: HttpRequest) -> list[Page]:
    """Return the live children of the home page, queried once per request.

    The caller filters out those hidden from the reader, with `is_visible`.
    """
    if not hasattr(request, "_top_pages"):
        site = Site.find_for_request(request)
        home = site.root_page if site else None
        request._top_pages = list(Page.objects.child_of(home).live()) if home else []
    return request._top_pages
