from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page

from hub.core.models import HubPage, PageTheme
from hub.core.publication import PublicationGateMixin
from hub.core.site.forwarding import redirect_keeping_query
from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.structured_data import collection_data
from hub.listing.format_names import format_names
from hub.listing.listing import Listing
from hub.listing.overview import groups_by_kind
from hub.themes.models import Theme

# Maximum number of related themes, those most often found on the same pages.
RELATED = 4


class ThemeIndexPage(PublicationGateMixin, FewQueriesRouteMixin, RoutablePageMixin, Page):
    """The list of the themes, and a page for each with the pages tagged with it."""

    introduction = RichTextField(features=["bold", "italic", "link"], blank=True)

    template = "pages/home/theme_index_page.html"
    page_description = "Les thèmes, et une page pour chacun."
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = "liste des thèmes"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["themes"] = self.counted_themes(request)
        return context

    def counted_themes(self, request: HttpRequest | None) -> QuerySet[Theme]:
        """Return the active themes, annotated with `page_count`, the visible pages.

        The count includes the pages of the child themes, like the list on the page of the theme.
        """
        visible = HubPage.objects.visible_to(request).values("pk")
        tagged = PageTheme.objects.filter(
            Q(tag=OuterRef("pk")) | Q(tag__parent=OuterRef("pk")), content_object__in=visible
        )
        return Theme.objects.active().annotate(page_count=distinct_count(tagged, "content_object"))

    def listing(self, request: HttpRequest, theme: Theme) -> Listing:
        """Return the `Listing` of the pages of a theme and of its child themes."""
        # The index stores the parent themes of each page too: one value is enough.
        return Listing(request, fixed={"theme": (theme.slug,)}, formats=format_names())

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org description of the page."""
        return collection_data(self, request)

    @staticmethod
    def find(slug: str) -> Theme:
        """Return the theme that has or had this slug, or the one that replaced it.

        Raises Http404 when there is none.
        """
        theme = Theme.objects.with_slug(slug)
        if theme is None:
            raise Http404("Ce thème n’existe pas.")
        return theme

    def theme_url(self, request: HttpRequest, theme: Theme) -> str:
        """Return the path of the page of a theme, below this page."""
        return f"{self.get_url(request)}{theme.slug}/"

    @path("<slug:slug>/", name="theme")
    def theme_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the page of a theme; redirect when it was renamed, or merged into another one."""
        theme = self.find(slug)
        if theme.slug != slug:
            return redirect_keeping_query(request, self.theme_url(request, theme))
        children = list(theme.children.all())
        listing = self.listing(request, theme)
        groups = groups_by_kind(listing, HubPage.objects.with_themes([theme, *children]))
        return self.render(
            request,
            template="pages/home/theme_page.html",
            context_overrides={
                "theme": theme,
                "children": children,
                "related": related_themes(listing, {theme, theme.parent, *children}),
                "listing": listing,
                "groups": groups,
            },
        )

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        base = super().get_sitemap_urls(request)
        root = self.get_full_url(request)
        used = self.counted_themes(None).filter(page_count__gt=0)
        return base + [{"location": f"{root}{theme.slug}/"} for theme in used]


def related_themes(listing: Listing, known: Iterable[Theme | None]) -> list[Theme]:
    """Return the most frequent themes of the pages of a listing, except the `known` ones."""
    if not listing.is_plain:
        return []
    excluded = {theme.slug for theme in known if theme}
    carried = next(facet for facet in listing.filters if facet.parameter == "theme")
    slugs = [choice.value for choice in carried.choices if choice.value not in excluded][:RELATED]
    themes = {theme.slug: theme for theme in Theme.objects.filter(slug__in=slugs)}
    return [themes[slug] for slug in slugs]


def distinct_count(rows: QuerySet, field: str) -> Coalesce:
    """Return a subquery that counts the distinct values of `field` in `rows`.

    `rows` is a queryset that uses OuterRef.
    """
    counted = rows.order_by().values(constant=Value(1)).annotate(n=Count(field, distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)
