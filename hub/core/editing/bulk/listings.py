"""« Toutes les pages de la liste »: bulk actions on a whole list, with its filters.

Wagtail's own "select all" takes the children of a page; on a list of one type, which has no parent
page, it would take all pages of the site.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    UnpublishBulkAction,
)
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from hub.core.editing.page_lists import HubPageIndexView


class ListedPagesMixin(PageBulkAction):
    """Bulk action whose "select all" takes the pages of the list that it was started from."""

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> Iterable[int]:
        if parent_id is not None:
            return super().get_all_objects_in_listing_query(parent_id)
        found = pages_of_listing(self.request, self.next_url)
        if not found and self.request.GET.get("q"):  # from Wagtail's page search
            return super().get_all_objects_in_listing_query(parent_id)
        return found


class ListedDeleteAction(ListedPagesMixin, DeleteBulkAction):
    pass


class ListedMoveAction(ListedPagesMixin, MoveBulkAction):
    pass


class ListedUnpublishAction(ListedPagesMixin, UnpublishBulkAction):
    pass


def pages_of_listing(request: HttpRequest, address: str) -> list[int]:
    """Return the ids of all pages of the `HubPageIndexView` at a URL; none for other views."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return []
    view_class = getattr(match.func, "view_class", None)
    if view_class is None or not issubclass(view_class, HubPageIndexView):
        return []
    view = view_class(**getattr(match.func, "view_initkwargs", {}))
    listing_request = _request_of(request, parts.path, parts.query)
    view.setup(listing_request, *match.args, **match.kwargs)
    return [page.pk for page in view.get_queryset() if isinstance(page, Page)]


def _request_of(request: HttpRequest, path: str, query: str) -> HttpRequest:
    """Return a GET request of the list with the same user and session."""
    listing_request = HttpRequest()
    listing_request.method = "GET"
    listing_request.path = listing_request.path_info = path
    listing_request.GET = QueryDict(query)
    listing_request.META = {**request.META, "QUERY_STRING": query}
    listing_request.user = request.user
    listing_request.session = request.session
    return listing_request
