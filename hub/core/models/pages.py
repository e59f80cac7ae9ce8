import uuid
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.db.models.functions import Length, Substr
from django.http import Http404
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from hub.core.images.alternatives import is_file_name
from hub.core.publication import Finding, PublicationGateMixin, Severity
from hub.core.publication.territories import unlinked_territories
from hub.core.site.routing import FewQueriesRouteMixin
from hub.core.site.visibility import is_visible, visible_q
from hub.core.values.dates import DatePrecision
from hub.themes.models import Theme


class Licence(models.TextChoices):
    ETALAB = "etalab-2.0", "Licence Ouverte 2.0"
    CC_BY = "cc-by-4.0", "Creative Commons BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "Creative Commons BY-SA 4.0"
    CC_BY_NC = "cc-by-nc-4.0", "Creative Commons BY-NC 4.0"
    RESERVED = "reserved", "Tous droits réservés"


LICENCE_URLS = {
    Licence.ETALAB: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.fr",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/deed.fr",
}


class TerritoryRole(models.TextChoices):
    LEAD = "porteur", "Porteur"
    PARTNER = "partenaire", "Partenaire"
    PLACE = "lieu", "Lieu"
    CONCERNED = "concerne", "Concerné"


def card_relations():
    """Return what a card shows of other tables, as lookups: one query for each."""
    return [
        "image__renditions",
        Prefetch("theme_items", PageTheme.objects.select_related("tag")),
        Prefetch("territory_links", PageTerritory.objects.select_related("territory")),
    ]


