"""The one form field through which an image enters the site, whatever the screen or import."""

import re
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.forms.fields import FileField
from django.template.defaultfilters import filesizeformat
from wagtail.images.fields import WagtailImageField
from willow import Image as WillowImage

from hub.core.images.renditions.proving import UNREADABLE, UnusableImageError, prove_renditions

# The extension of a stored file, by the format that Willow reads in it.
EXTENSIONS = {"jpeg": "jpg"}
SHOWN_NAME_LENGTH = 80


class RenderableImageField(WagtailImageField):
    """Take an image only if every rendition of it can be made; else name the file and say why.

    A wrong extension is corrected: the content decides. `moves` is set on the file of an animation.
    """

    @classmethod
    def like(cls, field: WagtailImageField) -> "RenderableImageField":
        """Return a field that keeps the label, the widget and the attributes of `field`."""
        return cls(label=field.label, required=field.required, widget=field.widget)

    def __init__(self, **kwargs: object):
        super().__init__(**kwargs)
        formats = ", ".join(dict.fromkeys(self.allowed_image_extensions)).upper()
        limit = f" {self.max_upload_size_text} au plus." if self.max_upload_size else ""
        self.help_text = (
            f"Formats\u00a0: {formats}.{limit} D’une image animée, le site ne montre que la "
            "première image."
        )

    def to_python(self, data: File | None) -> File | None:
        if data and not data.size:
            raise refusal(data, "est vide.", "empty")
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        file.image = self.recognise(file)
        file.content_type = file.image.mime_type
        try:
            file.moves = prove_renditions(file)
        except UnusableImageError as error:
            raise refusal(file, str(error), "unusable_image") from error
        finally:
            file.seek(0)
        return file

    def check_image_file_size(self, f: File) -> None:
        if self.max_upload_size is not None and f.size > self.max_upload_size:
            reason = (
                f"pèse {filesizeformat(f.size)}\u00a0: le site prend "
                f"{self.max_upload_size_text} au plus. Réduisez ses dimensions."
            )
            raise refusal(f, reason, "file_too_large")

    def recognise(self, file: File) -> WillowImage:
        """Return the image of `file` as Willow knows it, and correct the extension of the file."""
        try:
            file.seek(0)
            image = WillowImage.open(file)
        except Exception as error:  # Willow raises anything on what it does not know
            raise refusal(file, UNREADABLE, "invalid_image") from error
        found = EXTENSIONS.get(image.format_name, image.format_name)
        if found not in self.allowed_image_extensions:
            reason = (
                f"est au format {found.upper()}, que le site ne prend pas\u00a0: enregistrez-le "
                "en JPEG ou en PNG."
            )
            raise refusal(file, reason, "invalid_image_extension")
        written = PurePosixPath(file.name).suffix.lower().removeprefix(".")
        if written not in (found, image.format_name):
            file.name = f"{without_extension(file.name, self.allowed_image_extensions)}.{found}"
        return image


def without_extension(name: str, extensions: list[str]) -> str:
    """Return a file name without the extension of an image; a dot inside a name is kept."""
    path = PurePosixPath(name)
    wrong = path.suffix.lower().removeprefix(".")
    is_extension = wrong in extensions or re.fullmatch(r"[a-z][a-z0-9]{1,4}", wrong)
    return path.stem if is_extension else path.name


def refusal(file: File, reason: str, code: str) -> ValidationError:
    """Return an error that names the file; the screen of multiple uploads reads it as HTML."""
    name = re.sub(r"[<>&\"']", "", PurePosixPath(file.name).name)
    if len(name) > SHOWN_NAME_LENGTH:
        name = f"{name[:SHOWN_NAME_LENGTH]}…"
    return ValidationError(f"«\u00a0{name}\u00a0» {reason}", code=code)
