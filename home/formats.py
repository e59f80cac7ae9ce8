"""The other forms of the lists of a theme and of a territory."""

from django.http import Http404
from django.views.decorators.http import require_safe

from home.models import TerritoryIndexPage, ThemeIndexPage
from hub.core.site.visibility import is_visible
from hub.listing.formats.source import ListSource
from hub.listing.formats.views import answer, moved, redirect_to, root_page
from hub.themes.models import Theme


@require_safe
def theme_list(request, slug, name):
    """`/themes/<slug>.<format>`; a theme that was renamed or merged redirects."""
    page = index_page(request, ThemeIndexPage)
    theme = Theme.objects.filter(slug=slug).select_related("merged_into").first()
    if theme is None:
        return moved(request, f"/themes/{slug}/", name)
    if theme.merged_into:
        return redirect_to(request, theme.merged_into.url, name)
    listing = page.listing(request, theme)
    return answer(ListSource(request, page, theme.url, theme.name, listing, theme.definition), name)


@require_safe
def territory_list(request, path, name):
    """`/territoires/<code>-<slug>.<format>`; a territory that was renamed redirects."""
    page = index_page(request, TerritoryIndexPage)
    code, _, slug = path.partition("-")
    territory = page.find(request, code, slug)
    if territory.slug != slug:
        return redirect_to(request, territory.url, name)
    listing = page.listing(request, territory)
    source = ListSource(
        request, page, territory.url, str(territory), listing, territory.presentation
    )
    return answer(source, name)


def index_page(request, model):
    """Return the page of a type on which its lists hang; raise Http404 where readers see none."""
    page = model.objects.child_of(root_page(request)).first()
    if not is_visible(page, request):
        raise Http404("Cette liste n’existe pas.")
    return page
