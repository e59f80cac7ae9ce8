"""Blocks that link to a page of the hub, an event, a document or another site."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from hub.backoffice.dates.fields import FrenchDateBlock
from hub.dates import DatePrecision, format_period


class EpisodeBlock(blocks.PageChooserBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("page_type", ["podcasts.EpisodePage"])
        super().__init__(**kwargs)

    class Meta:
        icon = "media"
        label = "Épisode"
        description = "Un épisode de podcast à écouter."
        template = "blocks/episode.html"
        text_template = "blocks/text/episode.txt"
        email_template = "blocks/email/episode.html"


class TitledPageValue(blocks.StructValue):
    """Value with an optional page of the hub; the typed title replaces or overrides its title."""

    @property
    def shown_title(self) -> str:
        page = self.get("page")
        return self.get("title") or (page.title if page else "")


class TitledPageBlock(blocks.StructBlock):
    def clean(self, value: TitledPageValue) -> TitledPageValue:
        value = super().clean(value)
        if not self.is_deferred_validation and not value.shown_title:
            raise blocks.StructBlockValidationError(
                {"title": ValidationError("Choisissez une page ou écrivez un titre.")}
            )
        return value

    class Meta:
        value_class = TitledPageValue


class InitiativeBlock(TitledPageBlock):
    """A case study of the hub, or its title and place when it has no page here."""

    page = blocks.PageChooserBlock(
        page_type=["inspiration.InitiativePage"], label="Initiative du hub", required=False
    )
    title = blocks.CharBlock(
        label="Titre", required=False, max_length=255, help_text="Vide : celui de la page."
    )
    place = blocks.CharBlock(
        label="Lieu", required=False, max_length=160, help_text="Tel qu’on l’écrit dans la lettre."
    )
    territory = SnippetChooserBlock("territories.Territory", label="Territoire", required=False)
    url = blocks.URLBlock(label="Adresse ailleurs", required=False, max_length=500)

    class Meta:
        icon = "pick"
        label = "Initiative"
        description = "Une initiative du hub, ou un renvoi vers une initiative racontée ailleurs."
        template = "blocks/initiative.html"
        text_template = "blocks/text/initiative.txt"
        email_template = "blocks/email/initiative.html"
        preview_value = {"title": "Exemple : un jardin partagé", "place": "Villexemple (99)"}


class EventValue(TitledPageValue):
    @property
    def when(self) -> str:
        """Dates in French, with their precision; empty without a date."""
        page = self.get("page")
        if page:
            return page.when
        return format_period(self.get("start"), self.get("end"), self.get("precision"))


class EventBlock(TitledPageBlock):
    """An event page of the agenda, or typed dates when the event has no page."""

    page = blocks.PageChooserBlock(
        page_type=["agenda.EventPage"], label="Rendez-vous de l’agenda", required=False
    )
    title = blocks.CharBlock(label="Titre", required=False, max_length=255)
    start = FrenchDateBlock(label="Début", required=False)
    end = FrenchDateBlock(label="Fin", required=False)
    precision = blocks.ChoiceBlock(
        label="Précision des dates", choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    text = blocks.RichTextBlock(
        label="Détails", required=False, features=["bold", "italic", "link", "document-link"]
    )

    class Meta:
        icon = "date"
        label = "Rendez-vous"
        description = "Une date de l’agenda, ou une échéance écrite ici."
        template = "blocks/event.html"
        text_template = "blocks/text/event.txt"
        email_template = "blocks/email/event.html"
        value_class = EventValue
        preview_value = {"title": "Exemple : une journée entre pairs", "precision": "day"}


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label="Document")
    title = blocks.CharBlock(
        label="Titre", required=False, max_length=255, help_text="Vide : celui du document."
    )

    class Meta:
        icon = "doc-full"
        label = "Document"
        description = "Un fichier à télécharger, avec son format et son poids."
        template = "blocks/document.html"
        text_template = "blocks/text/document.txt"
        email_template = "blocks/email/document.html"


class LinkCardBlock(blocks.StructBlock):
    url = blocks.URLBlock(label="Adresse", max_length=500)
    title = blocks.CharBlock(label="Titre", max_length=255)
    text = blocks.CharBlock(label="Description", max_length=280, required=False)

    class Meta:
        icon = "link"
        label = "Lien mis en avant"
        description = "Une page d’un autre site, avec un titre et une phrase."
        template = "blocks/link_card.html"
        text_template = "blocks/text/link_card.txt"
        email_template = "blocks/email/link_card.html"
        preview_value = {"url": "https://example.org/", "title": "Exemple : un site ami"}
