"""E-mail addresses in the text of an imported letter: kept or removed by the editor.

They are identified by a digest, so that a removed address is not stored with the decisions.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from hub.newsletters.addresses import ADDRESS, addresses_in, known_addresses
from hub.newsletters.importing.documents import Link, Paragraph, Span
from hub.newsletters.importing.parsed import ParsedLetter
from hub.newsletters.importing.parser.text_patterns import sentence_around

KEEP, REMOVE = "keep", "remove"
BRACKETS = {"<": ">", "(": ")", "[": "]"}
MAILTO = "mailto:"


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """An address in the text of a letter, with its first sentence and position."""

    key: str
    address: str
    sentence: str
    span: Span


def address_key(address: str) -> str:
    return hashlib.sha256(address.lower().encode()).hexdigest()[:16]


def find_addresses(paragraphs: Iterable[Paragraph], letter: ParsedLetter) -> list[FoundAddress]:
    """Return the addresses of the text and its links, except those of the authors' bylines.

    The address of a byline is stored with the person, and is not in the text of the page.
    """
    bylines = {rubrique.author.span for rubrique in letter.rubriques if rubrique.author}
    found: dict[str, FoundAddress] = {}
    for paragraph in paragraphs:
        if paragraph.span in bylines:
            continue
        for address, start, end in _occurrences(paragraph):
            key = address_key(address)
            sentence = sentence_around(paragraph.text, start, end)
            found.setdefault(key, FoundAddress(key, address, sentence, paragraph.span))
    return list(found.values())


def unknown_addresses(found: Collection[FoundAddress]) -> list[FoundAddress]:
    """Return the addresses that are neither in the directory nor the contact of a site."""
    if not found:
        return []
    known = known_addresses()
    return [entry for entry in found if entry.address not in known]


def without_addresses(paragraphs: Iterable[Paragraph], removed: Collection[str]) -> list[Paragraph]:
    """Return the paragraphs without the addresses of these keys, nor the links to them.

    A paragraph without any other word is removed.
    """
    return [
        cleaned
        for paragraph in paragraphs
        if (cleaned := _without(paragraph, removed)) is paragraph or _has_words(cleaned)
    ]


def _has_words(paragraph: Paragraph) -> bool:
    return bool(paragraph.image) or any(character.isalnum() for character in paragraph.text)


def _occurrences(paragraph: Paragraph) -> Iterator[tuple[str, int, int]]:
    """Yield each address of a paragraph in lower case, with the positions of its words."""
    for match in ADDRESS.finditer(paragraph.text):
        yield match.group().lower(), match.start(), match.end()
    for link in paragraph.links:
        for address in linked_addresses(link):
            yield address, link.start, link.end


def linked_addresses(link: Link) -> list[str]:
    """Return the addresses in the URL of a link."""
    return addresses_in(unquote(link.url).removeprefix(MAILTO))


def _without(paragraph: Paragraph, removed: Collection[str]) -> Paragraph:
    links = tuple(
        link
        for link in paragraph.links
        if not any(address_key(address) in removed for address in linked_addresses(link))
    )
    if links != paragraph.links:
        paragraph = replace(paragraph, links=links)
    for match in reversed(list(ADDRESS.finditer(paragraph.text))):
        if address_key(match.group()) in removed:
            paragraph = _cut(paragraph, match.start(), match.end())
    return paragraph


def _cut(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """Return a paragraph without these characters, the brackets around and the space before."""
    text = paragraph.text
    if start and end < len(text) and BRACKETS.get(text[start - 1]) == text[end]:
        start, end = start - 1, end + 1
    while start and text[start - 1].isspace() and (end == len(text) or text[end] in " ,.)"):
        start -= 1
    before, after = paragraph.part(0, start), paragraph.part(end)
    moved = [replace(mark, start=mark.start + start, end=mark.end + start) for mark in after.links]
    bold = [
        replace(mark, start=mark.start + start, end=mark.end + start) for mark in after.emphasis
    ]
    return replace(
        before,
        text=before.text + after.text,
        links=(*before.links, *moved),
        emphasis=(*before.emphasis, *bold),
    )
