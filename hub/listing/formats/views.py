"""The addresses of the other forms of a list."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from hub.core.site.visibility import is_visible
from hub.listing.format_names import FORMATS, format_names
from hub.listing.formats import geojson, ics, json_feed, rss, table
from hub.listing.formats.source import ListSource
from hub.listing.index_pages import ListingIndexMixin
from hub.listing.listing import Listing

RENDERERS = {
    "rss": rss.render,
    "csv": table.render,
    "ics": ics.render,
    "geojson": geojson.render,
    "json": json_feed.render,
}


@require_safe
def index_list(request, slug, name):
    """`/<slug of an index page>.<format>`."""
    page = Page.objects.child_of(root_page(request)).filter(slug=slug).specific().first()
    if not isinstance(page, ListingIndexMixin) or not is_visible(page, request):
        return moved(request, f"/{slug}/", name)
    source = ListSource(
        request,
        page,
        path=page.get_url(request),
        title=page.title,
        listing=page.listing(request),
        description=page.search_description,
    )
    return answer(source, name)


@require_safe
def search_list(request, name):
    """`/recherche.<format>?q=`."""
    listing = Listing(request, formats=format_names())
    source = ListSource(
        request,
        root_page(request),
        path="/recherche/",
        title="Recherche",
        listing=listing,
        description="Ce qui est publié et répond à la recherche.",
    )
    return answer(source, name)


def answer(source, name):
    """Return a list in the form of that name; raise Http404 when it has no meaning for it."""
    if name not in source.listing.format_names:
        raise Http404("Cette liste n’existe pas sous cette forme.")
    response = RENDERERS[name](source)
    # The list itself is what a search engine should show.
    response["X-Robots-Tag"] = "noindex"
    if FORMATS[name].is_saved:
        file_name = f"{source.file_name}.{name}"
        response["Content-Disposition"] = content_disposition_header(True, file_name)
    return response


def root_page(request):
    """Return the home page of the site; raise Http404 when no site has this address."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("Ce site n’existe pas.")
    return site.root_page


def moved(request, path, name):
    """Follow the redirect that a list left, in the same form; raise Http404 without one."""
    left = Redirect.objects.filter(old_path=Redirect.normalise_path(path)).first()
    link = left.link if left else ""
    if not link or not link.startswith("/") or link.startswith("//"):
        raise Http404("Cette liste n’existe pas.")
    return redirect_to(request, link, name)


def redirect_to(request, path, name):
    """Return the redirect to the list of that path, in the same form, filters kept."""
    query = request.META.get("QUERY_STRING", "")
    address = f"{path.rstrip('/')}.{name}"
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
