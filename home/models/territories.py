from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.fields import RichTextField
from wagtail.models import Page

from home.models.themes import distinct_count
from hub.core.models import HubPage, HubPageQuerySet, PageTerritory
from hub.core.publication import PublicationGateMixin
from hub.core.site.forwarding import redirect_keeping_query
from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.structured_data import collection_data
from hub.core.story.backlinks import pages_citing
from hub.core.story.fragments import fragments_about
from hub.listing.format_names import format_names
from hub.listing.listing import Listing
from hub.listing.overview import groups_by_kind
from hub.people.models import PersonFunction
from hub.territories.models import Territory

# Maximum number of pages shown that link to a territory without being tagged with it.
OTHER_PAGES = 5


class TerritoryIndexPage(PublicationGateMixin, FewQueriesRouteMixin, RoutablePageMixin, Page):
    """The list of the public territories, and a page for each."""

    introduction = RichTextField(features=["bold", "italic", "link"], blank=True)

    template = "pages/home/territory_index_page.html"
    page_description = "Les territoires, et une page pour chacun."
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = "liste des territoires"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["territories"] = self.public_territories(request)
        return context

    def public_territories(self, request: HttpRequest | None) -> QuerySet[Territory]:
        """Return the territories of the programme or with pages, annotated with `page_count`.

        The count includes the pages of the territories that it contains, like the list on its own
        page: there are at most three levels from a commune up to its région.
        """
        visible = HubPage.objects.visible_to(request).values("pk")
        links = PageTerritory.objects.filter(page__in=visible)
        here = OuterRef("pk")
        within = links.filter(
            Q(territory=here)
            | Q(territory__parent=here)
            | Q(territory__parent__parent=here)
            | Q(territory__parent__parent__parent=here)
        )
        own = Exists(links.filter(territory=here))
        return Territory.objects.filter(Q(in_programme=True) | own).annotate(
            page_count=distinct_count(within, "page")
        )

    def listing(self, request: HttpRequest, territory: Territory) -> Listing:
        """Return the `Listing` of the pages of a territory and of those that it contains."""
        return Listing(request, fixed={"dans": (territory.path,)}, formats=format_names())

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org description of the page."""
        return collection_data(self, request)

    @re_path(r"^(?P<code>[0-9AB]{2,9})-(?P<slug>[-\w]+)/$", name="territory")
    def territory_view(self, request: HttpRequest, code: str, slug: str) -> HttpResponse:
        """Show the page of a territory; redirect to its current slug."""
        territory = self.find(request, code, slug)
        if territory.slug != slug:
            return redirect_keeping_query(request, self.territory_url(request, territory))
        listing = self.listing(request, territory)
        pages = HubPage.objects.in_territories(territory.with_descendants())
        people = (
            PersonFunction.objects.filter(territory=territory, end=None)
            .select_related("person", "organisation")
            .order_by("person__name")
        )
        parents = [p for p in (territory.parent, getattr(territory.parent, "parent", None)) if p]
        public = self.public_territories(request)
        listed = set(public.filter(pk__in=[p.pk for p in parents]).values_list("pk", flat=True))
        for parent in parents:
            parent.is_public = parent.pk in listed
        return self.render(
            request,
            template="pages/home/territory_page.html",
            context_overrides={
                "territory": territory,
                "parents": parents,
                "children": public.filter(parent=territory),
                "people": people,
                "listing": listing,
                "groups": groups_by_kind(listing, pages),
                **self._quotations_and_mentions(territory, listing, pages),
            },
        )

    @staticmethod
    def _quotations_and_mentions(
        territory: Territory, listing: Listing, pages: HubPageQuerySet
    ) -> dict[str, Any]:
        """Return the quotations and mentions of the territory, for its unfiltered page only."""
        if not listing.is_plain:
            return {}
        request = listing.request
        others = pages_citing(territory, request, exclude=pages)
        return {
            "fragments": fragments_about(territory, request),
            "cited_in": others[:OTHER_PAGES],
        }

    def territory_url(self, request: HttpRequest, territory: Territory) -> str:
        """Return the path of the page of a territory, below this page."""
        return f"{self.get_url(request)}{territory.path}/"

    def find(self, request: HttpRequest, code: str, slug: str) -> Territory:
        """Return the public territory of a URL; raise Http404 when there is none.

        The slug may be wrong when only one public territory has this code.
        """
        candidates = list(
            self.public_territories(request).filter(code=code).select_related("parent__parent")
        )
        exact = [territory for territory in candidates if territory.slug == slug]
        if exact or len(candidates) == 1:
            return (exact or candidates)[0]
        raise Http404("Ce territoire n’a pas encore de page.")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        base = super().get_sitemap_urls(request)
        root = self.get_full_url(request)
        return base + [{"location": f"{root}{t.path}/"} for t in self.public_territories(None)]
