from typing import Any

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from hub.core.images.alternatives import clean_alternative
from hub.core.images.originals import strip_new_file
from hub.core.images.renditions.making import (
    make_renditions_later,
    make_thumbnail_later,
    new_pixels,
)
from hub.core.images.renditions.plain import is_animated
from hub.core.images.renditions.reading import open_header


class HubImage(AbstractImage):
    """An image with its credit; `description` is its default alternative text."""

    credit = models.CharField("crédit", max_length=255, blank=True)
    is_animated = models.BooleanField(
        "animée", default=False, editable=False, help_text="Seule la première image est montrée."
    )
    rendition_problem = models.CharField(
        "problème", max_length=255, blank=True, editable=False,
        help_text="Pourquoi les tailles de l’image n’ont pas pu être faites.",
    )  # fmt: skip

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        strip_new_file(self)
        pixels = new_pixels(self)
        super().save(*args, **kwargs)
        if pixels:
            make_thumbnail_later(self, pixels)
        make_renditions_later(self)

    def _set_image_file_metadata(self) -> None:
        strip_new_file(self)
        super()._set_image_file_metadata()
        try:
            with self.open_file() as file:
                self.is_animated = is_animated(open_header(file))
        except OSError:  # forms refuse an unreadable file, but an import may store one
            self.is_animated = False
        self.file.seek(0)

    @property
    def default_alt_text(self) -> str:
        """Default alternative text of choosers: the description, unless it is a file name."""
        return clean_alternative(self.description)


class HubRendition(AbstractRendition):
    image = models.ForeignKey(HubImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="hub_rendition_unique"
            )
        ]
