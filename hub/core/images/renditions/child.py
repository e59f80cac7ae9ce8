"""Read a large image in a process whose memory is limited: reduce it, write its pixels.

    python -m hub.core.images.renditions.child < photo.jpg

The output is a line of JSON (`Result`), then the pixels of the reduced image, row by row. An image
that cannot be read gives `{"error": why}`; one that needs too much memory, `{"error": "memory"}`.
The size has been checked by the caller. Without Django, which would take a second and 150 MB.
"""

import contextlib
import json
import sys
from importlib import import_module
from io import BytesIO
from typing import TypedDict

from PIL import Image, UnidentifiedImageError

from hub.core.images.renditions.plain import (
    is_animated,
    is_turned,
    make_plain,
    reduce,
    reduced_size,
)

# Address space of the process, in bytes. 60 million pixels of four channels take 240 MB, and some
# conversions hold two copies.
MEMORY = 768 * 1024 * 1024
TOO_LARGE = "memory"


class Result(TypedDict):
    """What was read: `size` and `reduced` are (width, height); `profile` is in hexadecimal."""

    size: tuple[int, int]
    reduced: tuple[int, int]
    mode: str
    profile: str
    is_animated: bool


def open_image(data: bytes) -> Image.Image:
    """Return the image of a file, its pixels not decoded yet; raise OSError if it is not one.

    HEIC is registered in Pillow for a file that no other format recognises: it takes 70 ms.
    """
    try:
        return Image.open(BytesIO(data))
    except UnidentifiedImageError:
        with contextlib.suppress(ImportError):
            # Installed with Wagtail; Willow, which loads it, needs Django.
            import_module("pillow_heif.HeifImagePlugin")
        return Image.open(BytesIO(data))


def read(data: bytes) -> tuple[Result, bytes]:
    """Return what an image file holds, and the pixels of its first frame, reduced."""
    image = open_image(data)
    size = image.size
    animated = is_animated(image)
    if image.format in ("JPEG", "MPO"):
        # Decoded at a half, a quarter or an eighth of its size, in as much less memory.
        wanted = reduced_size(size[::-1])[::-1] if is_turned(image) else reduced_size(size)
        image.draft(image.mode, wanted)
    drafted = image.size
    image.load()
    plain = make_plain(image)
    del image
    if plain.size == drafted[::-1]:
        size = size[::-1]
    profile = plain.info.get("icc_profile", b"")
    plain = reduce(plain)
    result = Result(
        size=size,
        reduced=plain.size,
        mode=plain.mode,
        profile=profile.hex(),
        is_animated=animated,
    )
    return result, plain.tobytes()


def limit_memory() -> None:
    """Limit the address space of this process to `MEMORY`, where the system can: not on Windows."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    limit_memory()
    Image.MAX_IMAGE_PIXELS = None
    answer: Result | dict[str, str]
    pixels = b""
    try:
        answer, pixels = read(sys.stdin.buffer.read())
    except MemoryError:
        answer = {"error": TOO_LARGE}
    except Exception as error:  # noqa: BLE001  decoders raise various exceptions
        answer = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n" + pixels)


if __name__ == "__main__":
    main()
