import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Prefetch, Q, Subquery
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Orderable
from wagtail.search import index
from wagtailmedia.edit_handlers import MediaChooserPanel

from hub.core.blocks import StoryStreamBlock
from hub.core.fields import HubStreamField
from hub.core.models import HubPage
from hub.core.projection import Projection
from hub.core.publication import Finding
from hub.core.site.siblings import find_adjacent_pages
from hub.core.values.durations import format_duration, format_timecode
from hub.core.values.timecodes import TimecodeField
from podcasts.feed_findings import item_findings
from podcasts.forms import EpisodeForm
from podcasts.models.sound_address import SoundAddressMixin
from podcasts.panels import SoundFactsPanel, TranscriptEditorPanel
from podcasts.projection import episode_projection
from podcasts.publication import sound_findings
from podcasts.structured_data import episode_data
from podcasts.subscription import Subscription, subscription_to
from podcasts.transcripts import Cue, Turn, group_by_voice, parse_transcript

if TYPE_CHECKING:
    from inspiration.models import InitiativePage


class EpisodeKind(models.TextChoices):
    FULL = "full", "Épisode"
    TRAILER = "trailer", "Bande-annonce"
    BONUS = "bonus", "Bonus"


class EpisodePage(SoundAddressMixin, HubPage):
    """A podcast episode: audio (own file or external URL), notes and transcript."""

    season = models.PositiveSmallIntegerField(
        "saison", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    number = models.PositiveSmallIntegerField(
        "numéro", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    episode_kind = models.CharField(
        "nature", max_length=7, choices=EpisodeKind.choices, default=EpisodeKind.FULL
    )
    date = models.DateField("date de diffusion", null=True)
    time = models.TimeField(
        "heure de diffusion",
        null=True,
        blank=True,
        help_text="Facultative\u00a0: minuit dans les applications de podcast, sans elle.",
    )
    explicit = models.BooleanField("contenu explicite", default=False)
    audio = models.ForeignKey(
        "podcasts.PodcastMedia",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="fichier audio",
    )
    audio_url = models.URLField(
        "adresse du son",
        max_length=500,
        blank=True,
        help_text="Si le fichier reste chez son hébergeur.",
    )
    audio_length = models.PositiveBigIntegerField("taille en octets", null=True, blank=True)
    audio_type = models.CharField("type MIME", max_length=60, blank=True)
    duration = TimecodeField(
        "durée en secondes",
        null=True,
        blank=True,
        help_text="Lue dans le fichier quand il est ici.",
    )
    guid = models.CharField("identifiant", max_length=500, blank=True, editable=False)
    notes = HubStreamField(StoryStreamBlock(), verbose_name="notes", blank=True)
    transcript = models.TextField(
        "transcription",
        blank=True,
        help_text="En WebVTT, avec les voix\u00a0: <v Nom>. Un fichier VTT ou SRT la remplit.",
    )

    template = "pages/podcasts/episode_page.html"
    page_description = "Un épisode\u00a0: un son, des notes, une transcription."
    base_form_class = EpisodeForm
    exclude_fields_in_copy = [*HubPage.exclude_fields_in_copy, "guid"]
    parent_page_types = ["podcasts.PodcastPage"]
    subpage_types = []
    kind, kind_label = "episode", "Épisode"
    card_template = "components/card_episode.html"
    listing_details = {
        "Podcast": "section_title",
        "Numéro": "number",
        "Durée": "duration_text",
    }
    routed_relations = (*HubPage.routed_relations, "audio")
    required_to_publish = ("summary",)
    required_to_submit = ("audio_url",)

    content_panels = [
        TitleFieldPanel("title", help_text="Sans le numéro\u00a0: il s’ajoute seul."),
        FieldRowPanel(["season", "number", "episode_kind"], heading="Place dans le podcast"),
        FieldRowPanel(["date", "time"], heading="Diffusion"),
        FieldPanel("summary"),
        FieldPanel("notes"),
        InlinePanel("people", heading="Voix", label="Personne"),
        InlinePanel("initiatives", heading="Initiatives racontées", label="Initiative"),
        HubPage.theme_panel,
        HubPage.territory_panel,
    ]
    sound_panels = [
        MultiFieldPanel(
            [
                MediaChooserPanel("audio", media_type="audio"),
                "audio_url",
                SoundFactsPanel(),
                FieldRowPanel(["audio_length", "audio_type"]),
                FieldPanel("duration", heading="Durée"),
                "explicit",
            ],
            heading="Son",
        ),
        InlinePanel("chapters", heading="Chapitres", label="Chapitre"),
        MultiFieldPanel(
            [FieldPanel("transcript_file"), TranscriptEditorPanel(), "transcript"],
            heading="Transcription",
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Épisode"),
            ObjectList(sound_panels, heading="Son et transcription"),
            ObjectList([HubPage.image_panel, HubPage.trust_panel], heading="Image et confiance"),
            ObjectList(HubPage.promote_panels, heading="Référencement"),
            ObjectList(HubPage.settings_panels, heading="Réglages"),
        ]
    )

    search_fields = [
        *HubPage.search_fields,
        index.SearchField("notes"),
        index.SearchField("transcript_text"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = "épisode"

    def clean(self) -> None:
        super().clean()
        if self.audio_id and self.audio_url:
            raise ValidationError(
                {"audio_url": "Un seul son\u00a0: le fichier du hub, ou l’adresse ailleurs."}
            )

    def own_publication_findings(self) -> Iterator[Finding]:
        yield from super().own_publication_findings()
        yield from sound_findings(self)
        yield from item_findings(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.guid = self.guid or str(self.uid)
        if self.audio:
            self.audio_length = self.audio.byte_length
            self.audio_type = self.audio.mime_type
            self.duration = round(self.audio.duration)
        super().save(*args, **kwargs)

    @classmethod
    def shown_relations(cls) -> list[str | Prefetch]:
        return [
            *super().shown_relations(),
            "chapters",
            Prefetch("people", EpisodePerson.objects.select_related("person")),
        ]

    @classmethod
    def search_relations(cls) -> list[str | Prefetch]:
        visible = apps.get_model("inspiration.InitiativePage").objects.visible_to(None)
        rows = EpisodeInitiative.objects.filter(initiative__in=visible.values("pk"))
        return [
            *super().search_relations(),
            Prefetch("initiatives", rows.select_related("initiative")),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["previous"], context["next"] = self.adjacent_episodes(request)
        context["visible_initiatives"] = self.visible_initiatives(request)
        return context

    def adjacent_episodes(
        self, request: HttpRequest | None
    ) -> "tuple[EpisodePage | None, EpisodePage | None]":
        """Return the previous and the next episodes that `request` may see, or None."""
        if not self.pk or not self.date:
            return None, None
        others = EpisodePage.objects.sibling_of(self, inclusive=False).visible_to(request)
        is_before = Q(date__lt=self.date) | Q(date=self.date, pk__lt=self.pk)
        is_after = Q(date__gt=self.date) | Q(date=self.date, pk__gt=self.pk)
        before = others.filter(is_before).order_by("-date", "-pk").values("pk")[:1]
        after = others.filter(is_after).order_by("date", "pk").values("pk")[:1]
        near = others.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after)))
        return find_adjacent_pages(
            near.only("title", "slug", "url_path", "depth", "date"),
            lambda episode: (episode.date, episode.pk) > (self.date, self.pk),
        )

    def visible_initiatives(self, request: HttpRequest | None) -> "list[InitiativePage]":
        """Return the initiatives of the episode that `request` may see, in the episode's order."""
        rows = list(self.initiatives.all())
        initiative_model = EpisodeInitiative._meta.get_field("initiative").related_model
        visible = initiative_model.objects.visible_to(request).in_bulk(
            [row.initiative_id for row in rows]
        )
        return [visible[row.initiative_id] for row in rows if row.initiative_id in visible]

    @property
    def sort_date(self) -> datetime.date | None:
        return self.date

    @property
    def subscription(self) -> Subscription | None:
        """How to subscribe to the show; None when its feed is not public."""
        return subscription_to(self.get_parent()) if self.depth and self.depth > 1 else None

    @property
    def timecode(self) -> str:
        """Duration as « 12:34 » or « 1:02:03 »; empty when unknown."""
        return format_timecode(self.duration) if self.duration else ""

    @property
    def duration_text(self) -> str:
        """Duration in words, « 24 min » or « 1 h 05 »; empty when unknown."""
        return format_duration(self.duration) if self.duration else ""

    @property
    def cues(self) -> list[Cue]:
        """Cues of the transcript, empty without one."""
        return parse_transcript(self.transcript)

    @property
    def turns(self) -> list[Turn]:
        """Cues of the transcript grouped by speaker turns."""
        return group_by_voice(self.cues)

    @property
    def transcript_text(self) -> str:
        """Text of the transcript without timecodes and voices, for the search index."""
        return " ".join(cue.text for cue in self.cues)

    def search_projection(self, story: dict[str, Any]) -> Projection:
        return episode_projection(self, story)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org data of the page."""
        return episode_data(self, request)


class EpisodeRole(models.TextChoices):
    """Roles of a `podcast:person`, from the taxonomy of the Podcast Namespace."""

    HOST = "host", "Présentation"
    GUEST = "guest", "Invité·e"
    EDITOR = "editor", "Réalisation"
    PRODUCER = "producer", "Production"
    AUTHOR = "author", "Écriture"
    NARRATOR = "narrator", "Récit"
    COMPOSER = "composer", "Musique"


class EpisodePerson(Orderable):
    page = ParentalKey(EpisodePage, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="+", verbose_name="personne"
    )
    role = models.CharField(
        "rôle", max_length=8, choices=EpisodeRole.choices, default=EpisodeRole.GUEST
    )

    panels = [FieldRowPanel(["person", "role"])]

    class Meta(Orderable.Meta):
        verbose_name = "personne de l’épisode"
        verbose_name_plural = "personnes de l’épisode"


class EpisodeInitiative(Orderable):
    page = ParentalKey(EpisodePage, on_delete=models.CASCADE, related_name="initiatives")
    initiative = models.ForeignKey(
        "inspiration.InitiativePage", on_delete=models.CASCADE, related_name="episode_links"
    )

    panels = [PageChooserPanel("initiative", page_type="inspiration.InitiativePage")]

    class Meta(Orderable.Meta):
        verbose_name = "initiative de l’épisode"
        verbose_name_plural = "initiatives de l’épisode"


class EpisodeChapter(Orderable):
    page = ParentalKey(EpisodePage, on_delete=models.CASCADE, related_name="chapters")
    start = TimecodeField("début en secondes")
    title = models.CharField("titre", max_length=255)
    url = models.URLField("adresse", max_length=500, blank=True)
    image = models.ForeignKey(
        "core.HubImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [
        FieldRowPanel([FieldPanel("start", heading="Début"), "title"]),
        FieldPanel("url"),
        FieldPanel("image"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "chapitre"

    @property
    def timecode(self) -> str:
        return format_timecode(self.start)

    @property
    def anchor(self) -> str:
        """URL fragment of the chapter in the page: « chapitre-134 »."""
        return f"chapitre-{self.start}"
