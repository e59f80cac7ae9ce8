"""Small generated image files of every format that editors upload."""

import os
import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin

SIZE = (80, 60)
BROKEN_PROFILE = b"not a profile" * 20
ORIENTATION = 0x112


def greys() -> Image.Image:
    return Image.linear_gradient("L").resize(SIZE)


def colours() -> Image.Image:
    return Image.merge("RGB", (greys(), greys().rotate(180), Image.new("L", SIZE, 90)))


def encoded(image: Image.Image, file_format: str, **options: object) -> bytes:
    content = BytesIO()
    image.save(content, file_format, **options)
    return content.getvalue()


def animation(file_format: str) -> bytes:
    """Return an animation: its first image is `colours()`, the second one is black."""
    return encoded(
        colours(), file_format, save_all=True, append_images=[Image.new("RGB", SIZE)], duration=90
    )


def png_of_16_bits(
    colour_type: int,
    channels: int,
    pixel: bytes = b"\x80\x40",
    chunks: tuple[tuple[bytes, bytes], ...] = (),
) -> bytes:
    """Return a PNG with 16 bits per channel, which Pillow does not write in every mode.

    `pixel` is the value of each channel; `chunks` are written before the pixels.
    """
    width, height = SIZE
    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    pixels = zlib.compress((b"\0" + pixel * channels * width) * height)
    every_chunk = ((b"IHDR", header), *chunks, (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in every_chunk
    )


def turned() -> bytes:
    """Return a portrait photo of a phone: 80 × 60 pixels with an EXIF rotation of 90°."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    return encoded(colours(), "JPEG", exif=exif)


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def noise() -> Image.Image:
    return Image.effect_noise(SIZE, 90).convert("RGB")


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def text_bomb() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("comment", "x" * 80_000_000, zip=True)
    return encoded(greys(), "PNG", pnginfo=text)


# Accepted files, for which every rendition can be made.
TAKEN: dict[str, Callable[[], bytes]] = {
    "gris-16-bits.png": lambda: png_of_16_bits(0, 1),
    "gris-alpha-16-bits.png": lambda: png_of_16_bits(4, 2),
    "couleurs-16-bits.png": lambda: png_of_16_bits(2, 3),
    "noir-et-blanc.png": lambda: encoded(greys().convert("1"), "PNG"),
    "gris-alpha.png": lambda: encoded(Image.merge("LA", (greys(), greys())), "PNG"),
    "palette.png": lambda: encoded(colours().quantize(16), "PNG", transparency=3),
    "palette-alpha.png": lambda: encoded(
        colours().quantize(16), "PNG", transparency=bytes(range(16))
    ),
    "couleur-transparente.png": lambda: encoded(colours(), "PNG", transparency=(0, 255, 90)),
    "quadrichromie.jpg": lambda: encoded(colours().convert("CMYK"), "JPEG"),
    "quadrichromie-profil-casse.jpg": lambda: encoded(
        colours().convert("CMYK"), "JPEG", icc_profile=BROKEN_PROFILE
    ),
    "quadrichromie-profil-rvb.jpg": lambda: encoded(
        colours().convert("CMYK"), "JPEG", icc_profile=srgb()
    ),
    "profil-casse.jpg": lambda: encoded(colours(), "JPEG", icc_profile=BROKEN_PROFILE),
    "profil-casse.png": lambda: encoded(colours(), "PNG", icc_profile=BROKEN_PROFILE),
    "gris-profil-rvb.jpg": lambda: encoded(greys(), "JPEG", icc_profile=srgb()),
    "exif-casse.jpg": lambda: encoded(colours(), "JPEG", exif=b"Exif\0\0garbage"),
    "tournee.jpg": turned,
    "animee.gif": lambda: animation("GIF"),
    "animee.webp": lambda: animation("WEBP"),
    "animee.png": lambda: animation("PNG"),
    "animee.avif": lambda: animation("AVIF"),
    "iphone.heic": lambda: encoded(colours(), "HEIF"),
    "photo.avif": lambda: encoded(colours(), "AVIF"),
    "un-pixel.png": lambda: encoded(Image.new("RGB", (1, 1)), "PNG"),
    "ligne.png": lambda: encoded(Image.new("RGB", (3000, 1)), "PNG"),
    "png-nomme.jpg": lambda: encoded(colours(), "PNG"),
    "MAJUSCULES.JPG": lambda: encoded(colours(), "JPEG"),
}
# Refused files, with a part of the error message.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "vide.png": (lambda: b"", "est vide"),
    "texte.jpg": (lambda: b"Bonjour\n" * 90, "n’est pas une image"),
    "tronquee.jpg": (lambda: half(encoded(noise(), "JPEG")), "est abîmé ou incomplet"),
    "tronquee.png": (lambda: half(encoded(noise(), "PNG")), "est abîmé ou incomplet"),
    "tronquee.gif": (lambda: half(encoded(noise(), "GIF")), "est abîmé ou incomplet"),
    "tronquee.webp": (lambda: half(encoded(noise(), "WEBP")), "abîmé"),
    "tronquee.avif": (lambda: half(encoded(noise(), "AVIF")), "abîmé"),
    "tronquee.heic": (lambda: half(encoded(noise(), "HEIF")), "abîmé"),
    "dessin.svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "au format SVG"),
    "dessin.png": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "au format SVG"),
    "tiff.png": (lambda: encoded(colours(), "TIFF"), "au format TIFF"),
    "plan.bmp": (lambda: encoded(colours(), "BMP"), "au format BMP"),
    "etiree.png": (lambda: encoded(Image.new("1", (600, 20_000)), "PNG"), "est trop étiré"),
    "immense.png": (lambda: encoded(Image.new("1", (9000, 7000)), "PNG"), "63\u00a0millions"),
    "bombe.png": (lambda: encoded(Image.new("1", (16_000, 16_000)), "PNG"), "trop de pixels"),
    "bombe-de-texte.png": (text_bomb, "n’est pas une image"),
}


@cache
def file_bytes(name: str) -> bytes:
    """Return the bytes of a file of TAKEN or REFUSED."""
    return TAKEN[name]() if name in TAKEN else REFUSED[name][0]()


def unlike_png() -> bytes:
    """Return a small PNG with pixels at random, which no other image has.

    Wagtail asks which one of two identical files to keep.
    """
    return encoded(Image.frombytes("RGB", SIZE, os.urandom(3 * SIZE[0] * SIZE[1])), "PNG")
