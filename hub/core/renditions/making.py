"""Make renditions: at upload, by `make_renditions`, never while a page is served."""

import logging

from django.db import transaction
from django_tasks import task
from PIL import AvifImagePlugin, Image
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from willow.plugins.pillow import PillowImage

from .uses import every_filter

logger = logging.getLogger(__name__)

# From 0 (slowest) to 10. Pillow's own is 6: nine times slower here for files 1 % lighter.
AVIF_SPEED = 9


def save_avif(image, file, filename):
    """Write an AVIF fast; willow gives no way to say how."""
    image.encoderinfo.setdefault("speed", AVIF_SPEED)
    AvifImagePlugin._save(image, file, filename)


def prepare_encoders():
    """Tell the imaging libraries, once the process starts, what they have no option for.

    AVIF is written fast. Willow copies the metadata of the original (where a photo was taken,
    with which camera) in JPEG and PNG renditions: they are left out, as in the other formats.
    """
    Image.register_save(AvifImagePlugin.AvifImageFile.format, save_avif)
    PillowImage.get_exif_data = lambda image: None


def missing_filters(image):
    """Return the filters of which `image` has no rendition yet."""
    wanted = every_filter()
    found = image.find_existing_renditions(*wanted)
    return [each for each in wanted if each not in found]


def make_renditions(image):
    """Make what `image` lacks and return how many; raise OSError when its file cannot be read."""
    missing = missing_filters(image)
    try:
        image.create_renditions(*missing)
    except SourceImageIOError as error:
        raise OSError(f"{image.file.name}: {error}") from error
    return len(missing)


@task()
def make_renditions_task(pk):
    """Make what the image `pk` lacks. Doing it twice is harmless; a deleted image is left alone."""
    image = get_image_model().objects.filter(pk=pk).first()
    if image is not None:
        make_renditions(image)


def make_renditions_later(image):
    """Once what is being saved is really saved, have the renditions of `image` made."""
    transaction.on_commit(lambda: make_renditions_task.enqueue(image.pk), robust=True)
