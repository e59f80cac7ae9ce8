"""Reading of an image file into plain pixels, in a process of its own if it is large.

The memory that an image takes depends on its pixels, not on its file: 7 kB can hold 60 million. The
process that serves pages reads the small ones only; `child` reads the others, within a limit, and
gives back a reduced image, which is enough for every rendition.
"""

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from threading import Lock
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from PIL import Image
from wagtail.images.models import SourceImageIOError

from hub.core.images.renditions import child
from hub.core.images.renditions.plain import (
    REDUCED_HEIGHT,
    REDUCED_WIDTH,
    divide,
    is_animated,
    make_plain,
)

logger = logging.getLogger(__name__)

# Images up to this number of pixels are read in this process, in 13 MB at most.
SMALL_PIXELS = REDUCED_WIDTH * REDUCED_HEIGHT
# Far more than the largest image takes on a slow machine.
CHILD_SECONDS = 120
# Variables of the child: it needs neither the settings of the site nor its secrets.
VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
# One large image at a time per process.
CHILD_LOCK = Lock()


class TooManyPixelsError(SourceImageIOError):
    """The image has more pixels than `WAGTAILIMAGES_MAX_IMAGE_PIXELS`; it is not decoded."""

    def __init__(self, pixels: int = 0) -> None:
        super().__init__(f"{pixels or 'more'} pixels than the limit allows")
        self.pixels = pixels


@dataclass(frozen=True)
class PlainImage:
    """Pixels in L, RGB or RGBA, upright; `size` is that of the file, which may be larger."""

    image: Image.Image
    size: tuple[int, int]
    is_animated: bool

    def within(self, side: int) -> "PlainImage":
        """Return this image with its pixels reduced; its longer side has up to twice `side`."""
        divisor = max(self.image.size) // side
        if divisor <= 1:
            return self
        small = divide(self.image, divisor)
        small.info = dict(self.image.info)
        return replace(self, image=small)


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


def read_plain(file: BinaryIO | File) -> PlainImage:
    """Return the `PlainImage` of a file.

    Raise as `open_header`, MemoryError when the image takes too much memory, and the exceptions of
    Pillow for a damaged file.
    """
    image = open_header(file)
    if image.width * image.height > SMALL_PIXELS:
        return read_in_child(file)
    image.load()
    animated = is_animated(image)
    plain = make_plain(image)
    return PlainImage(plain, plain.size, animated)


def read_in_child(file: BinaryIO | File) -> PlainImage:
    """Return the `PlainImage` of a file, reduced, from a process of its own; raise as above."""
    file.seek(0)
    data = file.read()
    with CHILD_LOCK:
        try:
            done = subprocess.run(  # noqa: S603 - our own command
                [sys.executable, "-m", child.__name__],
                cwd=settings.BASE_DIR,
                env={name: os.environ[name] for name in VARIABLES if name in os.environ},
                input=data,
                capture_output=True,
                timeout=CHILD_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise MemoryError(f"no answer in {CHILD_SECONDS} s") from error
    line, _, pixels = done.stdout.partition(b"\n")
    if not line:
        # Killed, by the system when its memory is full or by a library that fails to allocate.
        logger.error("The reader of images stopped (%s): %s", done.returncode, done.stderr[-500:])
        raise MemoryError(f"exit status {done.returncode}")
    answer = json.loads(line)
    if reason := answer.get("error"):
        if reason == child.TOO_LARGE:
            raise MemoryError
        raise OSError(reason)
    image = Image.frombytes(answer["mode"], tuple(answer["reduced"]), pixels)
    if answer["profile"]:
        image.info["icc_profile"] = bytes.fromhex(answer["profile"])
    return PlainImage(image, tuple(answer["size"]), answer["is_animated"])
