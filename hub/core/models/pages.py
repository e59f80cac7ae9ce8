import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.db.models.functions import Length, Substr
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from hub.core.images.alternatives import is_file_name
from hub.core.models.licences import LICENCE_URLS, Licence
from hub.core.models.page_links import PageTerritory, PageTheme, card_relations
from hub.core.models.relations import load_relations
from hub.core.publication import Finding, PublicationGateMixin, Severity
from hub.core.publication.names import doubtful_names
from hub.core.publication.territories import unlinked_territories
from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.visibility import is_visible, visible_q
from hub.dates import DatePrecision
from hub.themes.models import Theme

if TYPE_CHECKING:
    from hub.core.projection import Projection
    from hub.core.values.calendar_events import CalendarEvent
    from hub.core.values.places import MapPlace
    from hub.territories.models import Territory


class HubPageQuerySet(PageQuerySet):
    def visible_to(self, request: HttpRequest | None) -> "HubPageQuerySet":
        """Return the pages visible to `request`; None is an anonymous reader."""
        return self.filter(visible_q(request))

    def for_cards(self, relations: bool = True) -> "HubPageQuerySet":
        """Return specific pages with the data of their cards, in a constant number of queries.

        Each page is annotated with `section_title`, the title of its parent (the show of an
        episode). The relations are those of HubPage, so that a list of several types prefetches
        them once. A view with several lists passes `relations=False` and calls
        `prefetch_related_objects` once for all lists.
        """
        parent_path = Substr(
            models.OuterRef("path"), 1, Length(models.OuterRef("path")) - Page.steplen
        )
        parents = Page.objects.filter(path=parent_path, live=True)
        cards = self.annotate(section_title=models.Subquery(parents.values("title")))
        if relations:
            cards = cards.prefetch_related(*card_relations())
        if self.model is not HubPage:
            return cards.select_related("image")
        return cards.select_related("image", for_specific_subqueries=True).specific()

    def with_themes(self, themes: Iterable[Theme]) -> "HubPageQuerySet":
        """Return the pages that have at least one of `themes` (a queryset or list of Theme)."""
        return self.filter(pk__in=PageTheme.objects.filter(tag__in=themes).values("content_object"))

    def in_territories(self, territories: "Iterable[Territory | int]") -> "HubPageQuerySet":
        """Return the pages linked to at least one of `territories` (objects or ids)."""
        return self.filter(
            pk__in=PageTerritory.objects.filter(territory__in=territories).values("page")
        )


HubPageManager = PageManager.from_queryset(HubPageQuerySet)


