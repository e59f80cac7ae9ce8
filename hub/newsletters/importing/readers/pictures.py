"""Images that come with a letter: recognised by their first bytes, bounded, never fetched."""

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote_to_bytes

# As many as a richly illustrated letter holds; beyond, they are listed and not kept.
MOST_FILES = 60
LARGEST_FILE = 10 * 1024 * 1024
LARGEST_TOTAL = 30 * 1024 * 1024
# Formats that the library of images accepts. SVG is not one: it may hold scripts.
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
DATA = re.compile(r"^data:image/[\w.+-]{1,40}((?:;[\w=-]{1,40}){0,3}),", re.IGNORECASE)


def extension_of(data: bytes) -> str:
    """« png », « jpg », « gif », « webp » or « avif » by the first bytes, else empty."""
    for signature, extension in SIGNATURES:
        if data.startswith(signature):
            return extension
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "avif" if data[4:12] == b"ftypavif" else ""


def named(data: bytes, extension: str) -> str:
    """The name of an image that has none: the same bytes always get the same."""
    return f"image-{hashlib.sha256(data).hexdigest()[:12]}.{extension}"


def embedded_image(address: str) -> tuple[str, bytes] | None:
    """The image written inside a `data:` address: (name, bytes), None when it is not one."""
    head = DATA.match(address)
    if not head or len(address) > 2 * LARGEST_FILE:
        return None
    content = unquote_to_bytes(address[head.end() :])
    if ";base64" in head.group(1).lower():
        try:
            content = base64.b64decode(content)
        except (binascii.Error, ValueError):
            return None
    extension = extension_of(content)
    if not extension or len(content) > LARGEST_FILE:
        return None
    return named(content, extension), content


def within_limits(files: dict[str, bytes]) -> dict[str, bytes]:
    """The first files that fit the limits, images only."""
    kept, total = {}, 0
    for name, data in files.items():
        if not extension_of(data) or len(data) > LARGEST_FILE:
            continue
        total += len(data)
        if len(kept) == MOST_FILES or total > LARGEST_TOTAL:
            break
        kept[name] = data
    return kept
