"""Links lost by the export that are still missing from the current text of a letter.

    for link in unresolved_links(letter):
        print(link.words, link.place)

The import report is fixed at import time; this module compares it with the letter as edited since.
It makes no query beyond the relations already loaded with the page.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.rich_text import RichText

from hub.core.story.walking import walk_values
from hub.newsletters.importing.parser.text_patterns import fold

if TYPE_CHECKING:
    from wagtail.blocks import StructValue

    from hub.newsletters.models import NewsletterPage

# Types of block that restore a lost link of a given kind, when placed right after its sentence.
RESTORING_BLOCKS = {
    "video": {"embed", "link_card"},
    "audio": {"episode", "embed", "link_card"},
    "document": {"document", "link_card"},
    "agenda": {"event", "link_card"},
}
LINK_CARD = {"link_card"}
PARAGRAPH = re.compile(r"<(p|li|h[1-6]|blockquote)\b[^>]*>(.*?)</\1>", re.DOTALL)
ANCHOR = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\w+")
# Share of the words of a sentence that must remain for a rewritten one to count as the same.
SAME_SENTENCE = 0.5


@dataclass(frozen=True, slots=True)
class UnresolvedLink:
    """A lost link that is not restored yet.

    `words` is the text to link, `sentence` the sentence around it, `kind` as in `ParsedLostLink`,
    `place` the heading of the rubrique (or « Introduction », « Conclusion »), `line` the line in
    the imported source, `block_id` the id of the block that holds it (empty in the introduction
    and the conclusion).
    """

    words: str
    sentence: str
    kind: str
    place: str
    line: int
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph of the letter: folded text, folded link texts, type of the block after it."""

    text: str
    linked: tuple[str, ...]
    place: str
    block_id: str
    following: str


def unresolved_links(letter: "NewsletterPage") -> list[UnresolvedLink]:
    """Return the lost links of the import report that are still missing from `letter`.

    `letter` may be unsaved: its current field values are read. A link is restored once words of
    its sentence are inside an `<a>`, once a block of the announced kind (film, episode, document,
    event) follows, or once its sentence was deleted.
    """
    lost = (letter.import_report or {}).get("lost_links", ())
    if not lost:
        return []
    passages = list(_passages(letter))
    initiatives = list(_initiatives(letter))
    found = []
    for entry in lost:
        if entry["kind"] == "initiative":
            passage = _find_initiative(entry, initiatives)
        else:
            passage = _find_passage(entry, passages)
        if passage:
            found.append(
                UnresolvedLink(
                    entry["label"],
                    entry["sentence"],
                    entry["kind"],
                    passage.place,
                    entry["lines"][0],
                    passage.block_id,
                )
            )
    return found


def _find_passage(entry: dict[str, Any], passages: list[_Passage]) -> _Passage | None:
    """Return the passage that still lacks the link, None when restored or deleted."""
    sentence, label = _plain(entry["sentence"]), _plain(entry["label"])
    restoring = RESTORING_BLOCKS.get(entry["kind"], LINK_CARD)
    for passage in passages:
        if not _contains_sentence(passage, sentence, label):
            continue
        if passage.following in restoring or any(
            words and (words in sentence or label in words) for words in passage.linked
        ):
            return None
        return passage
    return None


def _contains_sentence(passage: _Passage, sentence: str, label: str) -> bool:
    """Tell whether a passage has the sentence, or the label and most of its other words."""
    if sentence in passage.text:
        return True
    words = set(WORD.findall(sentence))
    kept = words & set(WORD.findall(passage.text))
    return label in passage.text and len(kept) > SAME_SENTENCE * len(words)


def _find_initiative(
    entry: dict[str, Any], initiatives: list[tuple["StructValue", _Passage]]
) -> _Passage | None:
    """Return the initiative block that still lacks its page or address, None otherwise."""
    label = _plain(entry["label"])
    for value, passage in initiatives:
        if passage.text and (passage.text in label or label in passage.text):
            return None if value.get("page") or value.get("url") else passage
    return None


def _passages(letter: "NewsletterPage") -> Iterator[_Passage]:
    yield from _paragraphs(letter.intro, "Introduction")
    for rubrique in letter.rubriques:
        place = rubrique.value.heading
        blocks = list(rubrique.value["content"])
        for block, after in zip(blocks, [*blocks[1:], None], strict=True):
            following = after.block_type if after else ""
            for text in _rich_texts(block.value):
                yield from _paragraphs(text, place, str(block.id or ""), following)
    yield from _paragraphs(letter.closing, "Conclusion")


def _initiatives(letter: "NewsletterPage") -> Iterator[tuple["StructValue", _Passage]]:
    for rubrique in letter.rubriques:
        for block in rubrique.value["content"]:
            if block.block_type == "initiative":
                words = _plain(block.value.shown_title)
                place = rubrique.value.heading
                yield block.value, _Passage(words, (), place, str(block.id or ""), "")


def _rich_texts(value: Any) -> Iterator[str]:
    """Yield the HTML of every text in the value of a block; plain text is wrapped in `<p>`."""
    for _, part in walk_values(value):
        if isinstance(part, RichText):
            yield part.source
        elif isinstance(part, str):
            yield f"<p>{html.escape(part, quote=False)}</p>"


def _paragraphs(text: str, place: str, block_id: str = "", following: str = "") -> list[_Passage]:
    found = [match[2] for match in PARAGRAPH.finditer(text or "")]
    last = len(found) - 1
    return [
        _Passage(
            _plain(inside),
            tuple(_plain(match[1]) for match in ANCHOR.finditer(inside)),
            place,
            block_id,
            following if index == last else "",
        )
        for index, inside in enumerate(found)
    ]


def _plain(text: str) -> str:
    """Return the folded words of a text or HTML, without case, accents or punctuation."""
    return " ".join(WORD.findall(fold(html.unescape(TAG.sub("", text)))))