class HubPage(PublicationGateMixin, FewQueriesRouteMixin, RoutablePageMixin, Page):
    """Concrete base of all listable types: newsletter issues, case studies, shows, events…

    One table holds the columns that lists filter and sort on, for lists of mixed types (ADR 1).
    """

    is_creatable = False

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    summary = models.TextField(
        "chapô",
        max_length=280,
        blank=True,
        help_text="Deux ou trois phrases qui donnent envie de lire : 280 signes au plus.",
    )
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    image_alt = models.CharField(
        "texte de remplacement",
        max_length=255,
        blank=True,
        help_text="Ce que l’image dit à qui ne la voit pas.",
    )
    image_is_decorative = models.BooleanField(
        "image décorative", default=False, help_text="Elle n’apporte aucune information."
    )
    image_credit = models.CharField(
        "crédit", max_length=255, blank=True, help_text="Vide : celui de l’image."
    )
    themes = ClusterTaggableManager(
        through="core.PageTheme", blank=True, verbose_name="thèmes", related_name="hub_pages"
    )
    licence = models.CharField(max_length=14, choices=Licence.choices, default=Licence.ETALAB)
    source_url = models.URLField("adresse d’origine", max_length=500, blank=True)
    verified_on = models.DateField("vérifié le", null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="vérifié par",
    )
    # Stored copy of `sort_date`, which each type computes from its own date: sorted in SQL.
    listed_on = models.DateField(null=True, editable=False, db_index=True)
    update_note = models.CharField(
        "note de mise à jour",
        max_length=255,
        blank=True,
        help_text="Ce qui a changé, en une phrase, pour les lecteurs.",
    )

    objects = HubPageManager()
    exclude_fields_in_copy = ["uid"]

    # `select_related` lookups of the query that routes to the page.
    routed_relations: tuple[str, ...] = ("image",)

    # Without `show_in_menus`: the menus hold index pages only, so the box would have no effect.
    promote_panels = [
        MultiFieldPanel(["slug", "seo_title", "search_description"], heading="Référencement")
    ]

    # Panels shared by the edit forms of all types; each type adds its own fields around them.
    image_panel = MultiFieldPanel(
        ["image", FieldRowPanel(["image_alt", "image_is_decorative"]), "image_credit"],
        heading="Image",
    )
    theme_panel = InlinePanel(
        "theme_items",
        heading="Thèmes",
        label="Thème",
        help_text="Du plus important au moins important.",
    )
    territory_panel = InlinePanel("territory_links", heading="Territoires", label="Territoire")
    trust_panel = MultiFieldPanel(
        [
            "licence",
            "source_url",
            FieldRowPanel(["verified_on", "verified_by"]),
            "update_note",
        ],
        heading="Confiance",
        classname="collapsed",
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.FilterField("uid"),
    ]

    # Identifier (in filters and URLs) and label of the type; required in each listable type.
    kind = ""
    kind_label = ""
    # Template of its card in lists; its variables are those of templates/components/card.html.
    card_template = ""
    # Whether older pages rank lower in a search: news get old, a solution does not.
    is_recency_ranked = False
    # Whether themes and territories list the type first, with the pictures of its cards.
    opens_overviews = False
    # Prefetch lookups of the rows shown by a block that references the page.
    reference_relations: tuple[str | Prefetch, ...] = ()
    # Facets that the type adds to lists: {URL parameter: name of a field with choices}.
    listing_facets: dict[str, str] = {}
    # Fields (or "territories"), besides the title, of the form that creates a draft in the page
    # chooser (`hub.core.editing.drafts`); a type without draft_fields has no such form.
    draft_fields: tuple[str, ...] = ()
    # Columns that the type adds to data exports: {French label: name of an attribute or method}.
    listing_details: dict[str, str] = {}
    # Export formats specific to the type (names in `hub.listing.format_names`).
    listing_formats: tuple[str, ...] = ()

    class Meta:
        verbose_name = "page du hub"
        verbose_name_plural = "pages du hub"

    def clean(self) -> None:
        super().clean()
        if self.image_is_decorative and self.image_alt:
            raise ValidationError(
                {
                    "image_alt": "Une image décorative n’a pas de texte de remplacement\u00a0: "
                    "videz-le, ou décochez «\u00a0image décorative\u00a0»."
                }
            )

    def own_publication_findings(self) -> Iterator[Finding]:
        if self.image_id and not self.image_alt and not self.image_is_decorative:
            message = "décrivez l’image, ou cochez «\u00a0image décorative\u00a0»."
            yield Finding(Severity.BLOCKS, message, "Image de la page", field="image_alt")
        elif self.image_id and is_file_name(self.image_alt):
            message = (
                f"«\u00a0{self.image_alt}\u00a0» est un nom de fichier\u00a0: décrivez l’image."
            )
            yield Finding(Severity.BLOCKS, message, "Image de la page", field="image_alt")
        yield from unlinked_territories(self)
        yield from doubtful_names(self)

    @property
    def ranked_themes(self) -> list[Theme]:
        """Themes, in the editor's order."""
        return [item.tag for item in self.theme_items.all()]

    @property
    def main_theme(self) -> Theme | None:
        return next(iter(self.ranked_themes), None)

    @property
    def territories(self) -> "list[Territory]":
        """Territories, in the editor's order."""
        return [link.territory for link in self.territory_links.all()]

    def unconfirmed_territories(self) -> set[int]:
        """Return the keys of the territories that an import chose among homonyms, to be checked."""
        return set()

    @property
    def shown_credit(self) -> str:
        return self.image_credit or (self.image.credit if self.image else "")

    @property
    def licence_url(self) -> str:
        """URL of the licence's text; empty when all rights are reserved."""
        return LICENCE_URLS.get(self.licence, "")

    @property
    def numbered_title(self) -> str:
        """Title for lists and feeds; some types add a number."""
        return self.title

    @property
    def sort_date(self) -> date | None:
        """Date that lists display and sort on, in the site's time zone; or None."""
        return localdate(self.first_published_at) if self.first_published_at else None

    @property
    def listed_precision(self) -> str:
        """Precision of `listed_on`."""
        return DatePrecision.DAY

    @property
    def map_place(self) -> "MapPlace | None":
        """Location for maps; None for most types."""
        return None

    @property
    def calendar_event(self) -> "CalendarEvent | None":
        """Dates for calendars; None for most types."""
        return None

    @classmethod
    def shown_relations(cls) -> list[str | Prefetch]:
        """Return the prefetch lookups of the rows that the page shows, one query each."""
        return card_relations()

    @classmethod
    def search_relations(cls) -> list[str | Prefetch]:
        """Return the prefetch lookups of the rows that `search_projection` reads."""
        return cls.shown_relations()

    def search_projection(self, story: dict[str, Any]) -> "Projection":
        """Return the text to index for search, as a `hub.core.projection.Projection`.

        `story` is the result of `load_story` for an anonymous reader. The title, summary, themes
        and territories are indexed for all types; each listable type adds the rest here.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say how it is searched.")

    @classmethod
    def feed_contents(
        cls, pages: "Iterable[HubPage]", request: HttpRequest | None
    ) -> dict[int, str]:
        """Return {id: HTML} of the full content of `pages` (all of this type) for feeds.

        URLs in the HTML are absolute. Most types return nothing: feeds then have the summary only.
        """
        return {}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        load_relations([self])
        return context

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.listed_on = self.sort_date
        super().save(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Serve the page and its sub-URLs; raise Http404 once `expire_at` has passed.

        Wagtail unpublishes an expired page only when `publish_scheduled` runs.
        """
        if not getattr(request, "is_preview", False) and not is_visible(self, request):
            raise Http404("Cette page n’est plus publiée.")
        return super().serve(request, *args, **kwargs)
