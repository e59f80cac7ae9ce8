import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from hub.core.models import HubImage, HubPage
from hub.core.projection import Projection
from hub.core.publication import Finding, Severity
from hub.listing.index_pages import ListingIndexMixin
from podcasts.categories import APPLE_CATEGORIES
from podcasts.feed_findings import show_findings
from podcasts.panels import FeedPanel
from podcasts.projection import show_projection
from podcasts.structured_data import show_data
from podcasts.subscription import Subscription, subscription_to

if TYPE_CHECKING:
    from podcasts.models.episodes import EpisodePage

# Namespace of podcast:guid, from the Podcasting 2.0 specification.
PODCAST_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
EPISODES_PER_PAGE = 50
DESCRIPTION_BYTES = 4000  # Apple's limit for a show's description
ARTWORK_PIXELS = (1400, 3000)  # Apple's bounds for a square artwork
ARTWORK_FORMATS = (".jpg", ".jpeg", ".png")


def podcast_guid(feed_url: str) -> uuid.UUID:
    """Return the podcast:guid: UUIDv5 of the feed URL without scheme and trailing slash."""
    return uuid.uuid5(PODCAST_NAMESPACE, feed_url.split("://", 1)[-1].rstrip("/"))


class ShowType(models.TextChoices):
    EPISODIC = "episodic", "Épisodes indépendants, le dernier d’abord"
    SERIAL = "serial", "Récit qui se suit, du premier au dernier"


