"""Views that delete and replace images and documents; deletion is refused while in use.

Wagtail only warns before deleting an image in use. These views override the URLs of its own.
"""

from django.urls import URLPattern, path
from wagtail.documents import get_document_model
from wagtail.documents.views import documents
from wagtail.documents.views.bulk_actions import DeleteBulkAction as BulkDeleteDocuments
from wagtail.documents.views.chooser import viewset as document_chooser
from wagtail.images import get_image_model
from wagtail.images.views import images
from wagtail.images.views.bulk_actions import DeleteBulkAction as BulkDeleteImages
from wagtail.images.views.chooser import viewset as image_chooser

from hub.backoffice.deleting import RefuseInUseBulkMixin, RefuseInUseMixin
from hub.backoffice.replacing import ReplaceView


class ImageDeleteView(RefuseInUseMixin, images.DeleteView):
    instead_url_name = "image_replace"
    in_use_advice = (
        "Pour changer seulement le fichier, modifiez l’image\u00a0: toutes les pages suivent."
    )


class DocumentDeleteView(RefuseInUseMixin, documents.DeleteView):
    instead_url_name = "document_replace"
    in_use_advice = (
        "Pour changer seulement le fichier, modifiez le document\u00a0: toutes les pages suivent."
    )


class ImageReplaceView(ReplaceView):
    model = get_image_model()
    header_icon = "image"
    index_url_name = "wagtailimages:index"
    edit_url_name = "wagtailimages:edit"
    reminder = (
        "Relisez ensuite les textes de remplacement de ces pages\u00a0: "
        "ils décrivaient l’ancienne image."
    )

    widget_factory = image_chooser.widget_class


class DocumentReplaceView(ReplaceView):
    model = get_document_model()
    header_icon = "doc-full-inverse"
    index_url_name = "wagtaildocs:index"
    edit_url_name = "wagtaildocs:edit"
    widget_factory = document_chooser.widget_class


class ImageBulkDelete(RefuseInUseBulkMixin, BulkDeleteImages):
    """Bulk deletion of images."""


class DocumentBulkDelete(RefuseInUseBulkMixin, BulkDeleteDocuments):
    """Bulk deletion of documents."""


def deletion_urls() -> list[URLPattern]:
    """Return the URL patterns of the views; the first two override Wagtail's."""
    return [
        path("images/<int:image_id>/delete/", ImageDeleteView.as_view()),
        path("documents/delete/<int:document_id>/", DocumentDeleteView.as_view()),
        path("images/<int:pk>/remplacer/", ImageReplaceView.as_view(), name="image_replace"),
        path(
            "documents/<int:pk>/remplacer/", DocumentReplaceView.as_view(), name="document_replace"
        ),
    ]
