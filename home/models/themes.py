from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page

from hub.core.models import HubPage
from hub.core.routing import FewQueriesRouteMixin
from hub.core.structured_data import collection_data
from hub.search.listing import Listing
from hub.themes.models import Theme


class ThemeIndexPage(FewQueriesRouteMixin, RoutablePageMixin, Page):
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
        """Themes in use, each with `page_count`, the pages that `request` may see."""
        visible = HubPage.objects.visible_to(request).values("pk")
        return Theme.objects.active().annotate(
            page_count=Count(
                "page_items__content_object",
                filter=Q(page_items__content_object__in=visible),
                distinct=True,
            )
        )

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
        family = [theme, *theme.children.all()]
        listing = Listing(request, within=HubPage.objects.with_themes(family))
        return self.render(
            request,
            template="pages/home/theme_page.html",
            context_overrides={"theme": theme, "family": family, "listing": listing},
        )

    def get_sitemap_urls(self, request=None):
        base = super().get_sitemap_urls(request)
        root = self.get_full_url(request)
        used = self.counted_themes(None).filter(page_count__gt=0)
        return base + [{"location": f"{root}{theme.slug}/"} for theme in used]
