"""Conversion of a decoded image into plain 8-bit pixels, which every output format can encode.

Willow encodes the pixels as Pillow reads them: a 16-bit PNG cannot be saved as JPEG, nor a CMYK
photo with a broken profile as WebP. Here every image is converted to L, RGB or RGBA: the first
frame of an animation, rotated as its EXIF says, with its ICC profile only if it is valid and
matches the mode. Nothing but Pillow: the process that reads large images has no Django.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from PIL import Image, ImageChops, ImageCms, ImageOps

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
# Tag of EXIF, and its values for an image turned by a quarter.
ORIENTATION = 0x0112
TURNED = (5, 6, 7, 8)
# Least width and height of a reduced image: twice those of the largest renditions.
REDUCED_WIDTH, REDUCED_HEIGHT = 2560, 1280
# A reduced image may be this much larger than needed: resizing it once more costs more than it
# saves, half as long as decoding a PNG.
LARGER = 1.25
# Rows of the result that are reduced at once.
STRIP_ROWS = 64


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


def is_turned(image: Image.Image) -> bool:
    """Return whether `turn_upright` exchanges the sides of an image, by what its header says."""
    try:
        # Not the method of PNG, which decodes the pixels to read what may follow them.
        return Image.Image.getexif(image).get(ORIENTATION) in TURNED
    except Exception:  # noqa: BLE001  as in `turn_upright`
        return False


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


def reduce(image: Image.Image) -> Image.Image:
    """Return an image at its `reduced_size` or a little more, by `LARGER` at most.

    A quick division by a whole number, then a finer reduction if the result is still too large.
    """
    wanted = reduced_size(image.size)
    if wanted == image.size:
        return image
    divided = divide(image, image.width // wanted[0])
    if divided.width <= LARGER * wanted[0]:
        return divided
    return divided.resize(wanted, Image.Resampling.LANCZOS)


def divide(image: Image.Image, divisor: int) -> Image.Image:
    """Return an image whose width and height are divided by a whole number, rounded up.

    In strips if it is transparent: Pillow makes a copy of what it divides, 240 MB at most. Two at
    a time: Pillow lets another thread run meanwhile, and the copy is half of the work.
    """
    if image.mode != "RGBA":
        return image.reduce(divisor)
    size = (-(-image.width // divisor), -(-image.height // divisor))
    divided = Image.new(image.mode, size)

    def divided_strip(row: int) -> Image.Image:
        bottom = min((row + STRIP_ROWS) * divisor, image.height)
        return image.crop((0, row * divisor, image.width, bottom)).reduce(divisor)

    rows = range(0, size[1], STRIP_ROWS)
    with ThreadPoolExecutor(2) as pool:
        for row, strip in zip(rows, pool.map(divided_strip, rows), strict=True):
            divided.paste(strip, (0, row))
    return divided


def reduced_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return a size in the same proportions that has the least width or the least height."""
    width, height = size
    divisor = max(1.0, min(width / REDUCED_WIDTH, height / REDUCED_HEIGHT))
    return round(width / divisor), round(height / divisor)
