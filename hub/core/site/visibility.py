"""Page visibility: the single rule of lists, feeds, search, sitemap and pages."""

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from hub.core.site.request_cache import request_cache


def page_restrictions(request: HttpRequest) -> list[PageViewRestriction]:
    """Return every `PageViewRestriction` with its page, queried once per request."""
    return request_cache(
        request,
        "_page_restrictions",
        lambda: list(PageViewRestriction.objects.select_related("page")),
    )


def hidden_paths(request: HttpRequest | None) -> list[str]:
    """Return the tree paths hidden from `request` (None: an anonymous reader)."""
    if request is None:
        return list(PageViewRestriction.objects.values_list("page__path", flat=True))
    return request_cache(request, "_hidden_page_paths", lambda: _restricted_paths(request))


def _restricted_paths(request: HttpRequest) -> list[str]:
    return [
        restriction.page.path
        for restriction in page_restrictions(request)
        if not restriction.accept_request(request)
    ]


def visible_q(request: HttpRequest | None) -> Q:
    """Return the Q of pages visible to `request`: live, not expired, in no restricted branch.

    An expired page stays `live` until `publish_scheduled` runs, so its date is checked too.
    """
    visible = Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))
    for path in hidden_paths(request):
        visible &= ~Q(path__startswith=path)
    return visible


def is_published(page: Page | None) -> bool:
    """Return whether `page` is live and not expired, view restrictions aside; False for None."""
    if page is None or not page.live:
        return False
    return not (page.expire_at and page.expire_at <= timezone.now())


def is_visible(page: Page | None, request: HttpRequest | None) -> bool:
    """Tell whether `page` is visible to `request`; False for None."""
    if page is None or not is_published(page):
        return False
    return not any(page.path.startswith(path) for path in hidden_paths(request))
