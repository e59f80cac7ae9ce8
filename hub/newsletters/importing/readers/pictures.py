"""Images that come with a letter: format detected by magic number, within size limits."""

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote_to_bytes

# Images beyond this number are listed in the report and not kept.
MAX_FILES = 60
MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_TOTAL_BYTES = 30 * 1024 * 1024
# Formats that the image library accepts; not SVG, which may contain scripts.
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
DATA_ADDRESS = re.compile(r"^data:image/[\w.+-]{1,40}((?:;[\w=-]{1,40}){0,3}),", re.IGNORECASE)


def extension_of(data: bytes) -> str:
    """Return "png", "jpg", "gif", "webp" or "avif" by the first bytes, or ""."""
    for signature, extension in SIGNATURES:
        if data.startswith(signature):
            return extension
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "avif" if data[4:12] == b"ftypavif" else ""


def content_name(data: bytes, extension: str) -> str:
    """Return a file name made from a hash of the content, for an image without a name."""
    return f"image-{hashlib.sha256(data).hexdigest()[:12]}.{extension}"


def embedded_image(address: str) -> tuple[str, bytes] | None:
    """Return the (name, bytes) of the image in a `data:` address, None when it is not one."""
    head = DATA_ADDRESS.match(address)
    if not head or len(address) > 2 * MAX_FILE_BYTES:
        return None
    content = unquote_to_bytes(address[head.end() :])
    if ";base64" in head.group(1).lower():
        try:
            content = base64.b64decode(content)
        except (binascii.Error, ValueError):
            return None
    extension = extension_of(content)
    if not extension or len(content) > MAX_FILE_BYTES:
        return None
    return content_name(content, extension), content


def within_limits(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the first images within the limits of number and size; other files are dropped."""
    kept, total = {}, 0
    for name, data in files.items():
        if not extension_of(data) or len(data) > MAX_FILE_BYTES:
            continue
        total += len(data)
        if len(kept) == MAX_FILES or total > MAX_TOTAL_BYTES:
            break
        kept[name] = data
    return kept
