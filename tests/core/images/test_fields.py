"""Each image file is accepted with all its renditions, or refused with a reason."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import Settings
from wagtail.images.models import Filter

from hub.core.images.fields import RenderableImageField
from hub.core.images.renditions.making import make_renditions
from hub.core.images.renditions.uses import every_filter
from hub.core.models import HubImage
from tests.core.images.files import REFUSED, TAKEN, encoded, file_bytes

pytestmark = pytest.mark.django_db

ADMIN_FILTERS = [Filter(spec) for spec in ("max-165x165", "max-800x600", "original")]


def upload(name: str, data: bytes | None = None) -> SimpleUploadedFile:
    content = file_bytes(name) if data is None else data
    return RenderableImageField().clean(SimpleUploadedFile(name, content))


def stored(name: str) -> HubImage:
    image = HubImage(title="Essai", file=upload(name))
    image._set_image_file_metadata()
    image.save()
    return image


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_that_is_taken_has_every_rendition(name: str) -> None:
    image = stored(name)

    assert make_renditions(image) == len(every_filter())
    for each in ADMIN_FILTERS:
        image.get_rendition(each)
    for rendition in image.renditions.all():
        with Image.open(rendition.file) as shown:
            shown.load()
            assert not getattr(shown, "is_animated", False)
            assert shown.size == (rendition.width, rendition.height)


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_refused_is_named_with_a_reason(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        upload(name)

    (message,) = refusal.value.messages
    assert message.startswith(f"«\u00a0{name}\u00a0» ")
    assert REFUSED[name][1] in message
    assert message.endswith(".")


def middle(image: HubImage, spec: str) -> tuple[int, ...]:
    """Return the colour in the middle of a rendition, as RGB."""
    rendition = image.get_rendition(spec)
    with Image.open(rendition.file) as shown:
        colour = shown.convert("RGB").getpixel((shown.width // 2, shown.height // 2))
    assert isinstance(colour, tuple)
    return colour


def test_16_bit_greys_keep_their_light() -> None:
    image = stored("gris-16-bits.png")

    for name in ("avif", "webp", "jpeg"):
        assert all(abs(value - 0x80) < 6 for value in middle(image, f"width-640|format-{name}"))


@pytest.mark.parametrize("name", ["animee.gif", "animee.webp", "animee.png", "animee.avif"])
def test_an_animation_is_known_and_its_first_image_is_shown(name: str) -> None:
    image = stored(name)

    assert image.is_animated
    assert sum(middle(image, "width-640|format-jpeg")) > 90  # the second image is black


def test_a_photo_is_turned_upright() -> None:
    image = stored("tournee.jpg")

    assert (image.width, image.height) == (60, 80)
    rendition = image.get_rendition("width-640|format-jpeg")
    assert (rendition.width, rendition.height) == (60, 80)


def test_cmyk_colours_become_rgb() -> None:
    image = stored("quadrichromie-profil-casse.jpg")
    with Image.open(image.get_rendition("width-640|format-jpeg").file) as shown:
        assert shown.mode == "RGB"


def test_a_broken_profile_is_not_copied() -> None:
    image = stored("profil-casse.jpg")
    with Image.open(image.get_rendition("width-640|format-jpeg").file) as shown:
        assert "icc_profile" not in shown.info


def test_a_wrong_extension_is_corrected() -> None:
    assert upload("png-nomme.jpg").name == "png-nomme.png"
    assert upload("MAJUSCULES.JPG").name == "MAJUSCULES.JPG"
    assert upload("plan.v2", encoded(Image.new("RGB", (9, 9)), "PNG")).name.endswith(".png")


def test_a_file_that_is_too_heavy_is_refused_with_both_sizes(settings: Settings) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100

    with pytest.raises(ValidationError, match="pèse .* le site prend 100"):
        upload("photo.avif")


def test_a_limit_of_pixels_is_checked_before_pixels_are_decoded(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    monkeypatch.setattr(
        "PIL.ImageFile.ImageFile.load", lambda image: pytest.fail("pixels were decoded")
    )

    with pytest.raises(ValidationError, match="trop de pixels .4800"):
        upload("gris-16-bits.png")


def test_a_refusal_holds_no_markup() -> None:
    with pytest.raises(ValidationError) as refusal:
        upload("<img src=x onerror=alert(1)>.png", b"rien")

    assert not set("<>&\"'") & set(refusal.value.messages[0])


def test_a_format_that_no_encoder_takes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(image: HubImage, *args: object, **kwargs: object) -> None:
        raise OSError("cannot write")

    monkeypatch.setattr("willow.plugins.pillow.PillowImage.save_as_webp", fail)

    with pytest.raises(ValidationError, match="que le site ne sait pas convertir"):
        upload("photo.avif")
