"""Choice of the format, and the check that the image is still the same."""

from io import BytesIO

from PIL import ExifTags
from wagtail.images.models import SourceImageIOError

from hub.core.images.metadata import gif, heif, jpeg, png, webp
from hub.core.images.renditions.reading import open_header


class UnreadableMetadataError(Exception):
    """The file is not understood: it must be kept as it is."""


def strip_metadata(data: bytes) -> bytes:
    """Return the bytes of an image without its metadata but orientation and credits.

    The pixels are not decoded. The result equals `data` when there is nothing to remove. Raise
    UnreadableMetadataError when the file is malformed or the result would not open as the same
    image.
    """
    try:
        stripped = _strip(data)
    except (ValueError, IndexError) as error:
        raise UnreadableMetadataError(str(error)) from error
    if stripped != data and _appearance(stripped) != _appearance(data):
        raise UnreadableMetadataError("The image would change.")
    return stripped


def _strip(data: bytes) -> bytes:
    if data.startswith(jpeg.SIGNATURE):
        return jpeg.strip_jpeg(data)
    if data.startswith(png.SIGNATURE):
        return png.strip_png(data)
    if data.startswith(webp.SIGNATURE):
        return webp.strip_webp(data)
    if data.startswith(gif.SIGNATURE):
        return gif.strip_gif(data)
    if heif.is_heif(data):
        return heif.strip_heif(data)
    return data


def _appearance(data: bytes) -> tuple[object, ...]:
    """Return what must not change: size, mode, frames, orientation, colour profile."""
    try:
        image = open_header(BytesIO(data))
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1) or 1
    except (SourceImageIOError, OSError, SyntaxError, ValueError) as error:
        raise UnreadableMetadataError(str(error)) from error
    kind = "JPEG" if image.format == "MPO" else image.format
    if not 1 <= orientation <= 8:
        orientation = 1
    frames = 1 if kind == "JPEG" else getattr(image, "n_frames", 1)
    return (kind, image.size, image.mode, frames, orientation, image.info.get("icc_profile"))
