"""The pages right under the home page: the first step of every address, and the menus."""

from wagtail.models import Page, Site


def top_pages(request):
    """Return the live pages right under the home page, asked once for a request.

    They are not limited to what the reader may see: see `is_visible`.
    """
    if not hasattr(request, "_top_pages"):
        site = Site.find_for_request(request)
        home = site.root_page if site else None
        request._top_pages = list(Page.objects.child_of(home).live()) if home else []
    return request._top_pages
