"""Prove, while a file is being uploaded, that every rendition of it can be made later.

The file is decoded once, one at a time per process (its pixels, not its bytes, take memory); a
small sample is then written in each format, through Wagtail's own filters, and the size of each
rendition is computed without being drawn.
"""

from io import BytesIO

from django.conf import settings
from PIL import Image
from wagtail.images.models import SourceImageIOError

from hub.core.images.renditions.decoding import (
    DECODING,
    DecodedFilter,
    DecodedImage,
    TooManyPixelsError,
    is_animated,
    make_plain,
    open_header,
)
from hub.core.images.renditions.uses import FORMATS, every_filter

SAMPLE_SIDE = 64  # in pixels
# Of the formats of the renditions, WebP is the one that allows least pixels per side.
LONGEST_SIDE = 16_383
# Reasons follow the name of the file: « photo.jpg » est vide.
UNREADABLE = (
    "n’est pas une image que le site sait lire\u00a0: il est abîmé, ou d’un autre format que ne le "
    "dit son nom."
)


class UnusableImageError(Exception):
    """The reason, in French, why the site cannot show an image; it follows the file's name."""


class Unsaved:
    """What filters ask of an image that has just been uploaded."""

    @staticmethod
    def is_svg() -> bool:
        return False

    @staticmethod
    def get_focal_point() -> None:
        return None


def prove_renditions(file) -> bool:
    """Return whether the image of an open binary file moves.

    Raise UnusableImageError when a rendition of it cannot be made.
    """
    try:
        header = open_header(file)
        with DECODING:
            header.load()
            moves = is_animated(header)
            plain = make_plain(header)
            size = plain.size
            sample = take_sample(plain)
            del plain, header
    except TooManyPixelsError as error:
        raise UnusableImageError(too_many_pixels(error.pixels)) from error
    except SourceImageIOError as error:
        raise UnusableImageError(UNREADABLE) from error
    except MemoryError as error:
        raise UnusableImageError(
            "demande trop de mémoire\u00a0: réduisez ses dimensions, puis envoyez-le de nouveau."
        ) from error
    except Exception as error:  # a damaged file makes the decoders raise anything
        raise UnusableImageError(
            "est abîmé ou incomplet\u00a0: enregistrez-le de nouveau depuis un logiciel d’image, "
            "ou reprenez l’original."
        ) from error
    check_sizes(size)
    check_formats(sample)
    return moves


def take_sample(plain: Image.Image) -> DecodedImage:
    """Return a small copy of a plain image, in its mode and with its profile."""
    size = tuple(min(SAMPLE_SIDE, side) for side in plain.size)
    small = plain.resize(size, Image.Resampling.NEAREST)
    small.info = dict(plain.info)
    return DecodedImage(small, "png")


def check_sizes(size: tuple[int, int]) -> None:
    """Raise UnusableImageError when a rendition would have a side that a format refuses."""
    for wanted in every_filter():
        transform = wanted.get_transform(Unsaved, size)
        if not 1 <= min(transform.size) <= max(transform.size) <= LONGEST_SIDE:
            raise UnusableImageError(
                f"est trop étiré ({size[0]}\u00a0×\u00a0{size[1]}\u00a0pixels) pour être mis à la "
                "largeur des pages\u00a0: découpez-le en plusieurs images."
            )


def check_formats(sample: DecodedImage) -> None:
    """Raise UnusableImageError when a format of the renditions refuses the colours of an image."""
    for name in FORMATS:
        try:
            DecodedFilter(f"max-32x32|format-{name}", sample).run(Unsaved, BytesIO())
        except Exception as error:  # the encoders raise anything
            raise UnusableImageError(
                "a des couleurs que le site ne sait pas convertir\u00a0: enregistrez-le en JPEG "
                "ou en PNG, en RVB et 8 bits par couleur."
            ) from error


def too_many_pixels(pixels: int) -> str:
    """Return the reason that refuses an image of so many pixels (0: unknown)."""
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    counted = f" ({in_millions(pixels)})" if pixels else ""
    most = f"\u00a0; le site en prend {in_millions(limit)} au plus" if limit else ""
    return f"a trop de pixels{counted}{most}. Réduisez ses dimensions."


def in_millions(pixels: int) -> str:
    """Return a number of pixels in words: « 144 millions de pixels »."""
    if pixels < 1_000_000:
        return f"{pixels}\u00a0pixels"
    millions = f"{pixels / 1_000_000:.1f}".removesuffix(".0").replace(".", ",")
    return f"{millions}\u00a0{'millions' if pixels >= 2_000_000 else 'million'} de pixels"
