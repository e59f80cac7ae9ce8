"""Who may see which page: the one rule behind lists, feeds, search, sitemap and pages."""

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageViewRestriction


def page_restrictions(request):
    """Return every `PageViewRestriction` with its page, asked once for a request."""
    if not hasattr(request, "_page_restrictions"):
        request._page_restrictions = list(PageViewRestriction.objects.select_related("page"))
    return request._page_restrictions


def hidden_paths(request):
    """Return the tree paths that `request` may not see (None: an anonymous reader)."""
    if request is None:
        return list(PageViewRestriction.objects.values_list("page__path", flat=True))
    if not hasattr(request, "_hidden_page_paths"):
        request._hidden_page_paths = [
            restriction.page.path
            for restriction in page_restrictions(request)
            if not restriction.accept_request(request)
        ]
    return request._hidden_page_paths


def visible_q(request):
    """Return the Q of pages that `request` may see: live, not expired, in no closed branch.

    A page whose expiry has passed stays « live » until the scheduled task runs, so the date
    counts too.
    """
    visible = Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))
    for path in hidden_paths(request):
        visible &= ~Q(path__startswith=path)
    return visible


def is_visible(page, request):
    """Tell whether `request` may see `page` (any Page); None is not visible."""
    if page is None or not page.live:
        return False
    if page.expire_at and page.expire_at <= timezone.now():
        return False
    return not any(page.path.startswith(path) for path in hidden_paths(request))
