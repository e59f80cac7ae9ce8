"""Blocks of images and films."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from hub.core.blocks.films import film_embed_url


class StoryImageBlock(blocks.StructBlock):
    image = ImageBlock(label="Image")
    caption = blocks.CharBlock(label="Légende", max_length=255, required=False)

    class Meta:
        icon = "image"
        label = "Image"
        description = "Une image, son texte de remplacement et sa légende."
        template = "blocks/image.html"
        text_template = "blocks/text/image.txt"
        email_template = "blocks/email/image.html"


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Titre", max_length=160, required=False)
    images = blocks.ListBlock(StoryImageBlock(), label="Images", min_num=2)

    class Meta:
        icon = "grip"
        label = "Galerie"
        description = "Plusieurs images que l’on regarde ensemble."
        template = "blocks/gallery.html"
        text_template = "blocks/text/gallery.txt"
        email_template = "blocks/email/gallery.html"


class EmbedValue(blocks.StructValue):
    @property
    def embed_url(self) -> str:
        """URL of the player for an iframe; empty for a host that is not in `FILM_HOSTS`."""
        return film_embed_url(self.get("url", ""))


class EmbedBlock(blocks.StructBlock):
    """A film on a video host: no request goes to the host before the reader clicks."""

    url = blocks.URLBlock(
        label="Adresse du film", help_text="La page du film, en https.", max_length=500
    )
    title = blocks.CharBlock(label="Titre du film", max_length=255)
    thumbnail = ImageChooserBlock(label="Vignette", required=False)
    transcript = blocks.RichTextBlock(
        label="Transcription", required=False, features=["bold", "italic", "link", "ol", "ul"]
    )

    def clean(self, value: EmbedValue) -> EmbedValue:
        value = super().clean(value)
        if value["url"] and not value["url"].startswith("https://"):
            raise blocks.StructBlockValidationError(
                {"url": ValidationError("L’adresse du film commence par https://.")}
            )
        return value

    class Meta:
        icon = "media"
        label = "Film"
        description = "Un film qui ne se charge qu’au clic, avec sa transcription."
        template = "blocks/embed.html"
        text_template = "blocks/text/embed.txt"
        email_template = "blocks/email/embed.html"
        value_class = EmbedValue
        preview_value = {"url": "https://example.org/film", "title": "Exemple : un film"}