class HubPageQuerySet(PageQuerySet):
    def visible_to(self, request):
        """Pages that `request` may see; None stands for an anonymous reader."""
        return self.filter(visible_q(request))

    def for_cards(self, relations=True):
        """Load in few queries all that a card shows; the pages come as their own class.

        Each page gets `section_title`, the title of the page above it (the show of an episode).
        Lists of several types ask once for all of them: what is prefetched hangs on HubPage.
        A page of several lists leaves `relations` to one `prefetch_related_objects` for all.
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

    def with_themes(self, themes):
        """Pages that carry at least one of `themes` (a queryset or list of Theme)."""
        return self.filter(pk__in=PageTheme.objects.filter(tag__in=themes).values("content_object"))

    def in_territories(self, territories):
        """Pages linked to at least one of `territories` (objects or ids)."""
        return self.filter(
            pk__in=PageTerritory.objects.filter(territory__in=territories).values("page")
        )


HubPageManager = PageManager.from_queryset(HubPageQuerySet)


class HubPage(PublicationGateMixin, FewQueriesRouteMixin, RoutablePageMixin, Page):
    """Concrete base of all that is listed: letters, initiatives, shows, episodes, dates, resources.

    One table holds what lists filter and sort on, so that one query serves them all (ADR 1).
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
    # Copy of `sort_date`, so that one query sorts and filters every type by its own date.
    listed_on = models.DateField(null=True, editable=False, db_index=True)
    update_note = models.CharField(
        "note de mise à jour",
        max_length=255,
        blank=True,
        help_text="Ce qui a changé, en une phrase, pour les lecteurs.",
    )

    objects = HubPageManager()
    exclude_fields_in_copy = ["uid"]

    # What the page always shows of other tables, fetched with the page itself.
    routed_relations = ("image",)

    # Only the lists of the site are in its menus: the box would promise what it cannot do.
    promote_panels = [
        MultiFieldPanel(["slug", "seo_title", "search_description"], heading="Référencement")
    ]

    # What every edit form shares; each page type arranges its own fields around these pieces.
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

    # How the type is called in lists, filters and addresses; each listable type says its own.
    kind = ""
    kind_label = ""
    # The template of its card in lists; its variables are those of templates/components/card.html.
    card_template = ""
    # Whether older pages rank lower in a search: news get old, a solution does not.
    is_recency_ranked = False
    # Whether themes and territories list the type first, with the pictures of its cards.
    opens_overviews = False
    # Rows that a block pointing at the page shows, for instance in a letter.
    reference_relations = ()
    # Filters that the type adds to lists: {parameter: name of its field with choices}.
    listing_facets = {}
    # What the page chooser asks, besides the title, to create a draft of the type
    # (`hub.core.editing.drafts`): fields, or "territories"; types that say nothing are not offered.
    draft_fields = ()
    # What the type adds to lists written as data: {French label: name of an attribute or method}.
    listing_details = {}
    # The forms of a list that only make sense with the type (hub.listing.format_names).
    listing_formats = ()
    # Where a map shows the page (`hub.core.values.places.MapPlace`), and when a calendar does
    # (`hub.core.values.calendar_events.CalendarEvent`); most types have neither.
    map_place = None
    calendar_event = None

    class Meta:
        verbose_name = "page du hub"
        verbose_name_plural = "pages du hub"

    def clean(self):
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

    @property
    def ranked_themes(self):
        """Themes in the order that the editor gave."""
        return [item.tag for item in self.theme_items.all()]

    @property
    def main_theme(self):
        return next(iter(self.ranked_themes), None)

    @property
    def territories(self):
        """Territories in the order that the editor gave."""
        return [link.territory for link in self.territory_links.all()]

    @property
    def shown_credit(self):
        return self.image_credit or (self.image.credit if self.image else "")

    @property
    def licence_url(self):
        """Address of the licence's text; empty when all rights are reserved."""
        return LICENCE_URLS.get(self.licence, "")

    @property
    def numbered_title(self):
        """The title with the number that the type adds, as lists and feeds show it."""
        return self.title

    @property
    def sort_date(self):
        """The date that lists show and sort on, as a date or None."""
        return self.first_published_at.date() if self.first_published_at else None

    @property
    def listed_precision(self):
        """How precisely `listed_on` is known."""
        return DatePrecision.DAY

    @classmethod
    def shown_relations(cls):
        """Return the rows that the page shows, as lookups or Prefetch: one query for each."""
        return card_relations()

    @classmethod
    def search_relations(cls):
        """Return the rows that `search_projection` reads, as lookups: one query for each."""
        return cls.shown_relations()

    def search_projection(self, story):
        """Return what readers find the page by (`hub.core.projection.Projection`).

        `story` holds its texts as an anonymous reader sees them (`hub.core.story.loading`). Title,
        summary, themes and territories are known already; each listable type gives the rest.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say how it is searched.")

    @classmethod
    def feed_contents(cls, pages, request):
        """Return {id: HTML} of what feeds carry in full of `pages`, all of this type.

        The addresses in it are full ones. Most types let feeds carry their summary alone.
        """
        return {}

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        # A preview shows rows that are not in the database yet.
        if self.pk and not getattr(request, "is_preview", False):
            prefetch_related_objects([self], *self.shown_relations())
        return context

    def save(self, *args, **kwargs):
        self.listed_on = self.sort_date
        super().save(*args, **kwargs)

    def serve(self, request, *args, **kwargs):
        """Serve the page and its sub-addresses, unless its expiry has passed.

        Wagtail itself only takes an expired page down when its scheduled task runs.
        """
        if not getattr(request, "is_preview", False) and not is_visible(self, request):
            raise Http404("Cette page n’est plus publiée.")
        return super().serve(request, *args, **kwargs)


class PageTheme(Orderable, ItemBase):
    """A theme that a page carries, with its rank."""

    tag = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="page_items", verbose_name="thème"
    )
    content_object = ParentalKey(HubPage, on_delete=models.CASCADE, related_name="theme_items")

    panels = [FieldPanel("tag")]

    class Meta(Orderable.Meta):
        verbose_name = "thème de la page"
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"],
                name="page_theme_unique",
                violation_error_message="Ce thème est déjà choisi.",
            )
        ]

    def save(self, *args, **kwargs):
        """Follow a merge: a draft written before it still names the former theme."""
        while self.tag.merged_into_id:
            self.tag = self.tag.merged_into
        twins = PageTheme.objects.filter(content_object=self.content_object, tag=self.tag)
        if twins.exclude(pk=self.pk).exists():
            return  # the draft named both themes
        super().save(*args, **kwargs)


class PageTerritory(Orderable):
    """A territory that a page speaks of, and its part in it."""

    page = ParentalKey(HubPage, on_delete=models.CASCADE, related_name="territory_links")
    territory = models.ForeignKey(
        "territories.Territory",
        on_delete=models.CASCADE,
        related_name="page_links",
        verbose_name="territoire",
    )
    role = models.CharField(
        "rôle", max_length=10, choices=TerritoryRole.choices, default=TerritoryRole.LEAD
    )

    panels = [FieldRowPanel(["territory", "role"])]

    class Meta(Orderable.Meta):
        verbose_name = "territoire de la page"
        constraints = [
            models.UniqueConstraint(
                fields=["page", "territory", "role"],
                name="page_territory_role_unique",
                violation_error_message="Ce territoire a déjà ce rôle.",
            )
        ]
