"""Content of a page to index for search: text, anchored passages, attached documents.

Independent of the search engines: each listable type fills a `Projection`
(`HubPage.search_projection`), which `hub.search` converts to index entries.
"""

import re
from dataclasses import dataclass
from typing import Any

from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.rich_text import RichText, extract_references_from_rich_text

from hub.core.blocks.speech import QuoteBlock
from hub.core.story.speakers import speeches_in
from hub.core.story.walking import walk_values
from hub.core.values.plain_text import block_to_text, rich_text_to_text

# Not indexed: URLs are not searched, and a search for a name must not find an e-mail address.
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
WEB_ADDRESS = re.compile(r"\(?\bhttps?://[^\s)]+\)?")
# Markup of the plain-text templates: underlines, rules, list markers, « [Image : …] ».
TEXT_MARKUP = re.compile(r"^[-=]{3,}$|^\* \* \*$|^–\s+|\[Image\u00a0: |(?<=\S)\]$", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A part of a page that has its own anchor.

    - `anchor`: URL fragment, as in the web template (« r-… », « t-12 »);
    - `kind`: rubrique, quote, answer, cue, part or step;
    - `person`, `role`, `territory`: those of the speaker;
    - `start`: position in the recording, in seconds.
    """

    anchor: str
    kind: str
    text: str
    person: str = ""
    role: str = ""
    territory: str = ""
    start: int | None = None


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

    def add_part(self, anchor: str, kind: str, *texts: object) -> None:
        """Add texts as one passage under an anchor, with the documents that they link to."""
        words = "\n".join(words for text in texts if (words := to_searchable_text(text)))
        if words:
            self.texts.append(words)
            self.passages.append(Passage(anchor, kind, words))
        self._attach_links(*texts)

    def add_story(self, *values: blocks.StreamValue | RichText) -> None:
        """Add the text, speeches and documents of loaded StreamFields and rich texts."""
        for value in values:
            if isinstance(value, blocks.StreamValue):
                self.add_text(
                    *[block_to_searchable_text(child.block, child.value) for child in value]
                )
                self.passages += speech_passages(value)
                self.documents += documents_in(value)
            else:
                self.add_text(value)
                self._attach_links(value)

    def add_documents(self, *documents: AbstractDocument | None) -> None:
        """Add documents attached to the page; None is ignored."""
        self.documents += [document.pk for document in documents if document]

    def _attach_links(self, *texts: object) -> None:
        for text in texts:
            self.documents += documents_in(text)


def to_searchable_text(text: object) -> str:
    """Return plain or rich text without URLs, e-mail addresses and text markup."""
    if isinstance(text, RichText):
        text = rich_text_to_text(text)
    text = EMAIL.sub("", WEB_ADDRESS.sub("", TEXT_MARKUP.sub("", str(text or ""))))
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def block_to_searchable_text(block: blocks.Block, value: Any) -> str:
    """Return the searchable text of a block, rendered with its text template."""
    return to_searchable_text(block_to_text(block, value))


def speech_passages(value: blocks.StreamValue) -> list[Passage]:
    """Return the passages of the quotations and answers of a loaded stream that have an anchor."""
    return [
        Passage(
            anchor=anchor,
            kind="quote" if isinstance(speech.block, QuoteBlock) else "answer",
            text=to_searchable_text(speech.get("text")),
            person=speech.speaker or "",
            role=", ".join(filter(None, [speech.get("role"), speech.get("organisation")])),
            territory=speech["territory"].name if speech.get("territory") else "",
        )
        for anchor, speech in speeches_in(value)
        if anchor and to_searchable_text(speech.get("text"))
    ]


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
