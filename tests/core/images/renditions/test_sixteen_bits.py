"""Images of 16 bits per channel: their renditions have the tones of the file."""

import io
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hub.core.images.avatars import small_jpeg
from hub.core.images.fields import RenderableImageField
from hub.core.images.renditions.making import make_renditions
from hub.core.images.renditions.plain import make_plain
from tests.core.images.files import SIZE, encoded, png_of_16_bits
from tests.factories import ImageFactory

KEY = (b"tRNS", b"\x75\x30")
NEAR_KEY = (b"tRNS", b"\x75\x31")


def grey(value: int, **options: object) -> bytes:
    """Return a PNG of 16-bit grey, as image programs write it."""
    return encoded(Image.new("I;16", SIZE, value), "PNG", **options)


def turned_gradient() -> bytes:
    """Return a 16-bit gradient from black (left) to white, with an EXIF rotation of 180°."""
    exif = Image.Exif()
    exif[0x112] = 3
    row = b"".join(value.to_bytes(2, "little") for value in range(0, 65536, 65536 // SIZE[0]))
    pixels = row[: 2 * SIZE[0]] * SIZE[1]
    return encoded(Image.frombytes("I;16", SIZE, pixels), "PNG", exif=exif)


def tone_at(image: Image.Image, x: int, y: int) -> int:
    tone = image.convert("L").getpixel((x, y))
    assert isinstance(tone, int)
    return tone


def plain(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return make_plain(image)


@pytest.mark.parametrize(
    ("data", "pixel"),
    [
        (lambda: grey(30000), 117),
        (lambda: grey(0), 0),
        (lambda: grey(65535), 255),
        (lambda: grey(255), 0),
        (lambda: png_of_16_bits(0, 1, b"\x75\x30"), 117),
        (lambda: png_of_16_bits(0, 1, b"\x75\x30", (KEY,)), (117, 117, 117, 0)),
        (lambda: png_of_16_bits(0, 1, b"\x75\x30", (NEAR_KEY,)), (117, 117, 117, 255)),
        (lambda: png_of_16_bits(4, 2, b"\x75\x30"), (117, 117, 117, 117)),
        (lambda: png_of_16_bits(2, 3, b"\x75\x30"), (117, 117, 117)),
        (
            lambda: png_of_16_bits(2, 3, b"\x75\x30", ((b"tRNS", b"\x75\x30" * 3),)),
            (117, 117, 117, 0),
        ),
        (
            lambda: png_of_16_bits(2, 3, b"\x75\x30", ((b"tRNS", b"\x80\x30" * 3),)),
            (117, 117, 117, 255),
        ),
    ],
)
def test_plain_pixels_have_the_tone_of_the_file(
    data: Callable[[], bytes], pixel: int | tuple[int, ...]
) -> None:
    image = plain(data())
    assert image.getpixel((SIZE[0] // 2, SIZE[1] // 2)) == pixel


def test_gradient_is_turned_and_neither_clipped_nor_wrapped() -> None:
    image = plain(turned_gradient())
    row = [tone_at(image, x, 0) for x in range(SIZE[0])]
    assert row == sorted(row, reverse=True)
    assert (row[0] > 250, row[-1]) == (True, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("value", [6000, 30000, 60000])
def test_every_rendition_has_the_tone_of_the_file(value: int) -> None:
    image = ImageFactory(file=ContentFile(grey(value), "gris.png"))
    make_renditions(image)

    for rendition in image.renditions.all():
        with Image.open(rendition.file) as shown:
            tone = tone_at(shown, shown.width // 2, shown.height // 2)
        assert abs(tone - (value >> 8)) <= 2, rendition.filter_spec


def test_avatar_has_the_tone_of_the_file() -> None:
    upload = RenderableImageField().clean(SimpleUploadedFile("moi.png", grey(30000)))
    with Image.open(small_jpeg(upload)) as shown:
        assert abs(tone_at(shown, 5, 5) - 117) <= 2
