"""The picture of an account, checked as any other image is."""

from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel
from willow import Image as WillowImage

from hub.core.images.fields import RenderableImageField
from hub.core.images.renditions.decoding import DecodedFilter, DecodedImage, open_plain
from hub.core.images.renditions.proving import Unsaved

AVATAR = "max-400x400|format-jpeg"


class HubAvatarForm(AvatarPreferencesForm):
    """Keep a small JPEG of the picture: Wagtail's own resizing fails on some files.

    The original goes, and with it the place where the photo was taken.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["avatar"] = RenderableImageField.like(self.fields["avatar"])

    def clean_avatar(self):
        file = self.cleaned_data.get("avatar")
        if file is False:  # the box that takes the picture away
            return ""
        if not file or file == self._original_avatar:
            return self._original_avatar
        return small_jpeg(file)


def small_jpeg(file):
    """Return a JPEG of at most 400 × 400 pixels of an uploaded image that was proved."""
    source = DecodedImage(open_plain(WillowImage.open(file)).image, "jpeg")
    output = BytesIO()
    DecodedFilter(AVATAR, source).run(Unsaved, output)
    return SimpleUploadedFile(
        f"{PurePosixPath(file.name).stem}.jpg", output.getvalue(), content_type="image/jpeg"
    )


def check_avatars():
    """Use our form in the account of every user; Wagtail has no setting for it."""
    AvatarSettingsPanel.form_class = HubAvatarForm
    AvatarSettingsPanel.template_name = "core/admin/avatar_panel.html"
