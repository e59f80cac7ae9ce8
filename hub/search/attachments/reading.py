"""Read the text of unread documents; send one `document_read` signal for each."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from hub.search.attachments.extraction import (
    FILE_BYTES,
    FORMATS,
    READER_VERSION,
    Extraction,
    ExtractionError,
    UnsupportedError,
    extract,
)
from hub.search.attachments.signals import document_read
from hub.search.models import DocumentState, DocumentText

logger = logging.getLogger(__name__)


def unread_documents() -> QuerySet[AbstractDocument]:
    """Return the documents whose current file has not been read by this version of the reader."""
    same_file = DocumentText.objects.filter(
        document=OuterRef("pk"),
        file_name=OuterRef("file"),
        file_hash=OuterRef("file_hash"),
        reader_version=READER_VERSION,
    )
    return get_document_model().objects.exclude(Exists(same_file)).order_by("pk")


def read_documents(on_each: Callable[[int], None] | None = None, limit: int | None = None) -> int:
    """Read the unread documents, at most `limit`; return their number.

    The failure of a file is stored with its reason, and not retried until the file is replaced,
    the reader has a new version, or `search_rebuild --documents`. `on_each` is called with the
    number of documents read.
    """
    count = 0
    for document in unread_documents()[:limit].iterator(chunk_size=50):
        _read(document)
        document_read.send(get_document_model(), document=document)
        count += 1
        if on_each:
            on_each(count)
    return count


def forget_failures() -> None:
    """Delete the stored failures, so that these files are read again."""
    DocumentText.objects.unreadable().delete()


def _read(document: AbstractDocument) -> None:
    """Read the file of a document; store its text or the error."""
    extraction, error = Extraction(""), ""
    try:
        extraction = _extraction_of(document)
        state = DocumentState.READ if extraction.text.strip() else DocumentState.EMPTY
    except UnsupportedError:
        state = DocumentState.UNSUPPORTED
    except (ExtractionError, OSError) as failure:
        state, error = DocumentState.FAILED, str(failure)
        logger.warning("Document %s cannot be read: %s", document.pk, failure)
    DocumentText.objects.update_or_create(
        document=document,
        defaults={
            "file_name": document.file.name,
            "file_hash": document.file_hash,
            "error": error,
            "state": state,
            "reader_version": READER_VERSION,
            **extraction._asdict(),
        },
    )


def _extraction_of(document: AbstractDocument) -> Extraction:
    """Return the text of a document and its pages, wherever its file is stored."""
    extension = document.file_extension.lower()
    if extension not in FORMATS:
        raise UnsupportedError(extension)
    if document.file.size > FILE_BYTES:
        raise ExtractionError("Fichier trop lourd pour être lu.")
    with tempfile.TemporaryDirectory(prefix="hub-document-") as folder:
        path = Path(folder) / f"document.{extension}"
        with document.open_file() as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        return extract(path)
