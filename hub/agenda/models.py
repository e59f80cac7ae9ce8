import datetime
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.search import index

from hub.agenda.calendar import calendar_event_of
from hub.agenda.listings import AgendaListing
from hub.agenda.projection import event_projection
from hub.agenda.structured_data import event_data
from hub.backoffice.dates.reading import time_in_words
from hub.core.blocks.text import PARAGRAPH_FEATURES
from hub.core.models import AttachedDocument, HubPage, HubPageQuerySet
from hub.core.projection import Projection
from hub.core.publication import Finding, Severity
from hub.core.values.calendar_events import CalendarEvent
from hub.dates import DatePrecision, format_period
from hub.listing.format_names import format_names
from hub.listing.index_pages import ListingIndexMixin


class EventKind(models.TextChoices):
    PEERS = "pairs", "Journée entre pairs"
    DEEPENING = "approfondissement", "Journée d’approfondissement"
    AGORA = "agora", "Journée AGORA"
    FEEDBACK = "restitution", "Restitution"
    MEETING = "rencontre", "Rencontre"
    WEBINAR = "webinaire", "Webinaire"


class Audience(models.TextChoices):
    DELEGATIONS = "delegations", "Les délégations"
    PUBLIC = "public", "Tout le monde"


class EventStatus(models.TextChoices):
    PLANNED = "prevu", "Prévu"
    MOVED = "reporte", "Reporté"
    CANCELLED = "annule", "Annulé"


class AgendaPage(ListingIndexMixin, Page):
    """Index page of the events, upcoming or past."""

    template = "pages/agenda/agenda_page.html"
    page_description = "Tous les rendez-vous."
    parent_page_types = ["home.HomePage"]
    subpage_types = ["agenda.EventPage"]
    max_count = 1
    listing_kinds = ["evenement"]

    class Meta:
        verbose_name = "agenda"

    def listing(self, request: HttpRequest) -> AgendaListing:
        formats = format_names(self.listing_kinds)
        events = EventPage.objects.all()
        return AgendaListing(request, events, kinds=self.listing_kinds, formats=formats)


class EventQuerySet(HubPageQuerySet):
    def past(self) -> "EventQuerySet":
        """Return the events whose last day, month or year is over, in Paris time."""
        is_past = Q()
        for precision, first_day in first_days().items():
            is_past |= Q(precision=precision, last_date__lt=first_day)
        return self.annotate(last_date=Coalesce("end_date", "start_date")).filter(is_past)

    def to_come(self) -> "EventQuerySet":
        """Return all the other events: current, future, or without a date."""
        return self.exclude(pk__in=self.past().values("pk"))


def first_days() -> dict[DatePrecision, datetime.date]:
    """Return {precision: first day of the current day, month or year}, in Paris time."""
    today = timezone.localdate()
    return {
        DatePrecision.DAY: today,
        DatePrecision.MONTH: today.replace(day=1),
        DatePrecision.YEAR: today.replace(month=1, day=1),
    }


