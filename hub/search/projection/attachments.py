"""Text of attached documents, as fragments of the pages that attach them."""

import re
from collections.abc import Collection as SizedCollection
from collections.abc import Iterator

from hub.core.searchable_text import to_searchable_text
from hub.core.site.documents import visible_documents
from hub.search.contract import Fragment
from hub.search.models import DocumentText

# About fifty pages of a report: longer texts are stored but not indexed, to keep searches fast.
INDEXED_CHARACTERS = 100_000
# Between the pages of a PDF file (`hub.search.attachments.program`).
PAGE_BREAK = "\f"
# Formats whose lines end at the margin, not at the end of a paragraph.
WRAPPED = ("pdf", "txt")
# A line break before a small letter, or after a full line that does not end a sentence.
WRAP = re.compile(
    r"(?<=[^\W\d_,;])\n(?=[a-zà-öø-ÿœ])|(?<=,)\n|(?:(?<=[^\n]{60})(?<=[^\n.!?…:;»]))\n(?=\w)"
)


def attached_texts(pks: SizedCollection[int]) -> dict[int, list[Fragment]]:
    """Return {document id: its Fragments} of the documents already read and open to everyone."""
    if not pks:
        return {}
    rows = DocumentText.objects.filter(document__in=visible_documents(None).filter(pk__in=pks))
    rows = rows.exclude(text="").select_related("document")
    return {row.document_id: list(_fragments(row)) for row in rows}


def _fragments(row: DocumentText) -> Iterator[Fragment]:
    """Yield the pages of a PDF file; the whole text of another file."""
    pages = row.text[:INDEXED_CHARACTERS].split(PAGE_BREAK)
    is_wrapped = row.document.file_extension.lower() in WRAPPED
    for number, page in enumerate(pages, start=1):
        text = to_searchable_text(page)
        if not text:
            continue
        has_pages = len(pages) > 1
        yield Fragment(
            # Open parameter of PDF files (ISO 32000-2, annex O).
            anchor=f"page={number}" if has_pages else "",
            kind="document",
            text=unwrapped(text) if is_wrapped else text,
            role=f"dans le document «\u00a0{row.document.title}\u00a0»"
            + (f", page\u00a0{number}" if has_pages else ""),
            url=row.document.url,
        )


def unwrapped(text: str) -> str:
    """Join the lines of a paragraph: those cut at the right margin of a page."""
    return WRAP.sub(" ", text)
