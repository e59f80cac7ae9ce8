"""Items of one rubrique: author, interviews, initiatives, lists, prose."""

import re
from collections.abc import Sequence

from hub.newsletters.importing.documents import Paragraph, ParagraphKind, Span
from hub.newsletters.importing.parsed import (
    Author,
    Heading,
    InitiativeStub,
    Interview,
    Item,
    ItemList,
    Prose,
    Remark,
    Table,
)
from hub.newsletters.importing.parser.dates import NUMBERS
from hub.newsletters.importing.parser.functions import ROLE, Function, read_function
from hub.newsletters.importing.parser.initiatives import read_stub
from hub.newsletters.importing.parser.interviews import find_interviews, read_speaker
from hub.newsletters.importing.parser.names import NAME, has_body_word, is_given_name
from hub.newsletters.importing.parser.quotations import read_standalone
from hub.newsletters.importing.parser.text_patterns import fold, split_leading_emoji

EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
BYLINE = re.compile(
    rf"^(?:[-–—]\s*)?(?:par\s+|propos recueillis par\s+|écrit par\s+)?(?P<name>{NAME})"
    rf"(?:\s*,\s*(?P<role>[^@:]{{2,120}}?))?\s*(?:[-–—,:|(<\s]+(?P<email>{EMAIL})[)>]?)?\s*$",
    re.IGNORECASE,
)
# A sentence that announces a list: « trois outils ont été présentés aux délégations. »
_ENUMERATED = (
    "outils|étapes|axes|leviers|principes|conseils|points|pistes|temps|actions|modalités|formats|"
    "dispositifs|volets|objectifs|chantiers|engagements|enjeux|idées|propositions|clés"
)
ANNOUNCEMENT = re.compile(
    rf"\b(?P<count>{'|'.join(NUMBERS)}|\d{{1,2}})\s+(?:\w+\s+)?(?:{_ENUMERATED})\b[^.:!?…]*[.:]?$",
    re.IGNORECASE,
)
NOUN_PHRASE = re.compile(
    r"^(?:un|une|le|la|les|l['’]|des|du|de la|de l['’]|d['’]abord|ensuite|enfin)\s*\w",
    re.IGNORECASE,
)
LONGEST_SUBHEADING = 80


def read_author(paragraphs: Sequence[Paragraph], key: str) -> tuple[Author, int] | None:
    """Return the author of the rubrique and the index of the byline: first or last paragraph.

    A byline with an e-mail address counts in any rubrique, a name alone in the édito only.
    """
    for index in dict.fromkeys((0, len(paragraphs) - 1)) if paragraphs else ():
        paragraph = paragraphs[index]
        match = BYLINE.match(paragraph.text)
        if paragraph.kind is ParagraphKind.TABLE_ROW:
            continue
        if not match or has_body_word(match["name"]) or match["name"][0].islower():
            continue
        signs = key == "edito" and (
            is_given_name(match["name"].split()[0]) or ROLE.search(match["role"] or "")
        )
        if match["email"] or signs:
            role = read_function(match["role"]).role if match["role"] else ""
            author = Author(
                match["name"], paragraph.span, paragraph.text, match["email"] or "", role
            )
            return author, index
    return None


