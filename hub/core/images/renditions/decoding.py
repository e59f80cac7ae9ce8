"""Decode whatever editors upload into plain 8-bit pixels, so that every output format takes it.

Willow writes what Pillow has read: a 16-bit PNG has no JPEG, a CMYK photo with a broken profile no
WebP. Here every file becomes L, RGB or RGBA before anything else: the upright first image of an
animation, with a colour profile only when it is one and matches.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock

import filetype
from django.conf import settings
from filetype.types import image as image_types
from filetype.types.isobmff import IsoBmff
from PIL import Image, ImageCms, ImageOps
from wagtail.images.models import Filter, SourceImageIOError
from willow import image as willow_image
from willow.image import BadImageOperationError
from willow.plugins.pillow import PillowImage
from willow.registry import registry

logger = logging.getLogger(__name__)

ANIMATED_FORMATS = ("AVIF", "GIF", "PNG", "WEBP")
# The colour space that an ICC profile declares, by the mode it fits.
PROFILE_SPACES = {"L": "GRAY", "RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK"}
# Pillow's modes of 16-bit greys; the byte of each pair that holds the high part.
HIGH_BYTES = {"I;16": 1, "I;16L": 1, "I;16B": 0}
SOURCE_CLASSES = (
    willow_image.AvifImageFile,
    willow_image.GIFImageFile,
    willow_image.HeicImageFile,
    willow_image.JPEGImageFile,
    willow_image.PNGImageFile,
    willow_image.WebPImageFile,
)
# A large image is first reduced, cheaply, to this many times the size asked: Pillow calls 3
# indistinguishable from resizing in one step.
REDUCING_GAP = 3.0
# One decoding at a time per process where memory counts: pixels take it, not bytes.
DECODING = Lock()


class TooManyPixelsError(SourceImageIOError):
    """The image has more pixels than WAGTAILIMAGES_MAX_IMAGE_PIXELS: it is not decoded."""

    def __init__(self, pixels: int = 0):
        super().__init__(f"{pixels or 'more'} pixels than the limit allows")
        self.pixels = pixels


class AnimatedAvif(IsoBmff):
    """An AVIF sequence, which `filetype` does not know."""

    def __init__(self):
        super().__init__(mime="image/avif", extension=image_types.Avif().extension)

    def match(self, buf: bytes) -> bool:
        return self._is_isobmff(buf) and self._get_ftyp(buf)[0] == "avis"


class DeepHeic(IsoBmff):
    """A HEIC of 10 bits per channel, as some cameras write, which `filetype` does not know."""

    def __init__(self):
        super().__init__(mime="image/heic", extension=image_types.Heic().extension)

    def match(self, buf: bytes) -> bool:
        return self._is_isobmff(buf) and self._get_ftyp(buf)[0] == "heix"


class DecodedImage(PillowImage):
    """Plain pixels that stand for the file they were read from.

    `box` is the part that is kept: cropping, which comes before resizing, copies nothing.
    """

    def __init__(self, image: Image.Image, format_name: str, box: tuple | None = None):
        super().__init__(image)
        self.format_name = format_name
        self.box = box

    def auto_orient(self) -> "DecodedImage":
        return self  # it is upright; Pillow would copy it all the same

    def crop(self, rect: Iterable[int]) -> "DecodedImage":
        left, top, right, bottom = rect
        width, height = self.image.size
        box = (max(0, left), max(0, top), min(right, width), min(bottom, height))
        if box[0] >= box[2] or box[1] >= box[3]:
            raise BadImageOperationError(f"Invalid crop dimensions: {rect!r}")
        return DecodedImage(self.image, self.format_name, box)

    def resize(self, size: tuple[int, int]) -> PillowImage:
        resized = self.image.resize(
            size, Image.Resampling.LANCZOS, box=self.box, reducing_gap=REDUCING_GAP
        )
        return PillowImage(resized)


class DecodedFilter(Filter):
    """A filter whose source is already decoded: several share one decoding."""

    def __init__(self, spec: str, source: DecodedImage):
        super().__init__(spec)
        self.source = source

    @contextmanager
    def get_willow_image(self, image: object, source: object = None) -> Iterator[DecodedImage]:
        yield self.source


def prepare_decoders() -> None:
    """Register, once the process starts, how Willow recognises and opens images."""
    filetype.add_type(AnimatedAvif())
    filetype.add_type(DeepHeic())
    # `filetype` tells animated PNG files apart; they open as any other.
    willow_image.INITIAL_IMAGE_CLASSES["apng"] = willow_image.PNGImageFile
    for source in SOURCE_CLASSES:
        registry.register_converter(source, PillowImage, open_plain)


def open_header(file) -> Image.Image:
    """Return the image of a file without decoding its pixels.

    Raise TooManyPixelsError beyond the limit, and SourceImageIOError when it is not an image.
    """
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    try:
        file.seek(0)
        image = Image.open(file)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixelsError from error
    except Exception as error:  # a damaged file makes the decoders raise anything
        raise SourceImageIOError(str(error)) from error
    pixels = image.width * image.height
    if limit is not None and pixels > limit:
        raise TooManyPixelsError(pixels)
    return image


def open_plain(image_file) -> PillowImage:
    """Decode a Willow file as plain pixels; raise SourceImageIOError when it cannot be."""
    image = open_header(image_file.f)
    try:
        image.load()
        return PillowImage(make_plain(image))
    except Exception as error:  # a damaged file makes the decoders raise anything
        raise SourceImageIOError(str(error)) from error


def is_animated(image: Image.Image) -> bool:
    """Tell whether an opened image moves (a photo of several views does not)."""
    return image.format in ANIMATED_FORMATS and getattr(image, "is_animated", False)


def make_plain(image: Image.Image) -> Image.Image:
    """Return the pixels of a decoded image in L, RGB or RGBA, upright."""
    turn_upright(image)
    profile = matching_profile(image)
    if image.mode == "CMYK" and profile:
        image, profile = convert_from_cmyk(image, profile), None
    plain = convert_mode(image)
    # Only what belongs to the pixels stays: the keys of other modes would be written wrongly.
    plain.info = {"icc_profile": profile} if profile else {}
    return plain


def convert_mode(image: Image.Image) -> Image.Image:
    """Return `image` in the plain mode that loses least."""
    if image.mode in HIGH_BYTES:
        high = image.tobytes()[HIGH_BYTES[image.mode] :: 2]
        return Image.frombytes("L", image.size, high)
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def turn_upright(image: Image.Image) -> None:
    """Turn `image` in place as its EXIF orientation asks; leave it when its EXIF is broken."""
    try:
        ImageOps.exif_transpose(image, in_place=True)
    except Exception as error:  # noqa: BLE001  the parser raises anything on a broken block
        logger.info("EXIF orientation ignored: %s", error)


def matching_profile(image: Image.Image) -> bytes | None:
    """Return the ICC profile of an image when it can be read and is one for its colours."""
    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        space = ImageCms.ImageCmsProfile(BytesIO(data)).profile.xcolor_space.strip()
    except Exception:  # noqa: BLE001  an unreadable profile; browsers ignore it too
        return None
    return data if space == PROFILE_SPACES.get(image.mode) else None


def convert_from_cmyk(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a CMYK image in sRGB through its profile, or by the plain rule when that fails."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")
