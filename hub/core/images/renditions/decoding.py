"""Decoding of uploads into plain 8-bit pixels, which every output format can encode.

Willow encodes the pixels as Pillow reads them: a 16-bit PNG cannot be saved as JPEG, nor a CMYK
photo with a broken profile as WebP. Here every file is first converted to L, RGB or RGBA: the
first frame of an animation, rotated as its EXIF says, with its ICC profile only if it is valid and
matches the mode.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import BinaryIO

import filetype
from django.conf import settings
from django.core.files import File
from filetype.types import image as image_types
from filetype.types.isobmff import IsoBmff
from PIL import Image, ImageChops, ImageCms, ImageOps
from wagtail.images.models import Filter, SourceImageIOError
from willow import image as willow_image
from willow.image import BadImageOperationError
from willow.plugins.pillow import PillowImage
from willow.registry import registry

logger = logging.getLogger(__name__)

ANIMATED_FORMATS = ("AVIF", "GIF", "PNG", "WEBP")
# Colour space declared by an ICC profile, by the image mode that it matches.
PROFILE_SPACES = {
    **dict.fromkeys(("L", "I;16", "I;16L", "I;16B"), "GRAY"),
    **dict.fromkeys(("RGB", "RGBA"), "RGB"),
    "CMYK": "CMYK",
}
# Pillow's 16-bit grey modes, with the index of the most significant byte of each pair.
HIGH_BYTES = {"I;16": 1, "I;16L": 1, "I;16B": 0}
MAX_8_BITS = 255
SOURCE_CLASSES = (
    willow_image.AvifImageFile,
    willow_image.GIFImageFile,
    willow_image.HeicImageFile,
    willow_image.JPEGImageFile,
    willow_image.PNGImageFile,
    willow_image.WebPImageFile,
)
# A large image is first reduced, quickly, to this many times the target size. Pillow documents 3.0
# as visually indistinguishable from resizing in one step.
REDUCING_GAP = 3.0
# One large decoding at a time per process: memory use depends on the pixels, not on the file size.
DECODING_LOCK = Lock()


class TooManyPixelsError(SourceImageIOError):
    """The image has more pixels than `WAGTAILIMAGES_MAX_IMAGE_PIXELS`; it is not decoded."""

    def __init__(self, pixels: int = 0) -> None:
        super().__init__(f"{pixels or 'more'} pixels than the limit allows")
        self.pixels = pixels


class AnimatedAvif(IsoBmff):
    """An AVIF sequence, which `filetype` does not detect."""

    def __init__(self) -> None:
        super().__init__(mime="image/avif", extension=image_types.Avif().extension)

    def match(self, buf: bytes) -> bool:
        return self._is_isobmff(buf) and self._get_ftyp(buf)[0] == "avis"


class TenBitHeic(IsoBmff):
    """A HEIC of 10 bits per channel, written by some cameras, which `filetype` does not detect."""

    def __init__(self) -> None:
        super().__init__(mime="image/heic", extension=image_types.Heic().extension)

    def match(self, buf: bytes) -> bool:
        return self._is_isobmff(buf) and self._get_ftyp(buf)[0] == "heix"


class DecodedImage(PillowImage):
    """Decoded pixels, with the format name of their file.

    `box` is the crop, applied by `resize`: cropping makes no copy of the pixels.
    """

    def __init__(self, image: Image.Image, format_name: str, box: tuple | None = None) -> None:
        super().__init__(image)
        self.format_name = format_name
        self.box = box

    def auto_orient(self) -> "DecodedImage":
        return self  # already rotated by `make_plain`; Pillow would make a copy

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
    """A filter that runs on a decoded source, so that several filters share one decoding."""

    def __init__(self, spec: str, source: DecodedImage) -> None:
        super().__init__(spec)
        self.source = source

    @contextmanager
    def get_willow_image(self, image: object, source: object = None) -> Iterator[DecodedImage]:
        yield self.source


def prepare_decoders() -> None:
    """Register the file types and the decoder in Willow; called once, when the process starts."""
    filetype.add_type(AnimatedAvif())
    filetype.add_type(TenBitHeic())
    # `filetype` reports animated PNG as a separate type; they are decoded as PNG.
    willow_image.INITIAL_IMAGE_CLASSES["apng"] = willow_image.PNGImageFile
    for source in SOURCE_CLASSES:
        registry.register_converter(source, PillowImage, open_plain)


def open_header(file: BinaryIO | File) -> Image.Image:
    """Return the image of a file without decoding its pixels.

    Raise TooManyPixelsError above the limit, and SourceImageIOError when it is not an image.
    """
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    try:
        file.seek(0)
        image = Image.open(file)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixelsError from error
    except Exception as error:  # decoders raise various exceptions on a damaged file
        raise SourceImageIOError(str(error)) from error
    pixels = image.width * image.height
    if limit is not None and pixels > limit:
        raise TooManyPixelsError(pixels)
    return image


def open_plain(image_file: willow_image.ImageFile) -> PillowImage:
    """Decode a Willow file to plain pixels; raise SourceImageIOError when it is damaged."""
    image = open_header(image_file.f)
    try:
        image.load()
        return PillowImage(make_plain(image))
    except Exception as error:  # decoders raise various exceptions on a damaged file
        raise SourceImageIOError(str(error)) from error


def is_animated(image: Image.Image) -> bool:
    """Tell whether an opened image is an animation (other multi-frame formats, such as MPO, no)."""
    return image.format in ANIMATED_FORMATS and getattr(image, "is_animated", False)


def make_plain(image: Image.Image) -> Image.Image:
    """Return the pixels of a decoded image in L, RGB or RGBA, rotated as its EXIF says."""
    turn_upright(image)
    profile = matching_profile(image)
    if image.mode == "CMYK" and profile:
        image, profile = convert_from_cmyk(image, profile), None
    plain = convert_mode(image)
    if profile and PROFILE_SPACES.get(plain.mode) != PROFILE_SPACES.get(image.mode):
        profile = None  # a grey profile does not fit the colours of a transparent grey
    # Other keys (such as the transparency of a former mode) would be written wrongly by encoders.
    plain.info = {"icc_profile": profile} if profile else {}
    return plain


def convert_mode(image: Image.Image) -> Image.Image:
    """Convert `image` to the mode, of L, RGB and RGBA, that loses least."""
    if image.mode in HIGH_BYTES:
        return reduce_to_8_bits(image)
    key = image.info.get("transparency")
    if image.mode == "RGB" and isinstance(key, tuple) and max(key) > MAX_8_BITS:
        # Pillow reads the pixels of 16 bits as 8 bits, but not the transparent colour.
        image.info["transparency"] = tuple(part >> 8 for part in key)
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def reduce_to_8_bits(image: Image.Image) -> Image.Image:
    """Return the high bytes of a 16-bit grey image: L, or RGBA if it has a transparent grey."""
    data, first = image.tobytes(), HIGH_BYTES[image.mode]
    grey, low = (Image.frombytes("L", image.size, data[start::2]) for start in (first, 1 - first))
    key = image.info.get("transparency")
    if not isinstance(key, int):
        return grey
    # A pixel is opaque when one of its two bytes differs from the key.
    alpha = ImageChops.lighter(
        *(
            plane.point([0 if value == byte else MAX_8_BITS for value in range(256)])
            for plane, byte in ((grey, key >> 8), (low, key & MAX_8_BITS))
        )
    )
    return Image.merge("RGBA", (grey, grey, grey, alpha))


def turn_upright(image: Image.Image) -> None:
    """Rotate `image` in place by its EXIF orientation; do nothing when its EXIF is broken."""
    try:
        ImageOps.exif_transpose(image, in_place=True)
    except Exception as error:  # noqa: BLE001  the parser raises various exceptions
        logger.info("EXIF orientation ignored: %s", error)


def matching_profile(image: Image.Image) -> bytes | None:
    """Return the ICC profile of an image if it is readable and matches the image mode."""
    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        space = ImageCms.ImageCmsProfile(BytesIO(data)).profile.xcolor_space.strip()
    except Exception:  # noqa: BLE001  unreadable profiles are ignored, as browsers do
        return None
    return data if space == PROFILE_SPACES.get(image.mode) else None


def convert_from_cmyk(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert a CMYK image to sRGB with its profile; with Pillow's formula when that fails."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        converted = None
    return converted or image.convert("RGB")
