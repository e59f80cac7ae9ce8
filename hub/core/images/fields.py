"""Form field that validates every uploaded or imported image."""

import re
from pathlib import PurePosixPath
from typing import cast

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.forms.fields import FileField
from django.template.defaultfilters import filesizeformat
from wagtail.images.fields import WagtailImageField
from willow import Image as WillowImage

from hub.core.images.originals import without_metadata
from hub.core.images.renditions.decoding import DecodedImage
from hub.core.images.renditions.proving import UNREADABLE, UnusableImageError, check_renditions

# Extension of stored files, by Willow format; other formats have their own name as extension.
EXTENSIONS = {"jpeg": "jpg"}
SHOWN_NAME_LENGTH = 80
# Pixels kept of a file until it is saved: at least twice its thumbnail.
DECODED_SIDE = 330


class ValidatedImageFile(File):
    """The file that the field returns, with what was read of it."""

    image: WillowImage
    content_type: str
    decoded: DecodedImage


class RenderableImageField(WagtailImageField):
    """Accept an image only if all its renditions can be made; errors name the file and the cause.

    The extension is corrected from the content. The returned file has no metadata; its pixels are
    in `decoded`, reduced, for the thumbnail.
    """

    @classmethod
    def like(cls, field: WagtailImageField) -> "RenderableImageField":
        """Return a field with the label, the widget and `required` of `field`."""
        return cls(label=field.label, required=field.required, widget=field.widget)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        formats = ", ".join(dict.fromkeys(self.allowed_image_extensions)).upper()
        limit = f" {self.max_upload_size_text} au plus." if self.max_upload_size else ""
        self.help_text = (
            f"Formats\u00a0: {formats}.{limit} D’une image animée, le site ne montre que la "
            "première image."
        )

    def to_python(self, data: File | None) -> ValidatedImageFile | None:
        if data and not data.size:
            raise image_error(data, "est vide.", "empty")
        # The stubs declare none of the attributes that image fields add to a file.
        file = cast("ValidatedImageFile | None", FileField.to_python(self, data))
        if file is None:
            return None
        self.check_image_file_size(file)
        file.image = self.identify(file)
        file.content_type = file.image.mime_type
        try:
            plain = check_renditions(file)
        except UnusableImageError as error:
            raise image_error(file, str(error), "unusable_image") from error
        finally:
            file.seek(0)
        file.decoded = DecodedImage(plain.within(DECODED_SIDE), file.image.format_name)
        return self.strip(file)

    def strip(self, file: ValidatedImageFile) -> ValidatedImageFile:
        """Return the validated file without its metadata."""
        stripped = cast("ValidatedImageFile", without_metadata(file))
        if stripped is not file:
            stripped.decoded = file.decoded
            stripped.image = self.identify(stripped)
            stripped.content_type = file.content_type
            stripped.seek(0)
        return stripped

    def check_image_file_size(self, f: File) -> None:
        if self.max_upload_size is not None and f.size > self.max_upload_size:
            reason = (
                f"pèse {filesizeformat(f.size)}\u00a0: le site prend "
                f"{self.max_upload_size_text} au plus. Réduisez ses dimensions."
            )
            raise image_error(f, reason, "file_too_large")

    def identify(self, file: File) -> WillowImage:
        """Return the Willow image of `file`, and correct the extension of its name.

        Raise ValidationError when the file is not an image of an allowed format.
        """
        try:
            file.seek(0)
            image = WillowImage.open(file)
        except Exception as error:  # Willow raises various exceptions on unknown content
            raise image_error(file, UNREADABLE, "invalid_image") from error
        found = EXTENSIONS.get(image.format_name, image.format_name)
        if found not in self.allowed_image_extensions:
            reason = (
                f"est au format {found.upper()}, que le site ne prend pas\u00a0: enregistrez-le "
                "en JPEG ou en PNG."
            )
            raise image_error(file, reason, "invalid_image_extension")
        name = name_of(file)
        extension = PurePosixPath(name).suffix.lower().removeprefix(".")
        if extension not in (found, image.format_name):
            file.name = f"{without_extension(name, self.allowed_image_extensions)}.{found}"
        return image


def name_of(file: File) -> str:
    """Return the name of a file, « image » for a file without one."""
    return file.name or "image"


def without_extension(name: str, extensions: list[str]) -> str:
    """Return a file name without its image extension; other dots in the name are kept."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower().removeprefix(".")
    is_extension = suffix in extensions or re.fullmatch(r"[a-z][a-z0-9]{1,4}", suffix)
    return path.stem if is_extension else path.name


def image_error(file: File, reason: str, code: str) -> ValidationError:
    """Return an error that names the file; the multiple upload view inserts it as raw HTML."""
    name = re.sub(r"[<>&\"']", "", PurePosixPath(name_of(file)).name)
    if len(name) > SHOWN_NAME_LENGTH:
        name = f"{name[:SHOWN_NAME_LENGTH]}…"
    return ValidationError(f"«\u00a0{name}\u00a0» {reason}", code=code)
