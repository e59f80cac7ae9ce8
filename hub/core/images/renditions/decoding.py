"""Filters on an image that is decoded once, and the decoder of Willow."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import filetype
from filetype.types import image as image_types
from filetype.types.isobmff import IsoBmff
from PIL import Image
from wagtail.images.image_operations import ImageTransform
from wagtail.images.models import AbstractImage, Filter, SourceImageIOError
from willow import image as willow_image
from willow.image import BadImageOperationError
from willow.plugins.pillow import PillowImage
from willow.registry import registry

from hub.core.images.renditions.plain import is_turned
from hub.core.images.renditions.reading import PlainImage, open_header, read_plain

SOURCE_CLASSES = (
    willow_image.AvifImageFile,
    willow_image.GIFImageFile,
    willow_image.HeicImageFile,
    willow_image.JPEGImageFile,
    willow_image.PNGImageFile,
    willow_image.WebPImageFile,
)
# An image is first reduced, quickly, to this many times the target size. Pillow documents 3.0 as
# visually indistinguishable from resizing in one step.
REDUCING_GAP = 3.0


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

    `box` is the crop, in the pixels of the file, applied by `resize`: cropping makes no copy.
    """

    def __init__(
        self, plain: PlainImage, format_name: str, box: tuple[float, ...] | None = None
    ) -> None:
        super().__init__(plain.image)
        self.plain = plain
        self.format_name = format_name
        self.box = box

    def auto_orient(self) -> "DecodedImage":
        return self  # already rotated by `make_plain`; Pillow would make a copy

    def crop(self, rect: Iterable[int]) -> "DecodedImage":
        left, top, right, bottom = rect
        width, height = self.plain.size
        box = (max(0, left), max(0, top), min(right, width), min(bottom, height))
        if box[0] >= box[2] or box[1] >= box[3]:
            raise BadImageOperationError(f"Invalid crop dimensions: {rect!r}")
        return DecodedImage(self.plain, self.format_name, box)

    def resize(self, size: tuple[int, int]) -> PillowImage:
        across, down = (
            held / whole for held, whole in zip(self.image.size, self.plain.size, strict=True)
        )
        box = self.box or (0, 0, *self.plain.size)
        held = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
        resized = self.image.resize(
            size, Image.Resampling.LANCZOS, box=held, reducing_gap=REDUCING_GAP
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

    def get_transform(self, image: AbstractImage, size: tuple[int, int]) -> ImageTransform:
        """Return the transform of the image at the size of its file, as focal points are."""
        return super().get_transform(image, self.source.plain.size)


def prepare_decoders() -> None:
    """Register the file types and the decoder in Willow; called once, when the process starts."""
    filetype.add_type(AnimatedAvif())
    filetype.add_type(TenBitHeic())
    # `filetype` reports animated PNG as a separate type; they are decoded as PNG.
    willow_image.INITIAL_IMAGE_CLASSES["apng"] = willow_image.PNGImageFile
    for source in SOURCE_CLASSES:
        registry.register_converter(source, PillowImage, open_plain)
        # Without it, the width and the height of a file are those of its decoded pixels.
        registry.register_operation(source, "get_size", upright_size)


def upright_size(image_file: willow_image.ImageFile) -> tuple[int, int]:
    """Return the width and the height of a Willow file once it is upright, from its header."""
    image = open_header(image_file.f)
    if image.format == "PNG" and "exif" not in image.info:
        image_file.f.seek(0)
        if b"eXIf" in image_file.f.read():  # after the pixels, which Pillow has not read
            return read_plain(image_file.f).size
    width, height = image.size
    return (height, width) if is_turned(image) else (width, height)


def open_plain(image_file: willow_image.ImageFile) -> PillowImage:
    """Decode a Willow file to plain pixels; raise SourceImageIOError when it is damaged.

    Used by the filters of Wagtail's screens: a large image is seen by them at its reduced size.
    """
    try:
        return PillowImage(read_plain(image_file.f).image)
    except SourceImageIOError:
        raise
    except Exception as error:  # decoders raise various exceptions on a damaged file
        raise SourceImageIOError(str(error)) from error
