"""Views of the other formats of a theme, a territory (RSS, CSV…) and an event (iCalendar)."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.models import TerritoryIndexPage, ThemeIndexPage
from home.territory.calendar import calendar_entries
from hub.agenda.models import AgendaPage, EventPage
from hub.core.site.restrictions import serve_if_allowed
from hub.listing.formats.ics import render_event
from hub.listing.formats.source import ListSource
from hub.listing.formats.views import redirect_to_format, render_list, root_page


@require_safe
def sub_list(request: HttpRequest, index: str, path: str, name: str) -> HttpResponseBase:
    """Serve `/themes/<slug>.<format>`, `/territoires/<code>-<slug>.<format>`, `/agenda/<slug>.ics`.

    `index` is the slug of the page of the themes, the territories or the events, which may be
    renamed.
    """
    page = Page.objects.child_of(root_page(request)).filter(slug=index).specific().first()
    if isinstance(page, ThemeIndexPage):
        return serve_if_allowed(page, request, lambda: theme_list(page, request, path, name))
    if isinstance(page, TerritoryIndexPage):
        return serve_if_allowed(page, request, lambda: territory_list(page, request, path, name))
    if isinstance(page, AgendaPage) and name == "ics":
        event = get_object_or_404(EventPage.objects.child_of(page).for_cards(), slug=path)
        return serve_if_allowed(event, request, lambda: render_event(event, request))
    raise Http404("Cette liste n’existe pas.")


def theme_list(
    page: ThemeIndexPage, request: HttpRequest, slug: str, name: str
) -> HttpResponseBase:
    """Return the list of a theme; redirect for a theme that was renamed or merged."""
    theme = page.find(slug)
    address = page.theme_url(request, theme)
    if theme.slug != slug:
        return redirect_to_format(request, address, name)
    listing = page.listing(request, theme)
    return render_list(
        ListSource(request, page, address, theme.name, listing, theme.definition), name
    )


def territory_list(
    page: TerritoryIndexPage, request: HttpRequest, path: str, name: str
) -> HttpResponseBase:
    """Return the list of a territory; redirect for a renamed one."""
    code, _, slug = path.partition("-")
    territory = page.find(request, code, slug)
    address = page.territory_url(request, territory)
    if territory.path != path:
        return redirect_to_format(request, address, name)
    listing = page.listing(request, territory)
    entries = calendar_entries(territory, request) if name == "ics" and listing.is_plain else ()
    source = ListSource(
        request, page, address, str(territory), listing, territory.presentation, entries
    )
    return render_list(source, name)
