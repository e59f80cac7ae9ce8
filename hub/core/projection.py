"""Content of a page to index for search: text, anchored passages, attached documents.

Independent of the search engines: each listable type fills a `Projection`
(`HubPage.search_projection`), which `hub.search` converts to index entries.
"""

from typing import Any

from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.rich_text import RichText, extract_references_from_rich_text

from hub.core.passages import Passage, section_passages, split_passages
from hub.core.searchable_text import block_to_searchable_text, to_searchable_text
from hub.core.story.walking import walk_values


class Projection:
    """The content of one page, added in reading order.

    `texts` are plain texts, `passages` their anchored parts, `documents` ids of attached files.
    """

    def __init__(self) -> None:
        self.texts = []
        self.passages = []
        self.documents = []

    def add_text(self, *texts: object) -> None:
        """Add plain texts, or rich texts of a loaded story; empty ones are left out."""
        self.texts += [words for text in texts if (words := to_searchable_text(text))]

    def add_part(self, anchor: str, kind: str, *texts: object, start: int | None = None) -> None:
        """Add texts as a part under an anchor, with the documents that they link to.

        `start` is the position of the part in a recording, in seconds.
        """
        words = "\n".join(words for text in texts if (words := to_searchable_text(text)))
        if words:
            self.texts.append(words)
            self.passages += split_passages(anchor, kind, words, start)
        self._attach_links(*texts)

    def add_standing(self, anchor: str, *texts: object) -> None:
        """Add texts that many pages repeat: they are searched, and not shown in results."""
        if lines := [words for text in texts if (words := to_searchable_text(text))]:
            self.texts += lines
            self.passages.append(Passage(anchor, "standing", "\n".join(lines)))

    def add_story(self, *values: blocks.StreamValue | RichText, anchor: str = "") -> None:
        """Add the text, passages and documents of loaded StreamFields and rich texts.

        `anchor` is that of the rich texts; each block of a StreamField has its own.
        """
        for value in values:
            if isinstance(value, blocks.StreamValue):
                self.add_text(
                    *[block_to_searchable_text(child.block, child.value) for child in value]
                )
                self.passages += section_passages(value)
                self.documents += documents_in(value)
            else:
                self.add_part(anchor, "section", value)

    def add_documents(self, *documents: AbstractDocument | None) -> None:
        """Add documents attached to the page; None is ignored."""
        self.documents += [document.pk for document in documents if document]

    def _attach_links(self, *texts: object) -> None:
        for text in texts:
            self.documents += documents_in(text)


def documents_in(value: Any) -> list[int]:
    """Return the ids of the documents chosen in a loaded value, or linked in its rich texts."""
    documents = get_document_model()
    found = []
    for _, inner in walk_values(value):
        if isinstance(inner, documents):
            found.append(inner.pk)
        elif isinstance(inner, RichText):
            links = extract_references_from_rich_text(inner.source)
            found += [int(pk) for model, pk, *_ in links if model is documents]
    return found
