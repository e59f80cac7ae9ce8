"""Text of attached documents, as fragments of the pages that attach them."""

from collections.abc import Collection as SizedCollection

from django.db.models import Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from hub.core.projection import to_searchable_text
from hub.search.contract import Fragment
from hub.search.models import DocumentText

# About fifty pages of a report: longer texts are stored but not indexed, to keep searches fast.
INDEXED_CHARACTERS = 100_000


def attached_texts(pks: SizedCollection[int]) -> dict[int, Fragment]:
    """Return {document id: Fragment} of the documents already read and open to everyone."""
    if not pks:
        return {}
    rows = DocumentText.objects.filter(document__in=public_documents().filter(pk__in=pks))
    rows = rows.exclude(text="").select_related("document")
    return {
        row.document_id: Fragment(
            anchor="",
            kind="document",
            text=to_searchable_text(row.text[:INDEXED_CHARACTERS]),
            role=f"dans le document «\u00a0{row.document.title}\u00a0»",
        )
        for row in rows
    }


def public_documents() -> QuerySet:
    """Return the documents of the collections without a view restriction."""
    closed = Q()
    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    for path in paths:
        closed |= Q(path__startswith=path)
    documents = get_document_model().objects.all()
    return (
        documents.exclude(collection__in=Collection.objects.filter(closed)) if closed else documents
    )
