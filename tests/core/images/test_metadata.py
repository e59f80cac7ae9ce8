"""Places, dates and cameras of photos are removed without decoding the pixels."""

import io
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageOps
from PIL.ExifTags import GPS, IFD, Base

from hub.core.images.metadata import UnreadableMetadataError, strip_metadata
from tests.core.images.files import colours, encoded

CANARIES = (b"CanariCam", b"CANARI-XMP", b"CANARI-IPTC", b"CANARI-TEXT")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">CANARI-XMP exif:GPSLatitude</x:xmpmeta>'
AUTHOR = "Zoé d’Été"


def exif(orientation: int = 6) -> Image.Exif:
    """Return the EXIF of a phone: place, date, camera, author."""
    block = Image.Exif()
    block[Base.Orientation] = orientation
    block[Base.Artist] = AUTHOR.encode()
    block[Base.Model] = "CanariCam"
    block[Base.DateTime] = "2026:06:21 12:00:00"
    place = block.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", (48.0, 51.0, 30.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (2.0, 21.0, 3.0)
    return block


def jpeg_with_iptc() -> bytes:
    content = b"Photoshop 3.0\0CANARI-IPTC"
    segment = b"\xff\xed" + (len(content) + 2).to_bytes(2, "big") + content
    photo = encoded(colours(), "JPEG", exif=exif(), xmp=XMP, comment=b"gardez-moi")
    return photo[:2] + segment + photo[2:]


def png_with_texts() -> bytes:
    photo = encoded(colours(), "PNG", exif=exif())
    content = b"XML:com.adobe.xmp\0" + XMP
    chunks = b""
    for kind, body in ((b"tEXt", b"Comment\0CANARI-TEXT"), (b"tEXt", content)):
        check = zlib.crc32(kind + body).to_bytes(4, "big")
        chunks += len(body).to_bytes(4, "big") + kind + body + check
    return photo[:33] + chunks + photo[33:]  # after the signature and IHDR


PHOTOS: dict[str, Callable[[], bytes]] = {
    "jpeg": jpeg_with_iptc,
    "progressive jpeg": lambda: encoded(colours(), "JPEG", exif=exif(), progressive=True),
    "jpeg with restarts": lambda: encoded(
        colours(), "JPEG", exif=exif(), restart_marker_blocks=1, quality=95
    ),
    "several pictures": lambda: encoded(
        colours(), "MPO", exif=exif(), save_all=True, append_images=[colours().rotate(90)]
    ),
    "live photo": lambda: jpeg_with_iptc() + b"\0\0\0\x18ftypmp42CANARI-TEXT",
    "png": png_with_texts,
    "webp": lambda: encoded(colours(), "WEBP", exif=exif(), xmp=XMP),
    "lossless webp": lambda: encoded(colours(), "WEBP", exif=exif(), lossless=True),
    "transparent webp": lambda: encoded(colours().convert("RGBA"), "WEBP", exif=exif()),
    "avif": lambda: encoded(colours(), "AVIF", exif=exif(), xmp=XMP),
}


def gif_with_xmp() -> bytes:
    """Return an animation with XMP, IPTC and a comment before its first frame."""
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "blue")]
    animation = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], loop=3)
    start = 13 + (3 << (animation[10] & 7) + 1)  # after the header and its colour table
    # The trailer of the XMP specification: wherever a reader of sub-blocks enters it, it ends.
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    extensions = (
        b"\x21\xff\x0bXMP DataXMP" + XMP + trailer
        + b"\x21\xff\x0bMGKIPTC0000\x0bCANARI-IPTC\0"
        + b"\x21\xfe\x0agardez-moi\0"
    )  # fmt: skip
    return animation[:start] + extensions + animation[start:] + b"CANARI-TEXT"


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("name", PHOTOS)
def test_place_is_removed_and_the_picture_stays(name: str) -> None:
    photo = PHOTOS[name]()
    assert opened(photo).getexif().get_ifd(IFD.GPSInfo)
    stripped = strip_metadata(photo)

    found = opened(stripped)
    assert not found.getexif().get_ifd(IFD.GPSInfo)
    assert found.getexif().get(Base.Orientation) == 6
    assert not [canary for canary in CANARIES if canary in stripped]
    before, after = (ImageOps.exif_transpose(opened(data)) for data in (photo, stripped))
    assert before.size == after.size == (60, 80)
    assert before.tobytes() == after.tobytes()
    assert strip_metadata(stripped) == stripped


@pytest.mark.parametrize("name", ["jpeg", "png", "webp"])
def test_author_stays(name: str) -> None:
    written = opened(strip_metadata(PHOTOS[name]())).getexif()[Base.Artist]
    assert written.encode("latin-1").decode() == AUTHOR


def test_heic_of_a_phone_loses_its_place() -> None:
    photo = encoded(colours(), "HEIF", exif=exif())
    stripped = strip_metadata(photo)
    assert opened(photo).getexif().get_ifd(IFD.GPSInfo)
    assert not opened(stripped).getexif().get_ifd(IFD.GPSInfo)
    assert b"CanariCam" not in stripped
    assert opened(photo).tobytes() == opened(stripped).tobytes()


def test_animation_in_gif_loses_its_xmp_and_keeps_its_frames() -> None:
    photo = gif_with_xmp()
    assert opened(photo).n_frames == 2

    stripped = strip_metadata(photo)

    assert not [canary for canary in CANARIES if canary in stripped]
    assert b"gardez-moi" in stripped
    assert opened(stripped).info["loop"] == 3
    assert opened(stripped).n_frames == 2
    for number in range(2):
        before, after = opened(photo), opened(stripped)
        before.seek(number)
        after.seek(number)
        assert before.tobytes() == after.tobytes()
    assert strip_metadata(stripped) == stripped


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_kept(orientation: int) -> None:
    stripped = strip_metadata(encoded(colours(), "JPEG", exif=exif(orientation)))
    assert opened(stripped).getexif().get(Base.Orientation, 1) == orientation


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_file_without_metadata_is_the_same(file_format: str) -> None:
    data = encoded(colours(), file_format)
    assert strip_metadata(data) == data


def test_comment_profile_and_frames_stay() -> None:
    assert b"gardez-moi" in strip_metadata(jpeg_with_iptc())
    animation = encoded(
        colours(), "WEBP", save_all=True, append_images=[Image.new("RGB", (80, 60))], exif=exif()
    )
    assert opened(strip_metadata(animation)).n_frames == 2


@pytest.mark.parametrize("make", [*PHOTOS.values(), gif_with_xmp], ids=[*PHOTOS, "GIF"])
@pytest.mark.parametrize("part", [0.02, 0.2, 0.5, 0.9, 0.99])
def test_cut_file_is_refused_or_opens_as_before(make: Callable[[], bytes], part: float) -> None:
    photo = make()
    cut = photo[: int(len(photo) * part)]
    try:
        stripped = strip_metadata(cut)
    except UnreadableMetadataError:
        return
    assert stripped == cut or opened(stripped).size == opened(cut).size


@pytest.mark.filterwarnings("ignore::UserWarning")  # of Pillow, on damaged EXIF
@pytest.mark.parametrize("name", PHOTOS)
def test_damaged_file_is_refused_or_opens(name: str) -> None:
    photo = PHOTOS[name]()
    for position in range(0, min(len(photo), 600), 3):
        damaged = bytearray(photo)
        damaged[position] ^= 0xFF
        try:
            stripped = strip_metadata(bytes(damaged))
        except UnreadableMetadataError:
            continue
        if stripped != damaged:
            assert opened(stripped).size == opened(bytes(damaged)).size
