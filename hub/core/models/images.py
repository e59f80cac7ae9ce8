from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from hub.core.renditions.making import make_renditions_later


class HubImage(AbstractImage):
    """An image with its credit. `description` is the alternative proposed where it is used."""

    credit = models.CharField("crédit", max_length=255, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        make_renditions_later(self)


class HubRendition(AbstractRendition):
    image = models.ForeignKey(HubImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="hub_rendition_unique"
            )
        ]
