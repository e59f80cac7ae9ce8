"""Images of an import: validated as an upload is, and added to the library once."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.utils.file import hash_filelike

from hub.core.images.fields import RenderableImageField

TITLE_LENGTH = 255


def image_problem(name: str, data: bytes) -> str:
    """Return why the library refuses a file, in French, or an empty text."""
    try:
        RenderableImageField().clean(SimpleUploadedFile(name, data))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def import_image(name: str, data: bytes, title: str) -> AbstractImage:
    """Return the image of the library that has these bytes, added if there is none.

    Raise ValidationError when the library refuses the file.
    """
    upload = RenderableImageField().clean(SimpleUploadedFile(name, data))
    upload.seek(0)
    known = get_image_model().objects.filter(file_hash=hash_filelike(upload)).first()
    return known or save_image(upload, title)


def save_image(
    upload: SimpleUploadedFile,
    title: str,
    description: str = "",
    user: AbstractBaseUser | None = None,
) -> AbstractImage:
    """Add a validated file to the library and return its image."""
    image = get_image_model()(
        title=title[:TITLE_LENGTH],
        description=description[:TITLE_LENGTH],
        file=upload,
        uploaded_by_user=user,
    )
    image._set_image_file_metadata()
    image.save()
    return image
