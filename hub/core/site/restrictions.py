"""The forms that ask for a login or a password before a restricted page, as Wagtail shows them."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.models import Page
from wagtail.wagtail_hooks import check_view_restrictions

from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.visibility import is_published


def serve_if_allowed(
    page: Page, request: HttpRequest, render: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Return `render()`, or what Wagtail returns to readers whom a view restriction excludes.

    They get the login form, with the requested URL as `next`, or the password form. For views
    that show a page, or a form of it, outside `wagtail.views.serve`. Raises Http404 when the page
    is a draft or has expired.
    """
    if not is_published(page):
        raise Http404("Cette page n’est pas publiée.")
    if isinstance(page, FewQueriesRouteMixin):
        page.read_restrictions(request)

    def respond(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponseBase:
        return render()

    return check_view_restrictions(respond)(page, request, [], {})
