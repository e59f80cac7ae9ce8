"""Views of the other formats of a list."""

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from hub.core.site.forwarding import redirect_keeping_query
from hub.core.site.restrictions import serve_if_allowed
from hub.core.site.visibility import is_published
from hub.listing.format_names import FORMATS
from hub.listing.formats import geojson, ics, json_feed, rss, table
from hub.listing.formats.source import ListSource
from hub.listing.index_pages import ListingIndexMixin
from hub.listing.search_listing import search_listing

RENDERERS = {
    "rss": rss.render,
    "csv": table.render,
    "ics": ics.render,
    "geojson": geojson.render,
    "json": json_feed.render,
}


@require_safe
def index_list(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """Serve `/<slug of an index page>.<format>`."""
    page = Page.objects.child_of(root_page(request)).filter(slug=slug).specific().first()
    if not isinstance(page, ListingIndexMixin) or not is_published(page):
        raise Http404("Cette liste n’existe pas.")

    def render() -> HttpResponseBase:
        source = ListSource(
            request,
            page,
            path=page.get_url(request),
            title=page.title,
            listing=page.listing(request),
            description=page.search_description,
        )
        return render_list(source, name)

    return serve_if_allowed(page, request, render)


@require_safe
def search_list(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve `/recherche.<format>?q=`."""
    listing = search_listing(request)
    source = ListSource(
        request,
        root_page(request),
        path="/recherche/",
        title="Recherche",
        listing=listing,
        description="Ce qui est publié et répond à la recherche.",
    )
    return render_list(source, name)


def render_list(source: ListSource, name: str) -> HttpResponseBase:
    """Return a list in the format `name`; raise Http404 when the list does not have it."""
    if name not in source.listing.format_names:
        raise Http404("Cette liste n’existe pas sous cette forme.")
    response = RENDERERS[name](source)
    # Web search engines should index the HTML page of the list instead.
    response["X-Robots-Tag"] = "noindex"
    if FORMATS[name].is_saved:
        file_name = f"{source.file_name}.{name}"
        if disposition := content_disposition_header(True, file_name):
            response["Content-Disposition"] = disposition
    return response


def root_page(request: HttpRequest) -> Page:
    """Return the home page of the site; raise Http404 when no site has this host."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("Ce site n’existe pas.")
    return site.root_page


def redirect_to_format(request: HttpRequest, path: str, name: str) -> HttpResponsePermanentRedirect:
    """Return the permanent redirect to the list at `path`, in the same format and filters."""
    return redirect_keeping_query(request, f"{path.rstrip('/')}.{name}")
