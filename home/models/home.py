from itertools import chain
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from home.coming_events import coming_events
from home.near.address import near_choices, near_request, redirect_of
from home.near.answer import NearAnswer
from hub.core.models import HubPage, HubPageQuerySet, card_relations
from hub.core.publication import PublicationGateMixin
from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.structured_data import website_data
from hub.core.site.tree import top_pages
from hub.newsletters.models import NewsletterPage
from hub.territories.models import Territory
from hub.themes.models import Theme
from inspiration.map import map_of_initiatives
from inspiration.models import InitiativePage
from podcasts.models import EpisodePage

# Maximum number of pages shown in each section.
FEATURED, EPISODES, EVENTS = 4, 2, 3


class HomePage(PublicationGateMixin, FewQueriesRouteMixin, Page):
    """The home page: the latest pages of each section, or what is near a territory (`pres_de`)."""

    tagline = models.CharField("accroche", max_length=160, blank=True)
    introduction = RichTextField(features=["bold", "italic", "link"], blank=True)

    template = "pages/home/home_page.html"
    page_description = "La première page du site."
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(["tagline", "introduction"], heading="Accueil"),
        InlinePanel(
            "featured_pages",
            heading="À la une",
            label="Initiative",
            max_num=FEATURED,
            help_text="Vide : les dernières initiatives.",
        ),
    ]

    class Meta:
        verbose_name = "page d’accueil"
        verbose_name_plural = "pages d’accueil"

    def find_routed_child(self, request: HttpRequest, path_components: list[str]) -> Page | None:
        """Return the child from `top_pages`, which the menu queries anyway.

        When the path continues below the child, its specific fields are deferred.
        """
        slug, *below = path_components
        child = next((page for page in top_pages(request) if page.slug == slug), None)
        if child is None:
            return None
        return child.specific_deferred if below else child.specific

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Serve the page, or redirect what its form asks: see `home.near.address.redirect_of`."""
        if url := redirect_of(request, self.get_url(request)):
            return redirect(url)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        near = near_request(request)
        context["near"] = near
        context["near_choices"] = near_choices(near, self.get_url(request))
        context["latest_letter"] = self._latest(NewsletterPage, request).order_by("-number").first()
        if near.nearness:
            context["answer"] = NearAnswer(near.nearness, request)
        else:
            context.update(self._sections(request))
        context["map"] = map_of_initiatives(request, context.get("initiatives", ()))
        return context

    def _sections(self, request: HttpRequest) -> dict[str, Any]:
        """Return the sections of the page without a territory."""
        visible = HubPage.objects.visible_to(request)
        cards = {
            "initiatives": self._initiatives(request),
            "episodes": self._latest(EpisodePage, request).order_by("-date", "-pk")[:EPISODES],
            "events": coming_events(request)[:EVENTS],
        }
        cards = {name: list(pages) for name, pages in cards.items()}
        prefetch_related_objects([*chain(*cards.values())], *card_relations())
        themes = Theme.objects.active().filter(page_items__content_object__in=visible)
        return {
            **cards,
            "themes": themes.distinct(),
            "pilot_territories": Territory.objects.in_programme(),
        }

    @staticmethod
    def _latest(model: type[HubPage], request: HttpRequest) -> HubPageQuerySet:
        """Return the visible pages of a type, without the relations of their cards."""
        return model.objects.visible_to(request).for_cards(relations=False)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org description of the site."""
        return website_data(request)

    def _initiatives(self, request: HttpRequest) -> list[InitiativePage]:
        """Return the visible featured initiatives, then the latest ones, up to FEATURED."""
        visible = self._latest(InitiativePage, request)
        featured_ids = [featured.initiative_id for featured in self.featured_pages.all()]
        by_pk = {page.pk: page for page in visible.filter(pk__in=featured_ids)}
        featured = [by_pk[pk] for pk in featured_ids if pk in by_pk]
        latest = visible.exclude(pk__in=featured_ids).order_by(
            models.F("listed_on").desc(nulls_last=True), "-pk"
        )
        return [*featured, *latest[: FEATURED - len(featured)]]


class FeaturedPage(Orderable):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_pages")
    initiative = models.ForeignKey(
        "inspiration.InitiativePage", on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("initiative", page_type="inspiration.InitiativePage")]

    class Meta(Orderable.Meta):
        verbose_name = "initiative à la une"
        verbose_name_plural = "initiatives à la une"
