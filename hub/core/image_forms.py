from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class ReadableImageField(WagtailImageField):
    """Refuse in words a file that begins as an image and is cut: reading it further raises."""

    def to_python(self, data):
        try:
            return super().to_python(data)
        except (OSError, SyntaxError, ValueError) as error:
            message = self.error_messages["invalid_image"]
            raise ValidationError(message, code="invalid_image") from error


class HubImageForm(BaseImageForm):
    file = ReadableImageField(label="Fichier", widget=forms.FileInput())

    def save(self, commit=True):
        # Wagtail saves a replaced image, then deletes the renditions of the former file: the new
        # ones are made once both are done.
        with transaction.atomic():
            return super().save(commit=commit)
