"""What a page gives to be searched: its words, the parts that have an address, its documents.

Neutral: hub.search turns it into the entries of its engines, and each listable type fills it
(`HubPage.search_projection`) without knowing them.
"""

import re
from dataclasses import dataclass

from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.documents import get_document_model
from wagtail.rich_text import RichText, extract_references_from_rich_text

from hub.core.blocks.speech import QuoteBlock
from hub.core.story.speakers import speeches_in
from hub.core.values.plain_text import block_to_text, rich_text_to_text

# Nobody searches for an address; an e-mail address must not be found by its owner's name either.
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
WEB_ADDRESS = re.compile(r"\(?\bhttps?://[^\s)]+\)?")
# What the plain-text form draws: underlines, rules, the marks of lists, « [Image : …] ».
DRAWING = re.compile(r"^[-=]{3,}$|^\* \* \*$|^–\s+|\[Image\u00a0: |(?<=\S)\]$", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A part of a page with an address of its own.

    - `anchor`: the fragment of the address, as the web page writes it (« r-… », « t-12 »);
    - `kind`: rubrique, quote, answer, cue, part or step;
    - `person`, `role`, `territory`: who says it, as what, where;
    - `start`: second of the recording.
    """

    anchor: str
    kind: str
    text: str
    person: str = ""
    role: str = ""
    territory: str = ""
    start: int | None = None


class Projection:
    """The words of one page, filled in the order in which they are read.

    `texts` are plain texts, `passages` the parts of them, `documents` the ids of attached files.
    """

    def __init__(self):
        self.texts = []
        self.passages = []
        self.documents = []

    def add_text(self, *texts):
        """Add words: plain text, or rich text of a loaded story; empty ones are left out."""
        self.texts += [words for text in texts if (words := to_searchable_text(text))]

    def add_part(self, anchor, kind, *texts):
        """Add words that stand under one anchor of the page."""
        words = "\n".join(words for text in texts if (words := to_searchable_text(text)))
        if words:
            self.texts.append(words)
            self.passages.append(Passage(anchor, kind, words))
        self._attach_links(*texts)

    def add_story(self, *values):
        """Add the words, the speeches and the documents of loaded streams and rich texts."""
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

    def add_documents(self, *documents):
        """Add documents of the page (None is left out)."""
        self.documents += [document.pk for document in documents if document]

    def _attach_links(self, *texts):
        for text in texts:
            self.documents += documents_in(text)


def to_searchable_text(text):
    """Return a plain or rich text as words alone: no address, no e-mail, no drawing."""
    if isinstance(text, RichText):
        text = rich_text_to_text(text)
    text = EMAIL.sub("", WEB_ADDRESS.sub("", DRAWING.sub("", str(text or ""))))
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def block_to_searchable_text(block, value):
    """Return every word of a block, as its own text template says it."""
    return to_searchable_text(block_to_text(block, value))


def speech_passages(value):
    """Return the quotations and answers of a loaded stream that have an anchor."""
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


def documents_in(value):
    """Return the ids of the documents that a loaded value shows, or links to in its texts."""
    if isinstance(value, get_document_model()):
        return [value.pk]
    if isinstance(value, RichText):
        found = extract_references_from_rich_text(value.source)
        return [int(pk) for model, pk, *_ in found if model is get_document_model()]
    if isinstance(value, blocks.StructValue):
        children = value.values()
    elif isinstance(value, blocks.StreamValue | ListValue):
        bound = value.bound_blocks if isinstance(value, ListValue) else value
        children = [child.value for child in bound]
    else:
        children = []
    return [pk for child in children for pk in documents_in(child)]
