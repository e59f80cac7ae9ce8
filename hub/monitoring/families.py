"""Families of views: a small closed set of names, for the labels of metrics and for logs."""

from django.http import HttpRequest

UNRESOLVED, OTHER = "unresolved", "other"
BY_FOLDER = {"admin": "admin", "documents": "document", "media": "media", "sons": "sound"}
BY_NAME = {
    "search": "search",
    "search_click": "search",
    "suggestions": "suggestions",
    "sitemap": "site_file",
    "robots": "site_file",
    "wagtail_serve": "page",
}
BY_MODULE = {"podcasts.feed.views": "podcast_file", "hub.listing.formats.views": "list_file"}
FAMILIES = frozenset(
    {*BY_FOLDER.values(), *BY_NAME.values(), *BY_MODULE.values(), OTHER, UNRESOLVED}
)


def view_family(request: HttpRequest) -> str:
    """Return the family of the view that answered a request, one of `FAMILIES`.

    "unresolved": no pattern matched, or a middleware answered before the URL was resolved.
    """
    match = request.resolver_match
    if match is None:
        return UNRESOLVED
    folder = (match.route or "").partition("/")[0]
    return (
        # First: the names of the admin's views are not ours.
        BY_FOLDER.get(folder)
        or BY_NAME.get(match.url_name or "")
        or BY_MODULE.get(getattr(match.func, "__module__", ""))
        or ("list_file" if "<format:" in (match.route or "") else OTHER)
    )
