from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import re_path
from wagtail.fields import RichTextField
from wagtail.models import Page

from home.models.territory_finding import TerritoryFindingMixin
from home.territory.context import territory_context
from home.territory.index import pilots_by_cohort, tree_of
from home.territory.public import counted_territories, public_territories
from home.territory.structured_data import territory_data
from hub.core.publication import PublicationGateMixin
from hub.core.site.forwarding import redirect_keeping_query
from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.structured_data import collection_data
from hub.listing.format_names import format_names
from hub.listing.listing import Listing
from hub.listing.map.sources import map_of_territories
from hub.territories.models import Territory, TerritoryAlias


class TerritoryIndexPage(PublicationGateMixin, FewQueriesRouteMixin, TerritoryFindingMixin, Page):
    """The list of the public territories, and a page for each."""

    introduction = RichTextField(features=["bold", "italic", "link"], blank=True)

    template = "pages/home/territory_index_page.html"
    page_description = "Les territoires, et une page pour chacun."
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    # Territory of the sub-URL being shown.
    shown_territory: Territory | None = None

    class Meta:
        verbose_name = "liste des territoires"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if self.shown_territory is None:
            territories = counted_territories(request)
            context["cohorts"] = pilots_by_cohort(territories)
            context["regions"] = tree_of(territories)
            context["map"] = map_of_territories(territories)
        return context

    def public_territories(self, request: HttpRequest | None) -> QuerySet[Territory]:
        """Return the territories that have a page (`home.territory.public`)."""
        return public_territories(request)

    def listing(self, request: HttpRequest, territory: Territory) -> Listing:
        """Return the `Listing` of the pages of a territory and of those that it contains."""
        return Listing(request, fixed={"territoire": (territory.path,)}, formats=format_names())

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org description of the list, or of the territory shown."""
        data = collection_data(self, request)
        return territory_data(data, self.shown_territory, request) if self.shown_territory else data

    @re_path(r"^(?P<code>[0-9AB]{2,9})-(?P<slug>[-\w]+)/$", name="territory")
    def territory_view(self, request: HttpRequest, code: str, slug: str) -> HttpResponse:
        """Show the page of a territory; redirect to its current URL."""
        territory = self.find(request, code, slug)
        if territory.path != f"{code}-{slug}":
            return redirect_keeping_query(request, self.territory_url(request, territory))
        prefetch_related_objects([territory], "containers")
        self.shown_territory = territory
        return self.render(
            request,
            template="pages/home/territory_page.html",
            context_overrides=territory_context(territory, self.listing(request, territory)),
        )

    def territory_url(self, request: HttpRequest, territory: Territory) -> str:
        """Return the path of the page of a territory, below this page."""
        return f"{self.get_url(request)}{territory.path}/"

    def find(self, request: HttpRequest, code: str, slug: str) -> Territory:
        """Return the public territory of a URL; raise Http404 when there is none.

        The slug may be wrong when only one public territory has this code. A former code leads to
        the territory that has it now, a territory that was merged to the one that replaces it.
        """
        named = Q(code=code) | Q(predecessors__code=code)
        public = self.public_territories(request)
        candidates = list(public.filter(pk__in=Territory.objects.filter(named).values("pk")))
        exact = [t for t in candidates if t.slug == slug and t.code == code]
        if exact or len(candidates) == 1:
            return (exact or candidates)[0]
        former = TerritoryAlias.objects.filter(code=code).values("territory")
        heirs = list(public.filter(pk__in=former)) if not candidates else []
        if len(heirs) == 1:
            return heirs[0]
        raise Http404("Ce territoire n’a pas encore de page.")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        base = super().get_sitemap_urls(request)
        root = self.get_full_url(request)
        return base + [{"location": f"{root}{t.path}/"} for t in self.public_territories(None)]
