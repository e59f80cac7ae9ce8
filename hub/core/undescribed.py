"""Images that say nothing to who does not see them."""

from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import ReferenceIndex, get_default_page_content_type

from hub.core.models import HubImage, HubPage


def undescribed_images(page):
    """Return the images of a specific page that have no alternative and are not decorative."""
    found = []
    if page.image and not page.image_alt and not page.image_is_decorative:
        found.append(page.image)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            images = images_in(field.stream_block, getattr(page, field.name))
            found += [i for i in images if not i.decorative and not i.contextual_alt_text]
    return found


def images_in(block, value):
    """Yield the images of a block's value, whatever the depth."""
    if isinstance(block, ImageBlock):
        if value:
            yield value
    elif isinstance(block, StreamBlock):
        for child in value:
            yield from images_in(child.block, child.value)
    elif isinstance(block, ListBlock):
        for child in value:
            yield from images_in(block.child_block, child)
    elif isinstance(block, StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from images_in(child_block, value.get(name))


def pages_with_undescribed_images():
    """Return the ids of the pages that have such an image.

    Only the pages that the reference index ties to an image are read.
    """
    illustrated = (
        ReferenceIndex.objects.filter(
            base_content_type=get_default_page_content_type(),
            to_content_type__app_label=HubImage._meta.app_label,
            to_content_type__model=HubImage._meta.model_name,
        )
        .values_list("object_id", flat=True)
        .distinct()
    )
    pages = HubPage.objects.filter(pk__in=[int(pk) for pk in illustrated]).specific()
    return [page.pk for page in pages.iterator(chunk_size=200) if undescribed_images(page)]
