from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.fields import RichTextField
from wagtail.models import Page

from home.models.themes import distinct_count
from hub.core.models import HubPage, PageTerritory
from hub.core.publication import PublicationGateMixin
from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.structured_data import collection_data
from hub.core.story.backlinks import pages_citing
from hub.core.story.fragments import fragments_about
from hub.listing.format_names import format_names
from hub.listing.listing import Listing
from hub.listing.overview import groups_by_kind
from hub.people.models import PersonFunction
from hub.territories.models import Territory

# Pages that mention a territory without being filed under it.
OTHER_PAGES = 5


class TerritoryIndexPage(PublicationGateMixin, FewQueriesRouteMixin, RoutablePageMixin, Page):
    """The territories that have something to tell, and a page for each."""

    introduction = RichTextField(features=["bold", "italic", "link"], blank=True)

    template = "pages/home/territory_index_page.html"
    page_description = "Les territoires, et une page pour chacun."
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = "liste des territoires"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["territories"] = self.public_territories(request)
        return context

    def public_territories(self, request):
        """Territories of the programme or with pages, each with `page_count`.

        A territory counts the pages of those that it contains, as its own page lists them: from a
        commune to its région there are three steps at most.
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

    def listing(self, request, territory):
        """Return the `Listing` of a territory: its pages, and those of all that it contains."""
        return Listing(request, fixed={"dans": (territory.path,)}, formats=format_names())

    def structured_data(self, request):
        """schema.org description of the page, as a dict."""
        return collection_data(self, request)

    @re_path(r"^(?P<code>[0-9AB]{2,9})-(?P<slug>[-\w]+)/$", name="territory")
    def territory_view(self, request, code, slug):
        territory = self.find(request, code, slug)
        if territory.slug != slug:
            return redirect(territory.url, permanent=True)
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
                **self._said_here(territory, listing, pages),
            },
        )

    @staticmethod
    def _said_here(territory, listing, pages):
        """Words and mentions of the territory, on its page as it opens."""
        if not listing.is_plain:
            return {}
        request = listing.request
        others = pages_citing(territory, request, exclude=pages)
        return {
            "fragments": fragments_about(territory, request),
            "cited_in": others[:OTHER_PAGES],
        }

    def find(self, request, code, slug):
        """The public territory of an address; a code alone will do when one territory has it."""
        candidates = list(
            self.public_territories(request).filter(code=code).select_related("parent__parent")
        )
        exact = [territory for territory in candidates if territory.slug == slug]
        if exact or len(candidates) == 1:
            return (exact or candidates)[0]
        raise Http404("Ce territoire n’a pas encore de page.")

    def get_sitemap_urls(self, request=None):
        base = super().get_sitemap_urls(request)
        root = self.get_full_url(request)
        return base + [{"location": f"{root}{t.path}/"} for t in self.public_territories(None)]
