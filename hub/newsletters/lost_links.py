"""Which links lost by the export are still missing from a letter, as it now is.

    for link in unresolved_links(letter):
        print(link.words, link.place)

The report of the import lists them once and for all; this reads the letter that editors have worked
on since. Nothing is queried but the children already loaded with the page.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.newsletters.importing.parser.text_patterns import fold

# Blocks that show what a sentence announces (« ce documentaire : »), right after it.
SHOWN_BY = {
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
# How many of the words of a sentence must be left for it to be the same, once rewritten.
SAME_SENTENCE = 0.5


@dataclass(frozen=True, slots=True)
class UnresolvedLink:
    """A lost link still to do.

    `words` are those that the link belongs on, `sentence` theirs, `kind` as in
    `ParsedLostLink`, `place` the rubrique (or « Introduction », « Conclusion »), `line` its
    line in the imported source, `block_id` the block of the letter that holds it (empty in the
    introduction and the conclusion).
    """

    words: str
    sentence: str
    kind: str
    place: str
    line: int
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph of the letter: its folded words, those inside links, and what follows it."""

    text: str
    linked: tuple[str, ...]
    place: str
    block_id: str
    following: str


def unresolved_links(letter) -> list[UnresolvedLink]:
    """Return the lost links that the import of `letter` listed and that are still missing.

    `letter` is a `NewsletterPage`, saved or not: its present text counts. A link counts as put
    back once words of its sentence are inside an `<a>`, once the block that it announces (film,
    episode, document, event) follows, or once its sentence has gone.
    """
    lost = (letter.import_report or {}).get("lost_links", ())
    if not lost:
        return []
    passages = list(_passages(letter))
    initiatives = list(_initiatives(letter))
    found = []
    for entry in lost:
        look = _initiative_left if entry["kind"] == "initiative" else _words_left
        among = initiatives if entry["kind"] == "initiative" else passages
        if left := look(entry, among):
            found.append(
                UnresolvedLink(
                    entry["label"],
                    entry["sentence"],
                    entry["kind"],
                    left.place,
                    entry["lines"][0],
                    left.block_id,
                )
            )
    return found


def _words_left(entry: dict, passages: list[_Passage]) -> _Passage | None:
    """Where the sentence of a lost link stands without a link, None when nothing is left to do."""
    sentence, label = _plain(entry["sentence"]), _plain(entry["label"])
    shown = SHOWN_BY.get(entry["kind"], LINK_CARD)
    for passage in passages:
        if not _holds(passage, sentence, label):
            continue
        if passage.following in shown or any(
            words and (words in sentence or label in words) for words in passage.linked
        ):
            return None
        return passage
    return None


def _holds(passage: _Passage, sentence: str, label: str) -> bool:
    """Whether a passage has the sentence, or what is left of it around the words of the link."""
    if sentence in passage.text:
        return True
    wanted = set(WORD.findall(sentence))
    kept = wanted & set(WORD.findall(passage.text))
    return label in passage.text and len(kept) > SAME_SENTENCE * len(wanted)


def _initiative_left(entry: dict, initiatives: list) -> _Passage | None:
    label = _plain(entry["label"])
    for value, passage in initiatives:
        if passage.text and (passage.text in label or label in passage.text):
            return None if value.get("page") or value.get("url") else passage
    return None


def _passages(letter) -> Iterator[_Passage]:
    yield from _paragraphs(letter.intro, "Introduction")
    for rubrique in letter.rubriques:
        place = rubrique.value.heading
        blocks = list(rubrique.value["content"])
        for block, after in zip(blocks, [*blocks[1:], None], strict=True):
            following = after.block_type if after else ""
            for text in _rich_texts(block.value):
                yield from _paragraphs(text, place, str(block.id or ""), following)
    yield from _paragraphs(letter.closing, "Conclusion")


def _initiatives(letter) -> Iterator[tuple]:
    for rubrique in letter.rubriques:
        for block in rubrique.value["content"]:
            if block.block_type == "initiative":
                words = _plain(block.value.shown_title)
                place = rubrique.value.heading
                yield block.value, _Passage(words, (), place, str(block.id or ""), "")


def _rich_texts(value) -> Iterator[str]:
    """Every rich text inside the value of a block, and its plain ones as paragraphs."""
    if hasattr(value, "source"):
        yield value.source
    elif isinstance(value, str):
        yield f"<p>{html.escape(value, quote=False)}</p>"
    elif isinstance(value, dict):
        for part in value.values():
            yield from _rich_texts(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from _rich_texts(part)


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
    """The words of a text or of its HTML, folded: typography and case do not count."""
    return " ".join(WORD.findall(fold(html.unescape(TAG.sub("", text)))))
