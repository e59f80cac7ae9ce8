"""Make renditions: at upload, by `make_renditions`, never while a page is served."""

import logging

from django.db import transaction
from django_tasks import task
from PIL import AvifImagePlugin, Image
from wagtail.images import get_image_model
from willow import Image as WillowImage
from willow.plugins.pillow import PillowImage

from hub.core.images.renditions.decoding import DECODING, DecodedFilter, DecodedImage, open_plain
from hub.core.images.renditions.uses import every_filter

logger = logging.getLogger(__name__)

# From 0 (slowest) to 10. Pillow's own is 6: nine times slower here for files 1 % lighter.
AVIF_SPEED = 9

# From this number of pixels, three renditions at a time would take too much memory.
LARGE = 16_000_000

# What editors read when the renditions of an image failed.
UNREADABLE = "Le fichier de l’image ne se lit pas, ou a disparu."
TOO_LARGE = "L’image demande trop de mémoire\u00a0: réduisez ses dimensions."
FAILED = "Une erreur du site a empêché de faire les tailles de l’image."


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
    """Make what `image` lacks and return how many.

    Raise OSError when its file cannot be read. Why it failed is kept on the image, where the
    editors find it; what is made again takes the reason away.
    """
    missing = missing_filters(image)
    try:
        create_renditions(image, missing)
    except OSError as error:
        keep_problem(image, UNREADABLE)
        raise OSError(f"{image.file.name}: {error}") from error
    except MemoryError:
        keep_problem(image, TOO_LARGE)
        raise
    except Exception:
        keep_problem(image, FAILED)
        raise
    keep_problem(image, "")
    return len(missing)


def create_renditions(image, filters):
    """Make one rendition per filter; the file is decoded once.

    Those of a large image are made one after the other, so that memory holds few copies of it.
    """
    if not filters:
        return
    with image.open_file() as file:
        source = WillowImage.open(file)
        if image.width * image.height <= LARGE:
            image.create_renditions(*with_source(filters, source))
            return
        with DECODING:
            for each in with_source(filters, source):
                image.create_renditions(each)


def with_source(filters, source):
    """Return the same filters, which all work on one decoding of a Willow file."""
    decoded = DecodedImage(open_plain(source).image, source.format_name)
    return [DecodedFilter(each.spec, decoded) for each in filters]


def keep_problem(image, reason):
    """Write on the row of `image` why its renditions failed, without saving the image again."""
    if image.rendition_problem != reason:
        image.rendition_problem = reason
        type(image).objects.filter(pk=image.pk).update(rendition_problem=reason)


@task()
def make_renditions_task(pk):
    """Make what the image `pk` lacks. Doing it twice is harmless; a deleted image is left alone.

    A failure is kept on the image and in the log: the task then ends as failed.
    """
    image = get_image_model().objects.filter(pk=pk).first()
    if image is None:
        return
    try:
        make_renditions(image)
    except Exception:
        logger.exception("The renditions of image %s could not be made", pk)
        raise


def make_renditions_later(image):
    """Once what is being saved is really saved, have the renditions of `image` made."""
    transaction.on_commit(lambda: make_renditions_task.enqueue(image.pk), robust=True)
