"""Generated images: none is read from the disk, each has different bytes."""

from functools import cache
from io import BytesIO

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image

from hub.core.images.renditions.making import make_renditions
from hub.core.models import HubImage


@cache
def image_bytes(
    width: int = 320, height: int = 200, colour: int = 0, file_format: str = "JPEG"
) -> bytes:
    """Return an image of one colour; `colour` is a number, each number gives another file."""
    shade = (colour * 37 % 256, colour * 91 % 256, colour // 7 % 256)
    content = BytesIO()
    Image.new("RGB", (width, height), shade).save(content, file_format)
    return content.getvalue()


class ImageFactory(DjangoModelFactory):
    class Meta:
        model = HubImage
        skip_postgeneration_save = True

    class Params:
        pixels = (320, 200)
        colour = factory.Sequence(int)

    title = factory.Sequence("Place de l’Église {}".format)
    description = "Des habitants sur la place de l’église, un soir d’été"
    credit = "© Commune de Saint-Éloi"
    file = factory.LazyAttribute(
        lambda image: ContentFile(
            image_bytes(*image.pixels, image.colour), f"place-{image.colour}.jpg"
        )
    )

    @factory.post_generation
    def ready(self, create: bool, extracted: bool | None, **kwargs: object) -> None:
        """`ready=True` makes the renditions, which factories skip by default."""
        if extracted:
            make_renditions(self)


class ArtworkFactory(ImageFactory):
    """The square image that podcast applications ask of a show."""

    class Params:
        pixels = (1400, 1400)

    title = factory.Sequence("Vignette de l’émission {}".format)
