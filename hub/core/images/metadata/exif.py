"""EXIF blocks reduced to what the site needs: orientation, author, copyright."""

from PIL import Image
from PIL.ExifTags import Base

HEADER = b"Exif\0\0"
_UPRIGHT = 1
_CREDITS = (Base.Artist, Base.Copyright)


def minimal_exif(block: bytes) -> bytes:
    """Return a TIFF block with the orientation and the credits of `block`, or empty bytes.

    `block` may start with `HEADER`. The result is the same when it is given back. Everything else
    is left out: places, but also maker notes, dates, serial numbers and thumbnails.
    """
    source, kept = Image.Exif(), Image.Exif()
    try:
        source.load(block.removeprefix(HEADER))
        found = {tag: source.get(tag) for tag in (Base.Orientation, *_CREDITS)}
    except Exception:  # noqa: BLE001  the parser raises various exceptions on a broken block
        return b""
    orientation = found.pop(Base.Orientation)
    if isinstance(orientation, int) and _UPRIGHT < orientation <= 8:
        kept[Base.Orientation] = orientation
    for tag, text in found.items():
        if isinstance(text, str) and text.strip("\0 "):
            # Pillow reads bytes as Latin-1, and would write other letters than ASCII as « ? ».
            kept[tag] = text.strip("\0 ").encode("latin-1", "replace")
    return kept.tobytes().removeprefix(HEADER) if kept else b""