def read_items(
    paragraphs: Sequence[Paragraph], key: str
) -> tuple[list[Item], list[tuple[str, Function | None, Span]], list[Remark]]:
    """Return the items of a rubrique, the people named by their structure, and remarks."""
    inspiration = key == "inspiration"
    rows = {i for i, p in enumerate(paragraphs) if p.kind is ParagraphKind.TABLE_ROW}
    stubs = {
        index: stub
        for index, paragraph in enumerate(paragraphs)
        if index not in rows
        and (stub := read_stub(paragraph, inspiration))
        and not read_speaker(paragraph)
    }
    interviews, remarks = find_interviews(paragraphs, set(stubs) | rows)
    items: list[Item] = []
    people: list[tuple[str, Function | None, Span]] = []
    index = 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        item: Item
        if index in rows:
            item, index = _table(paragraphs, index)
        elif index in interviews:
            interview, index = interviews[index]
            item = interview
            people += _speakers(interview)
        elif index in stubs:
            item, index = stubs[index], index + 1
        elif announced := _announced(paragraphs, index, items, set(stubs) | set(interviews)):
            item, index = announced, index + len(announced.items)
            remarks.append(
                Remark(
                    "Liste reconnue d’après la phrase qui l’annonce : à vérifier.",
                    announced.span,
                    announced.items[0].text,
                )
            )
        elif paragraph.kind is ParagraphKind.LIST_ITEM:
            item, index = _list(paragraphs, index, stubs)
        elif _is_subheading(paragraph, after):
            item, index = Heading(paragraph), index + 1
        elif standalone := read_standalone(paragraph, after if index + 1 not in stubs else None):
            quote, function = standalone
            item, index = quote, index + (2 if quote.attribution else 1)
            if quote.quotation.speaker:
                people.append((quote.quotation.speaker, function, quote.span))
        else:
            item, index = Prose(paragraph), index + 1
        items.append(item)
    return items, people, remarks


def _speakers(interview: Interview) -> list[tuple[str, Function | None, Span]]:
    people = []
    for answer in interview.answers:
        function = read_function(answer.function) if answer.function else None
        names = re.split(r"\s+et\s+", answer.person)
        people += [(name, function, answer.speaker_span) for name in names]
    return people


def _list(
    paragraphs: Sequence[Paragraph], index: int, stubs: dict[int, InitiativeStub]
) -> tuple[ItemList, int]:
    end = index
    while (
        end < len(paragraphs)
        and end not in stubs
        and paragraphs[end].kind is ParagraphKind.LIST_ITEM
    ):
        end += 1
    return ItemList(list(paragraphs[index:end])), end


def _table(paragraphs: Sequence[Paragraph], index: int) -> tuple[Table, int]:
    """Return the table whose first row is at `index`: rows with consecutive lines."""
    end = index + 1
    while (
        end < len(paragraphs)
        and paragraphs[end].kind is ParagraphKind.TABLE_ROW
        and paragraphs[end].span.start == paragraphs[end - 1].span.end + 1
    ):
        end += 1
    return Table(list(paragraphs[index:end])), end


def _announced(
    paragraphs: Sequence[Paragraph], index: int, items: list[Item], taken: set[int]
) -> ItemList | None:
    """Return the list announced, with its number of items, by the prose just before, or None."""
    before = items[-1] if items else None
    match = ANNOUNCEMENT.search(before.paragraph.text) if isinstance(before, Prose) else None
    if not match:
        return None
    word = match["count"].lower()
    count = NUMBERS.get(word) or int(word)
    listed = paragraphs[index : index + count]
    alike = all(
        p.kind is ParagraphKind.TEXT and not p.level and NOUN_PHRASE.match(p.text) for p in listed
    )
    free = not any(position in taken for position in range(index, index + count))
    return (
        ItemList(list(listed), announced=True)
        if 2 <= count == len(listed) and alike and free
        else None
    )


def _is_subheading(paragraph: Paragraph, after: Paragraph | None) -> bool:
    """Tell whether a paragraph is a subheading.

    It is declared by the format, short and bold, or starts with an emoji above a longer paragraph.
    """
    if paragraph.level:
        return True
    emoji, rest = split_leading_emoji(paragraph.text)
    short = 0 < len(rest) <= LONGEST_SUBHEADING and not re.search(r"[.,;:!?…]$|@|https?:", rest)
    if not short or after is None:
        return False
    pointing = re.match(r"(?:[^\W\d]+ez)\b|.*\bici$", fold(rest))
    return paragraph.is_strong or bool(emoji and not pointing and len(after.text) > len(rest))
