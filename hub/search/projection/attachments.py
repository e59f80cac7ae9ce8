"""The words of attached documents, as parts of the pages that attach them."""

from collections.abc import Collection as SizedCollection

from django.db.models import Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from hub.core.projection import words_of
from hub.search.contract import Fragment
from hub.search.models import DocumentText

# A report of about fifty pages; what follows is kept in the table but weighs on every search.
INDEXED_CHARACTERS = 100_000


def attached_texts(pks: SizedCollection[int]) -> dict[int, Fragment]:
    """Return {document id: Fragment} for documents that were read and that everyone may open."""
    if not pks:
        return {}
    rows = DocumentText.objects.filter(document__in=public_documents().filter(pk__in=pks))
    rows = rows.exclude(text="").select_related("document")
    return {
        row.document_id: Fragment(
            anchor="",
            kind="document",
            text=words_of(row.text[:INDEXED_CHARACTERS]),
            role=f"dans le document «\u00a0{row.document.title}\u00a0»",
        )
        for row in rows
    }


def public_documents() -> QuerySet:
    """Return the documents of the collections that are open to all."""
    closed = Q()
    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    for path in paths:
        closed |= Q(path__startswith=path)
    documents = get_document_model().objects.all()
    return (
        documents.exclude(collection__in=Collection.objects.filter(closed)) if closed else documents
    )
