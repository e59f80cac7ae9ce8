from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page

from hub.core.models import HubPage, PageTheme
from hub.core.publication import PublicationGateMixin
from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.structured_data import collection_data
from hub.listing.format_names import format_names
from hub.listing.listing import Listing
from hub.listing.overview import groups_by_kind
from hub.themes.models import Theme

# Other themes to go to, from what a theme often comes with.
RELATED = 4


class ThemeIndexPage(PublicationGateMixin, FewQueriesRouteMixin, RoutablePageMixin, Page):
    """The themes, and under each of them everything that carries it."""

    introduction = RichTextField(features=["bold", "italic", "link"], blank=True)

    template = "pages/home/theme_index_page.html"
    page_description = "Les thèmes, et une page pour chacun."
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = "liste des thèmes"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["themes"] = self.counted_themes(request)
        return context

    def counted_themes(self, request):
        """Themes in use, each with `page_count`, the pages that `request` may see of its page.

        A theme counts the pages of the themes under it, as its own page lists them.
        """
        visible = HubPage.objects.visible_to(request).values("pk")
        carrying = PageTheme.objects.filter(
            Q(tag=OuterRef("pk")) | Q(tag__parent=OuterRef("pk")), content_object__in=visible
        )
        return Theme.objects.active().annotate(
            page_count=distinct_count(carrying, "content_object")
        )

    def listing(self, request, theme):
        """Return the `Listing` of a theme: its pages, and those of the themes under it."""
        # What carries a theme is known to the engine by those above it too.
        return Listing(request, fixed={"theme": (theme.slug,)}, formats=format_names())

    def structured_data(self, request):
        """schema.org description of the page, as a dict."""
        return collection_data(self, request)

    @path("<slug:slug>/", name="theme")
    def theme_view(self, request, slug):
        theme = Theme.objects.filter(slug=slug).select_related("parent", "merged_into").first()
        if theme is None:
            raise Http404("Ce thème n’existe pas.")
        if theme.merged_into:
            return redirect(theme.merged_into.url, permanent=True)
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

    def get_sitemap_urls(self, request=None):
        base = super().get_sitemap_urls(request)
        root = self.get_full_url(request)
        used = self.counted_themes(None).filter(page_count__gt=0)
        return base + [{"location": f"{root}{theme.slug}/"} for theme in used]


def related_themes(listing, known):
    """Return the themes that the pages of a listing carry most, `known` ones set aside."""
    if not listing.is_plain:
        return []
    known = {theme.slug for theme in known if theme}
    carried = next(facet for facet in listing.filters if facet.parameter == "theme")
    slugs = [choice.value for choice in carried.choices if choice.value not in known][:RELATED]
    themes = {theme.slug: theme for theme in Theme.objects.filter(slug__in=slugs)}
    return [themes[slug] for slug in slugs]


def distinct_count(rows, field):
    """Return the number of different `field` among `rows` (a queryset that uses OuterRef)."""
    counted = rows.order_by().values(one=Value(1)).annotate(n=Count(field, distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)