class EventPage(HubPage):
    """An event of the programme, dated or not yet."""

    event_kind = models.CharField("nature", max_length=18, choices=EventKind.choices)
    start_date = models.DateField("début", null=True, blank=True)
    start_time = models.TimeField("heure de début", null=True, blank=True)
    end_date = models.DateField("fin", null=True, blank=True)
    end_time = models.TimeField("heure de fin", null=True, blank=True)
    precision = models.CharField(
        "précision des dates",
        max_length=8,
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
        help_text="«\u00a0Date à venir\u00a0» pour un rendez-vous annoncé sans date.",
    )
    duration_label = models.CharField(
        "durée",
        max_length=80,
        blank=True,
        help_text="Par exemple «\u00a0trois demi-journées\u00a0».",
    )
    place = models.CharField("lieu", max_length=255, blank=True)
    link = models.URLField("lien de connexion", max_length=500, blank=True)
    audience = models.CharField(
        "public", max_length=12, choices=Audience.choices, default=Audience.DELEGATIONS
    )
    organiser = models.ForeignKey(
        "people.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="organisateur",
    )
    registration_url = models.URLField("adresse d’inscription", max_length=500, blank=True)
    recording_url = models.URLField("enregistrement", max_length=500, blank=True)
    status = models.CharField(
        "état", max_length=8, choices=EventStatus.choices, default=EventStatus.PLANNED
    )
    description = RichTextField("présentation", features=PARAGRAPH_FEATURES, blank=True)

    objects = PageManager.from_queryset(EventQuerySet)()

    template = "pages/agenda/event_page.html"
    page_description = "Une date du programme, ou un rendez-vous encore sans date."
    parent_page_types = ["agenda.AgendaPage"]
    subpage_types = []
    kind, kind_label = "evenement", "Rendez-vous"
    card_template = "components/card_event.html"
    draft_fields = ("event_kind", "start_date", "precision", "place")
    listing_details = {
        "Nature": "get_event_kind_display",
        "Quand": "when",
        "Lieu": "place",
        "Public": "get_audience_display",
        "État": "get_status_display",
    }
    listing_formats = ("ics",)
    routed_relations = (*HubPage.routed_relations, "organiser")
    required_to_submit = ("start_date",)

    content_panels = [
        TitleFieldPanel("title"),
        FieldRowPanel(["event_kind", "audience", "status"], heading="Nature"),
        MultiFieldPanel(
            [
                FieldRowPanel(["start_date", "start_time"]),
                FieldRowPanel(["end_date", "end_time"]),
                FieldRowPanel(["precision", "duration_label"]),
            ],
            heading="Quand",
        ),
        MultiFieldPanel(["place", "link", "registration_url"], heading="Où et comment venir"),
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("organiser"),
        HubPage.theme_panel,
        HubPage.territory_panel,
        InlinePanel("documents", heading="Documents", label="Document"),
        FieldPanel("recording_url"),
        HubPage.image_panel,
        HubPage.trust_panel,
    ]

    search_fields = [
        *HubPage.search_fields,
        index.SearchField("description"),
        index.SearchField("place"),
        index.FilterField("start_date"),
    ]

    class Meta:
        verbose_name = "rendez-vous"
        verbose_name_plural = "rendez-vous"

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": "La fin vient après le début."})
        same_day = self.start_date and self.end_date in (None, self.start_date)
        if same_day and self.start_time and self.end_time and self.end_time <= self.start_time:
            raise ValidationError({"end_time": "La fin vient après le début."})

    def own_publication_findings(self) -> Iterator[Finding]:
        yield from super().own_publication_findings()
        if not self.start_date and self.precision != DatePrecision.UNKNOWN:
            message = "donnez une date, ou choisissez la précision «\u00a0Date à venir\u00a0»."
            yield Finding(Severity.BLOCKS, message, "Début", field="start_date")

    @classmethod
    def shown_relations(cls) -> list[str | Prefetch]:
        documents = EventDocument.objects.select_related("document")
        return [*super().shown_relations(), Prefetch("documents", documents)]

    @classmethod
    def search_relations(cls) -> list[str | Prefetch]:
        return [*super().search_relations(), "organiser"]

    @property
    def is_past(self) -> bool:
        """Whether the event is over; one dated « en mars » is over when March is."""
        last, first_day = self.end_date or self.start_date, first_days().get(self.precision)
        return bool(last and first_day and last < first_day)

    @property
    def when(self) -> str:
        """« le 7 mars 2022, de 9 h 30 à 12 h », or « date à venir »."""
        words = format_period(self.start_date, self.end_date, self.precision)
        if words and self.start_time and self.precision == DatePrecision.DAY:
            words += f", {hours_between(self.start_time, self.end_time)}"
        return ", ".join(part for part in (words or "date à venir", self.duration_label) if part)

    @property
    def sort_date(self) -> datetime.date | None:
        return None if self.precision == DatePrecision.UNKNOWN else self.start_date

    @property
    def listed_precision(self) -> str:
        return self.precision

    @property
    def calendar_event(self) -> CalendarEvent | None:
        return calendar_event_of(self)

    @property
    def ical_uid(self) -> str:
        """Globally unique and permanent identifier (RFC 5545, section 3.8.4.7)."""
        return f"{self.uid}@territoires-pilotes"

    def search_projection(self, story: dict[str, Any]) -> Projection:
        return event_projection(self, story)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org description of the page."""
        return event_data(self, request)


def hours_between(start: datetime.time, end: datetime.time | None) -> str:
    """Return « à 9 h 30 » or « de 9 h 30 à 12 h »."""
    first = time_in_words(start)
    return f"de {first} à {time_in_words(end)}" if end else f"à {first}"


class EventDocument(AttachedDocument):
    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="documents")
