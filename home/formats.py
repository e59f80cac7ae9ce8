"""Views of the other formats (RSS, CSV…) of the lists of a theme and of a territory."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.models import TerritoryIndexPage, ThemeIndexPage
from hub.core.site.restrictions import serve_if_allowed
from hub.listing.formats.source import ListSource
from hub.listing.formats.views import (
    redirect_moved_list,
    redirect_to_format,
    render_list,
    root_page,
)
from hub.themes.models import Theme


@require_safe
def theme_list(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """Serve `/themes/<slug>.<format>`; redirect for a theme that was renamed or merged."""
    page = index_page(request, ThemeIndexPage)
    return serve_if_allowed(page, request, lambda: _theme_list(page, request, slug, name))


def _theme_list(
    page: ThemeIndexPage, request: HttpRequest, slug: str, name: str
) -> HttpResponseBase:
    theme = Theme.objects.filter(slug=slug).select_related("merged_into").first()
    if theme is None:
        return redirect_moved_list(request, f"/themes/{slug}/", name)
    if theme.merged_into:
        return redirect_to_format(request, theme.merged_into.url, name)
    listing = page.listing(request, theme)
    return render_list(
        ListSource(request, page, theme.url, theme.name, listing, theme.definition), name
    )


@require_safe
def territory_list(request: HttpRequest, path: str, name: str) -> HttpResponseBase:
    """Serve `/territoires/<code>-<slug>.<format>`; redirect for a renamed territory."""
    page = index_page(request, TerritoryIndexPage)
    return serve_if_allowed(page, request, lambda: _territory_list(page, request, path, name))


def _territory_list(
    page: TerritoryIndexPage, request: HttpRequest, path: str, name: str
) -> HttpResponseBase:
    code, _, slug = path.partition("-")
    territory = page.find(request, code, slug)
    if territory.slug != slug:
        return redirect_to_format(request, territory.url, name)
    listing = page.listing(request, territory)
    source = ListSource(
        request, page, territory.url, str(territory), listing, territory.presentation
    )
    return render_list(source, name)


def index_page(request: HttpRequest, model: type[Page]) -> Page:
    """Return the page of type `model`, which serves the lists; raise Http404 without one."""
    page = model.objects.child_of(root_page(request)).first()
    if page is None:
        raise Http404("Cette liste n’existe pas.")
    return page
