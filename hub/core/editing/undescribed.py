"""Detection of images without alternative text in pages."""

from typing import Any

from django.db.models import Model
from wagtail.fields import StreamField

from hub.core.models import HubPage
from hub.core.page_types import listable_types
from hub.core.story.walking import walk_values

IMAGE_KEYS = {"image", "alt_text", "decorative"}


def pages_with_undescribed_images() -> set[int]:
    """Return the ids of the listable pages that have an image without alternative text.

    Images marked as decorative need none.
    """
    covers = HubPage.objects.exclude(image=None).filter(image_alt="", image_is_decorative=False)
    found = set(covers.values_list("pk", flat=True))
    for model in listable_types():
        for name in stream_field_names(model):
            bodies = model.objects.exclude(pk__in=found).values_list("pk", name)
            found.update(pk for pk, body in bodies.iterator() if lacks_alternative(body.raw_data))
    return found


def stream_field_names(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.get_fields() if isinstance(field, StreamField)]


def lacks_alternative(raw: Any) -> bool:
    """Tell whether raw StreamField data, at any depth, has an image without alternative text."""
    return any(
        not image["alt_text"] and not image["decorative"]
        for _, image in walk_values(raw)
        if isinstance(image, dict) and image.keys() >= IMAGE_KEYS and image["image"]
    )
