"""Creation of renditions: by a task after upload or by a command, never during a page view."""

import logging
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django_tasks import task
from PIL import AvifImagePlugin, Image
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from willow import Image as WillowImage
from willow.plugins.pillow import PillowImage

from hub.core.images.renditions.decoding import DecodedFilter, DecodedImage
from hub.core.images.renditions.reading import read_plain
from hub.core.images.renditions.uses import THUMBNAIL, every_filter

if TYPE_CHECKING:
    from hub.core.models import HubImage

logger = logging.getLogger(__name__)

# From 0 (slowest) to 10. Pillow's default, 6, is nine times slower here for files 1 % lighter.
AVIF_SPEED = 9

# Reasons of a failure, shown to editors.
UNREADABLE = "Le fichier de l’image ne se lit pas, ou a disparu."
TOO_LARGE = "L’image demande trop de mémoire\u00a0: réduisez ses dimensions."
FAILED = "Une erreur du site a empêché de faire les tailles de l’image."


def save_avif(image: Image.Image, file: IO[bytes], filename: str | bytes) -> None:
    """Save an AVIF at `AVIF_SPEED`; Willow has no option for it."""
    image.encoderinfo.setdefault("speed", AVIF_SPEED)
    AvifImagePlugin._save(image, file, filename)


def prepare_encoders() -> None:
    """Patch the imaging libraries where they have no option; called once, at process start.

    AVIF is saved faster. Willow copies the EXIF of the original (location and camera of a photo)
    to JPEG and PNG renditions: it is removed, as in the other formats.
    """
    Image.register_save(AvifImagePlugin.AvifImageFile.format, save_avif)
    PillowImage.get_exif_data = lambda image: None


def missing_filters(image: "HubImage") -> list[Filter]:
    """Return the filters for which `image` has no rendition yet."""
    filters = every_filter()
    existing = image.find_existing_renditions(*filters)
    return [image_filter for image_filter in filters if image_filter not in existing]


def forget_lost_renditions(image: "HubImage") -> None:
    """Delete the rows of the renditions of `image` whose file has disappeared.

    Without the signals of a deletion: they queue that of the file, whose name the next rendition
    takes again.
    """
    rows = image.renditions.all()
    lost = [row for row in rows if not row.file.storage.exists(row.file.name)]
    if not lost:
        return
    manager = type(lost[0])._default_manager
    manager.filter(pk__in=[row.pk for row in lost])._raw_delete(manager.db)
    for row in lost:
        row.purge_from_cache()
    # The renditions that the caller has prefetched.
    getattr(image, "_prefetched_objects_cache", {}).pop("renditions", None)


def make_renditions(image: "HubImage") -> int:
    """Create the renditions of `image` that are missing, or whose file is; return their number.

    Raise OSError when the file cannot be read. The reason of a failure is stored in
    `rendition_problem`, which a success clears.
    """
    forget_lost_renditions(image)
    missing = missing_filters(image)
    try:
        create_renditions(image, missing)
    except OSError as error:
        store_problem(image, UNREADABLE)
        raise OSError(f"{image.file.name}: {error}") from error
    except MemoryError:
        store_problem(image, TOO_LARGE)
        raise
    except Exception:
        store_problem(image, FAILED)
        raise
    store_problem(image, "")
    return len(missing)


def create_renditions(image: "HubImage", filters: Sequence[Filter]) -> None:
    """Create one rendition per filter, decoding the file once."""
    if not filters:
        return
    with image.open_file() as file:
        format_name = WillowImage.open(file).format_name
        source = DecodedImage(read_plain(file), format_name)
    image.create_renditions(*[DecodedFilter(each.spec, source) for each in filters])


def store_problem(image: "HubImage", reason: str) -> None:
    """Set `rendition_problem` with an UPDATE: `save` would queue the task again."""
    if image.rendition_problem != reason:
        image.rendition_problem = reason
        type(image).objects.filter(pk=image.pk).update(rendition_problem=reason)


@task()
def make_renditions_task(pk: int) -> None:
    """Create the missing renditions of the image `pk`; idempotent. Skip a deleted image.

    A failure is stored on the image, logged and raised: the task then has the status failed.
    """
    image = get_image_model().objects.filter(pk=pk).first()
    if image is None:
        return
    try:
        make_renditions(image)
    except Exception:
        logger.exception("The renditions of image %s could not be made", pk)
        raise


def make_renditions_later(image: "HubImage") -> None:
    """Queue the task that creates the renditions of `image`, after the transaction commits."""
    transaction.on_commit(lambda: make_renditions_task.enqueue(image.pk), robust=True)


def new_pixels(image: "HubImage") -> DecodedImage | None:
    """Return the pixels that the check of an upload has decoded, for a file not stored yet."""
    if image.file and not image.file._committed:
        return getattr(image.file.file, "decoded", None)
    return None


def make_thumbnail_later(image: "HubImage", pixels: DecodedImage) -> None:
    """Create the rendition of Wagtail's lists after the transaction commits, from these pixels.

    Wagtail deletes the renditions of a replaced file at the end of that transaction.
    """
    thumbnail = DecodedFilter(THUMBNAIL.spec, pixels)
    transaction.on_commit(lambda: image.get_rendition(thumbnail), robust=True)
