"""Check at upload that all renditions of a file can be made later.

The file is decoded once. Then a small sample is encoded in each format with Wagtail's filters, and
the size of each rendition is computed without making it.
"""

from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from PIL import Image
from wagtail.images.models import SourceImageIOError

from hub.core.images.renditions.decoding import DecodedFilter, DecodedImage
from hub.core.images.renditions.reading import PlainImage, TooManyPixelsError, read_plain
from hub.core.images.renditions.uses import FORMATS, every_filter

SAMPLE_SIDE = 64  # in pixels
# In pixels: the limit of WebP, the lowest of the rendition formats.
MAX_SIDE = 16_383
# Reasons are appended to the file name: « photo.jpg » est vide.
UNREADABLE = (
    "n’est pas une image que le site sait lire\u00a0: il est abîmé, ou d’un autre format que ne le "
    "dit son nom."
)


class UnusableImageError(Exception):
    """The site cannot render an image; the French message is appended to the file name."""


class UnsavedImage:
    """Minimal interface of an image for Wagtail's filters, before the image is saved."""

    @staticmethod
    def is_svg() -> bool:
        return False

    @staticmethod
    def get_focal_point() -> None:
        return None


def check_renditions(file: BinaryIO | File) -> PlainImage:
    """Check an open image file; return its pixels.

    Raise UnusableImageError when a rendition cannot be made.
    """
    try:
        plain = read_plain(file)
    except TooManyPixelsError as error:
        raise UnusableImageError(too_many_pixels(error.pixels)) from error
    except SourceImageIOError as error:
        raise UnusableImageError(UNREADABLE) from error
    except MemoryError as error:
        raise UnusableImageError(
            "demande trop de mémoire\u00a0: réduisez ses dimensions, puis envoyez-le de nouveau."
        ) from error
    except Exception as error:  # decoders raise various exceptions on a damaged file
        raise UnusableImageError(
            "est abîmé ou incomplet\u00a0: enregistrez-le de nouveau depuis un logiciel d’image, "
            "ou reprenez l’original."
        ) from error
    check_sizes(plain.size)
    check_formats(take_sample(plain.image))
    return plain


def take_sample(plain: Image.Image) -> DecodedImage:
    """Return a small copy of a plain image, with the same mode and ICC profile."""
    width, height = (min(SAMPLE_SIDE, side) for side in plain.size)
    small = plain.resize((width, height), Image.Resampling.NEAREST)
    small.info = dict(plain.info)
    return DecodedImage(PlainImage(small, small.size, is_animated=False), "png")


def check_sizes(size: tuple[int, int]) -> None:
    """Raise UnusableImageError when a side of a rendition is empty or above `MAX_SIDE`."""
    for image_filter in every_filter():
        transform = image_filter.get_transform(UnsavedImage, size)
        if not 1 <= min(transform.size) <= max(transform.size) <= MAX_SIDE:
            raise UnusableImageError(
                f"est trop étiré ({size[0]}\u00a0×\u00a0{size[1]}\u00a0pixels) pour être mis à la "
                "largeur des pages\u00a0: découpez-le en plusieurs images."
            )


def check_formats(sample: DecodedImage) -> None:
    """Raise UnusableImageError when the sample cannot be encoded in a rendition format."""
    for name in FORMATS:
        try:
            DecodedFilter(f"max-32x32|format-{name}", sample).run(UnsavedImage, BytesIO())
        except Exception as error:  # encoders raise various exceptions
            raise UnusableImageError(
                "a des couleurs que le site ne sait pas convertir\u00a0: enregistrez-le en JPEG "
                "ou en PNG, en RVB et 8 bits par couleur."
            ) from error


def too_many_pixels(pixels: int) -> str:
    """Return the French reason for refusing an image of `pixels` pixels (0: unknown)."""
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    counted = f" ({in_millions(pixels)})" if pixels else ""
    most = f"\u00a0; le site en prend {in_millions(limit)} au plus" if limit else ""
    return f"a trop de pixels{counted}{most}. Réduisez ses dimensions."


def in_millions(pixels: int) -> str:
    """Format a number of pixels in French: « 144 millions de pixels »."""
    if pixels < 1_000_000:
        return f"{pixels}\u00a0pixels"
    millions = f"{pixels / 1_000_000:.1f}".removesuffix(".0").replace(".", ",")
    return f"{millions}\u00a0{'millions' if pixels >= 2_000_000 else 'million'} de pixels"