class PodcastIndexPage(ListingIndexMixin, Page):
    """List of all the shows and their episodes."""

    template = "pages/podcasts/podcast_index_page.html"
    page_description = "La liste de tous les podcasts."
    parent_page_types = ["home.HomePage"]
    subpage_types = ["podcasts.PodcastPage"]
    max_count = 1
    listing_kinds = ["episode"]

    class Meta:
        verbose_name = "liste des podcasts"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the shows, which are not in the listing of episodes."""
        context = super().get_context(request, *args, **kwargs)
        shows = PodcastPage.objects.child_of(self).visible_to(request)
        context["shows"] = shows.for_cards().order_by("title", "pk")
        return context


class PodcastPage(HubPage):
    """A podcast show, with its feed settings; its children are the episodes."""

    description = RichTextField("présentation", features=["bold", "italic", "link", "ol", "ul"])
    author = models.CharField("auteur", max_length=255, blank=True)
    owner_name = models.CharField("propriétaire du flux", max_length=255, blank=True)
    owner_email = models.EmailField(
        "adresse du propriétaire",
        blank=True,
        help_text="Dans le flux seulement, jamais sur la page.",
    )
    language = models.CharField("langue", max_length=5, default="fr")
    category = models.CharField(
        "catégorie", max_length=80, choices=APPLE_CATEGORIES, default="Society & Culture"
    )
    explicit = models.BooleanField("contenu explicite", default=False)
    show_type = models.CharField(
        "type", max_length=8, choices=ShowType.choices, default=ShowType.EPISODIC
    )
    guid = models.UUIDField("identifiant du flux", null=True, editable=False, unique=True)
    import_locked = models.BooleanField("interdire l’import par d’autres plateformes", default=True)
    funding_url = models.URLField("adresse de soutien", max_length=500, blank=True)
    funding_label = models.CharField("invitation à soutenir", max_length=128, blank=True)
    new_feed_url = models.URLField(
        "nouvelle adresse du flux", max_length=500, blank=True, help_text="Si le podcast déménage."
    )
    hosted_elsewhere = models.BooleanField("hébergé ailleurs", default=False)
    source_feed = models.URLField("flux d’origine", max_length=500, blank=True)

    template = "pages/podcasts/podcast_page.html"
    page_description = "Une émission, qui reçoit des épisodes et donne un flux."
    exclude_fields_in_copy = [*HubPage.exclude_fields_in_copy, "guid"]
    parent_page_types = ["podcasts.PodcastIndexPage"]
    subpage_types = ["podcasts.EpisodePage"]
    kind, kind_label = "podcast", "Podcast"
    card_template = "components/card_podcast.html"
    listing_details = {"Auteur": "author"}
    required_to_submit = ("description",)

    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("author"),
        HubPage.image_panel,
        HubPage.theme_panel,
        HubPage.territory_panel,
    ]
    feed_panels = [
        FeedPanel(),
        FieldRowPanel(["category", "language"], heading="Classement"),
        FieldRowPanel(["show_type", "explicit"], heading="Nature"),
        MultiFieldPanel(["owner_name", "owner_email", "import_locked"], heading="Propriétaire"),
        MultiFieldPanel(["funding_url", "funding_label"], heading="Soutien"),
        MultiFieldPanel(["hosted_elsewhere", "source_feed", "new_feed_url"], heading="Hébergement"),
        HubPage.trust_panel,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Podcast"),
            ObjectList(feed_panels, heading="Flux"),
            ObjectList(HubPage.promote_panels, heading="Référencement"),
            ObjectList(HubPage.settings_panels, heading="Réglages"),
        ]
    )

    search_fields = [
        *HubPage.search_fields,
        index.SearchField("description"),
        index.SearchField("author"),
    ]

    class Meta:
        verbose_name = "podcast"

    def clean(self) -> None:
        super().clean()
        if self.hosted_elsewhere and not self.source_feed:
            raise ValidationError({"source_feed": "Donnez l’adresse du flux d’origine."})

    def own_publication_findings(self) -> Iterator[Finding]:
        yield from super().own_publication_findings()
        if self.image and (problem := artwork_problem(self.image)):
            yield Finding(Severity.BLOCKS, problem, "Vignette", field="image")
        if len(self.description.encode()) > DESCRIPTION_BYTES:
            message = f"trop longue pour un flux\u00a0: {DESCRIPTION_BYTES} octets au plus."
            yield Finding(Severity.BLOCKS, message, "Présentation", field="description")
        yield from show_findings(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        episodes = Paginator(self.episodes(request).defer("notes", "transcript"), EPISODES_PER_PAGE)
        context["episodes"] = episodes.get_page(request.GET.get("page"))
        return context

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if self.guid is None and self.feed_url:
            self.guid = podcast_guid(self.feed_url)
            PodcastPage.objects.filter(pk=self.pk).update(guid=self.guid)

    @property
    def feed_url(self) -> str:
        """Absolute URL of the feed that the hub serves; empty before the page is in the tree."""
        return f"{url}feed.xml" if (url := self.full_url) else ""

    @property
    def subscription(self) -> Subscription | None:
        """How to subscribe to the show; None when its feed is not public."""
        return subscription_to(self)

    @property
    def has_moved(self) -> bool:
        """Whether the feed is now at `new_feed_url`."""
        return bool(self.new_feed_url) and self.new_feed_url != self.feed_url

    @property
    def subscribe_url(self) -> str:
        """Absolute URL to subscribe to: that of the feed, here or at another host."""
        if self.hosted_elsewhere and self.source_feed:
            return self.source_feed
        return self.new_feed_url or self.feed_url

    def episodes(self, request: HttpRequest | None) -> "QuerySet[EpisodePage]":
        """Return the episodes that `request` may see, in the order of `show_type`."""
        episode_model = self._meta.apps.get_model("podcasts.EpisodePage")
        if not self.pk:  # the preview of a new show is not in the page tree
            return episode_model.objects.none()
        order = "date" if self.show_type == ShowType.SERIAL else "-date"
        return episode_model.objects.child_of(self).visible_to(request).order_by(order, "-pk")

    def search_projection(self, story: dict[str, Any]) -> Projection:
        return show_projection(self, story)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org data of the page."""
        return show_data(self, request)


def artwork_problem(image: HubImage) -> str:
    """Return why an image breaks Apple's rules for artwork; empty if it is valid."""
    low, high = ARTWORK_PIXELS
    if image.width != image.height or not low <= image.width <= high:
        return (
            f"La vignette d’un podcast est carrée, de {low} à {high} pixels\u00a0: "
            f"celle-ci fait {image.width}\u00a0×\u00a0{image.height}."
        )
    if not image.filename.lower().endswith(ARTWORK_FORMATS):
        return "La vignette d’un podcast est un fichier JPEG ou PNG."
    return ""
