"""Avatars of accounts, validated like other images."""

from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel

from hub.core.images.fields import RenderableImageField, name_of
from hub.core.images.renditions.decoding import DecodedFilter, DecodedImage
from hub.core.images.renditions.proving import UnsavedImage
from hub.core.images.renditions.reading import read_plain

AVATAR = "max-400x400|format-jpeg"


class HubAvatarForm(AvatarPreferencesForm):
    """Avatar form that stores a small JPEG; Wagtail's own resizing fails on some files.

    The original is not stored, which removes its metadata, such as the location of the photo.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["avatar"] = RenderableImageField.like(self.fields["avatar"])

    def clean_avatar(self) -> File | str:
        file = self.cleaned_data.get("avatar")
        if file is False:  # the "clear" check box
            return ""
        if not file or file == self._original_avatar:
            return self._original_avatar
        return small_jpeg(file)


def small_jpeg(file: UploadedFile) -> SimpleUploadedFile:
    """Return a JPEG of at most 400 × 400 pixels of a validated uploaded image."""
    source = DecodedImage(read_plain(file), "jpeg")
    output = BytesIO()
    DecodedFilter(AVATAR, source).run(UnsavedImage, output)
    return SimpleUploadedFile(
        f"{PurePosixPath(name_of(file)).stem}.jpg", output.getvalue(), content_type="image/jpeg"
    )


def use_hub_avatar_form() -> None:
    """Replace the avatar form of the account view; Wagtail has no setting for it."""
    AvatarSettingsPanel.form_class = HubAvatarForm
    AvatarSettingsPanel.template_name = "core/admin/avatar_panel.html"
