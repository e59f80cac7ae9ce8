"""Large images are read by a process of their own, as small ones are in the process of the site."""

import io
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops, ImageStat
from willow import Image as WillowImage

from hub.core.images.fields import RenderableImageField
from hub.core.images.renditions import child, decoding, reading
from hub.core.images.renditions.making import make_renditions
from hub.core.images.renditions.plain import REDUCED_HEIGHT, REDUCED_WIDTH, divide, reduced_size
from hub.core.images.renditions.reading import PlainImage, read_in_child, read_plain
from hub.core.models import HubImage
from tests.core.images.files import TAKEN, encoded, file_bytes, half, noise

TURNED_BY_A_QUARTER = 6


def gradient(size: tuple[int, int]) -> Image.Image:
    """Return an image that is redder to the right, and greener to the bottom."""
    side = Image.linear_gradient("L")
    red, green = side.rotate(90).resize(size), side.resize(size)
    return Image.merge("RGB", (red, green, Image.new("L", size, 90)))


@pytest.fixture
def in_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every image read by the child."""
    monkeypatch.setattr(reading, "SMALL_PIXELS", 0)


def answers(
    monkeypatch: pytest.MonkeyPatch, run: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    monkeypatch.setattr(reading.subprocess, "run", run)


@pytest.mark.parametrize("name", TAKEN)
def test_the_child_reads_what_the_site_reads(name: str) -> None:
    here, there = (
        read_plain(io.BytesIO(file_bytes(name))),
        read_in_child(io.BytesIO(file_bytes(name))),
    )
    assert (there.size, there.is_animated) == (here.size, here.is_animated)
    assert (there.image.mode, there.image.info) == (here.image.mode, here.image.info)
    if there.image.size == here.image.size:
        assert there.image.tobytes() == here.image.tobytes()


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((8000, 6000), (2560, 1920)),
        ((6000, 8000), (2560, 3413)),
        ((2560, 1280), (2560, 1280)),
        ((900, 12_000), (900, 12_000)),
        ((16_000, 1500), (13_653, 1280)),
    ],
)
def test_a_reduced_image_has_enough_for_every_rendition(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert reduced_size(size) == expected
    assert expected[0] >= min(REDUCED_WIDTH, size[0])
    assert expected[1] >= min(REDUCED_HEIGHT, size[1])


@pytest.mark.parametrize("divisor", [1, 2, 3, 7])
@pytest.mark.parametrize("size", [(300, 201), (64, 49), (7, 7)])
def test_a_transparent_image_is_divided_in_strips_as_in_one(
    size: tuple[int, int], divisor: int
) -> None:
    planes = [gradient(size), Image.linear_gradient("L").resize(size)]
    image = Image.merge("RGBA", [band for plane in planes for band in plane.split()])
    assert divide(image, divisor).tobytes() == image.reduce(divisor).tobytes()


@pytest.mark.parametrize(("side", "held"), [(40, (42, 20)), (100, (125, 60)), (300, (250, 120))])
def test_pixels_are_reduced_with_their_colour_profile(side: int, held: tuple[int, int]) -> None:
    image = Image.new("RGBA", (250, 120))
    image.info["icc_profile"] = b"profile"

    small = PlainImage(image, (500, 240), is_animated=False).within(side)

    assert (small.image.size, small.size) == (held, (500, 240))
    assert small.image.info == {"icc_profile": b"profile"}


def test_a_large_photo_is_upright_and_keeps_the_size_of_its_file() -> None:
    exif = Image.Exif()
    exif[0x112] = TURNED_BY_A_QUARTER
    photo = encoded(gradient((6000, 4000)), "JPEG", exif=exif)
    plain = read_plain(io.BytesIO(photo))
    assert plain.size == (4000, 6000)
    assert plain.image.size == (2560, 3840)
    # Turned clockwise: what was at the bottom left is at the top left.
    red, green, _ = plain.image.split()
    assert ImageStat.Stat(red.crop((0, 0, 20, 20))).mean[0] < 60
    assert ImageStat.Stat(green.crop((0, 0, 20, 20))).mean[0] > 190


@pytest.mark.parametrize("name", TAKEN)
def test_the_size_of_a_file_is_read_in_its_header(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = file_bytes(name)
    size = read_plain(io.BytesIO(data)).size
    monkeypatch.setattr(reading, "read_plain", None)
    monkeypatch.setattr(decoding, "read_plain", None)
    assert WillowImage.open(io.BytesIO(data)).get_size() == size


def test_a_png_turned_by_what_follows_its_pixels_has_its_size_upright() -> None:
    exif = Image.Exif()
    exif[0x112] = TURNED_BY_A_QUARTER
    start, rest = encoded(Image.new("L", (30, 20)), "PNG", exif=exif).split(b"eXIf")
    length = int.from_bytes(start[-4:], "big") + 4
    chunk, pixels = start[-4:] + b"eXIf" + rest[:length], rest[length:]
    end = pixels.index(b"IEND") - 4
    late = start[:-4] + pixels[:end] + chunk + pixels[end:]
    assert read_plain(io.BytesIO(late)).size == (20, 30)
    assert read_in_child(io.BytesIO(late)).size == (20, 30)
    assert WillowImage.open(io.BytesIO(late)).get_size() == (20, 30)


@pytest.mark.django_db
def test_a_large_image_is_stored_with_the_size_of_its_file() -> None:
    exif = Image.Exif()
    exif[0x112] = TURNED_BY_A_QUARTER
    photo = encoded(Image.new("L", (4000, 3000)), "JPEG", exif=exif)
    image = HubImage(title="Place", file=SimpleUploadedFile("photo.jpg", photo))
    image._set_image_file_metadata()
    image.save()
    assert (image.width, image.height) == (3000, 4000)


@pytest.mark.django_db
def test_crops_of_a_large_image_are_those_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    file = SimpleUploadedFile("photo.jpg", encoded(gradient((4000, 3000)), "JPEG", quality=95))
    image = HubImage(title="Place", file=file, focal_point_x=3600, focal_point_y=400,
                     focal_point_width=200, focal_point_height=200)  # fmt: skip
    image._set_image_file_metadata()
    image.save()
    make_renditions(image)
    reduced = shown(image)
    image.renditions.all().delete()
    monkeypatch.setattr(reading, "SMALL_PIXELS", 100_000_000)
    make_renditions(image)
    for spec, whole in shown(image).items():
        assert reduced[spec].size == whole.size
        difference = ImageStat.Stat(ImageChops.difference(reduced[spec], whole))
        assert max(difference.mean) < 3, spec


def shown(image: HubImage) -> dict[str, Image.Image]:
    return {
        rendition.filter_spec: Image.open(io.BytesIO(rendition.file.read())).convert("RGB")
        for rendition in HubImage.objects.get(pk=image.pk).renditions.all()
    }


@pytest.mark.usefixtures("in_the_child")
@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_image_is_refused_with_the_reason(file_format: str) -> None:
    damaged = SimpleUploadedFile("photo.jpg", half(encoded(noise(), file_format)))
    with pytest.raises(ValidationError, match="abîmé"):
        RenderableImageField().clean(damaged)


@pytest.mark.usefixtures("in_the_child")
@pytest.mark.parametrize(("status", "output"), [(0, b'{"error": "memory"}\n'), (-9, b""), (1, b"")])
def test_a_child_that_lacks_memory_or_is_killed_is_a_reason(
    monkeypatch: pytest.MonkeyPatch, status: int, output: bytes
) -> None:
    answers(monkeypatch, lambda *a, **k: subprocess.CompletedProcess(a, status, output, b""))
    with pytest.raises(ValidationError, match="trop de mémoire"):
        RenderableImageField().clean(SimpleUploadedFile("photo.jpg", file_bytes("tournee.jpg")))


@pytest.mark.usefixtures("in_the_child")
def test_a_child_that_does_not_end_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*arguments: Any, **options: Any) -> subprocess.CompletedProcess[bytes]:
        raise subprocess.TimeoutExpired("child", reading.CHILD_SECONDS)

    answers(monkeypatch, run)
    with pytest.raises(ValidationError, match="trop de mémoire"):
        RenderableImageField().clean(SimpleUploadedFile("photo.jpg", file_bytes("tournee.jpg")))


def printed(script: str) -> str:
    """Return what a script prints in a new process, which reads an empty file."""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, input=b"", capture_output=True, check=True)  # noqa: S603
    return done.stdout.decode()


def test_the_child_has_a_limit_of_memory() -> None:
    script = "import resource; from hub.core.images.renditions import child; child.main()"
    script += "; print(resource.getrlimit(resource.RLIMIT_AS)[0])"
    assert int(printed(script).splitlines()[-1]) == child.MEMORY


def test_the_child_has_neither_django_nor_the_secrets_of_the_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = f"import sys, {child.__name__}; print(sorted(sys.modules))"
    modules = printed(script)
    assert "'PIL.Image'" in modules
    assert "'django'" not in modules

    seen: Mapping[str, str] = {}

    def run(*arguments: Any, **options: Any) -> subprocess.CompletedProcess[bytes]:
        nonlocal seen
        seen = options["env"]
        return original(*arguments, **options)

    original = subprocess.run
    answers(monkeypatch, run)
    monkeypatch.setenv("SECRET_KEY", "secret")
    read_in_child(io.BytesIO(file_bytes("tournee.jpg")))
    assert "PATH" in seen
    assert "SECRET_KEY" not in seen
