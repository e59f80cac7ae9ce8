"""Preamble of a letter (number, title, name, greeting, introduction) and closing paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.backoffice.dates.vocabulary import MONTHS
from hub.newsletters.importing.documents import Paragraph, ParagraphKind
from hub.newsletters.importing.parser.text_patterns import (
    capitalise_first,
    curly_apostrophes,
    fold,
    split_leading_emoji,
)

# « Newsletter #3 : … », « Lettre n° 12 — … », « La lettre des territoires n°4 », « N° 5 - … »
_WORD = r"(?:newsletter|lettre|infolettre|bulletin|gazette|journal|édition|numéro)"
NUMBERED = re.compile(
    rf"^(?P<label>(?:(?:la|notre)\s+)?{_WORD}\b[^#\d]{{0,80}}?|)\s*[,–—-]?\s*"
    r"(?:\#|\bn\s*[°ºo]\s*\.?|\bnuméro\s|\bnum\.)\s*(?P<number>\d{1,4})\b"
    r"\s*(?:[:–—|·,.\-]\s*|$)(?P<title>.*)$",
    re.IGNORECASE,
)
PLAIN_NUMBER = re.compile(
    r"^(?P<label>newsletter|infolettre|lettre|bulletin)\s+(?P<number>\d{1,4})\s*"
    r"(?:[:–—|·,.\-]\s*|$)(?P<title>.*)$",
    re.IGNORECASE,
)
# « Infolettre – mars 2024 – n° 4 », « Mars 2024 | #4 »; not « décret n° 2024-12 ».
MASTHEAD_NUMBER = re.compile(
    r"(?:\bn\s?[°ºo]\s*|\bnuméro\s+|(?<![\w&])#\s?)(?P<number>\d{1,4})\b(?![-/.]?\d)", re.IGNORECASE
)
NOT_A_MASTHEAD = re.compile(
    r"\b(?:decret|loi|arrete|article|rue|avenue|tel|lot|fiche|circulaire)\b"
)
MASTHEAD_LINES = 6
UNNUMBERED = re.compile(
    r"^(?P<label>newsletter|infolettre|lettre|bulletin)\s*[:–—|]\s*(?P<title>\S.*)$", re.IGNORECASE
)
NAME_LINE = re.compile(
    r"^(?:la|notre|les|le)\s+(?:lettre|newsletter|infolettre|nouvelles|gazette|bulletin|journal)\b",
    re.IGNORECASE,
)
PERIOD = re.compile(
    rf"^(?:(?:du\s+)?(?:\d{{1,2}}|1er)?\s*)?(?:{'|'.join(MONTHS)})(?:\s*[-–/à]\s*(?:{'|'.join(MONTHS)}))?"
    r"\s+(?:19|20)\d\d$",
    re.IGNORECASE,
)
GREETING = re.compile(r"^(?:bonjour|bonsoir|cher|chere|chers|cheres|madame|monsieur|salut)\b")
# Start of a closing paragraph, in folded text.
CLOSING = re.compile(
    r"^(?:n'hesitez pas|a bientot|a tres (?:bientot|vite)|bonne lecture|merci\b|cordialement|"
    r"bien (?:a vous|cordialement)|amicalement|au plaisir|au mois prochain|belle|rendez-vous "
    r"(?:au|le|en|dans)|l'equipe\b|vous recevez|vous avez recu|pour vous (?:des)?inscrire|"
    r"pour (?:ne plus|se des)|se desinscrire|transmettez|faites (?:suivre|circuler)|"
    r"partagez (?:cette|la) lettre|contact\b|mentions legales)"
)
LONGEST_LINE = 120
# A page title has 255 characters at most; a longer numbered line is a title to truncate.
LONGEST_NUMBERED_LINE = 600
LONGEST_CLOSING = 400
LONGEST_LABEL = 12


@dataclass(slots=True)
class Preamble:
    """The parts of the preamble; each paragraph is in exactly one of them."""

    number: int | None = None
    title: str = ""
    title_line: Paragraph | None = None
    letter_name: str = ""
    letter_name_line: Paragraph | None = None
    period_line: Paragraph | None = None
    greeting: Paragraph | None = None
    intro: list[Paragraph] = field(default_factory=list)
    masthead_line: Paragraph | None = None


def read_preamble(paragraphs: Sequence[Paragraph]) -> Preamble:
    """Parse the paragraphs before the first rubrique."""
    preamble = Preamble()
    rest = list(paragraphs)
    _take_title(preamble, rest)
    if preamble.number is None and (found := masthead_number(paragraphs)):
        preamble.number, preamble.masthead_line = found
    for paragraph in rest:
        folded = fold(split_leading_emoji(paragraph.text)[1])
        line = _is_line(paragraph)
        if not preamble.letter_name and line and NAME_LINE.match(paragraph.text):
            preamble.letter_name = _shown(paragraph.text)
            preamble.letter_name_line = paragraph
        elif not preamble.period_line and PERIOD.match(paragraph.text):
            preamble.period_line = paragraph
        elif not preamble.greeting and GREETING.match(folded) and len(folded) <= LONGEST_LINE:
            preamble.greeting = paragraph
        elif _may_be_title(preamble, paragraph, line):
            preamble.title, preamble.title_line = _shown(paragraph.text), paragraph
        else:
            preamble.intro.append(paragraph)
    return preamble


def number_line(paragraph: Paragraph) -> re.Match | None:
    """Match a numbered title line (groups `label`, `number`, `title`), or return None."""
    text = split_leading_emoji(paragraph.text)[1].strip('"«»“” ')
    listed = (ParagraphKind.LIST_ITEM, ParagraphKind.TABLE_ROW)
    if paragraph.kind in listed or len(text) > LONGEST_NUMBERED_LINE:
        return None
    return NUMBERED.match(text) or PLAIN_NUMBER.match(text)


def masthead_number(paragraphs: Sequence[Paragraph]) -> tuple[int, Paragraph] | None:
    """Return the only number of the first short lines, anywhere in a line, with its line."""
    found = [
        (int(match["number"]), paragraph)
        for paragraph in paragraphs[:MASTHEAD_LINES]
        if paragraph.kind is ParagraphKind.TEXT
        and _is_line(paragraph)
        and not NOT_A_MASTHEAD.search(fold(paragraph.text))
        for match in MASTHEAD_NUMBER.finditer(paragraph.text)
    ]
    return found[0] if len({number for number, _ in found}) == 1 else None


def _take_title(preamble: Preamble, rest: list[Paragraph]) -> None:
    """Move the title line out of `rest`: the numbered one, else the unnumbered one."""
    index, match = next(
        ((i, found) for i, line in enumerate(rest) if (found := number_line(line))), (0, None)
    )
    if match:
        preamble.number = int(match["number"])
        label = match["label"].strip(" ,–—-")
        if len(label) > LONGEST_LABEL:
            preamble.letter_name = _shown(label)
    else:
        index, match = next(
            ((i, found) for i, line in enumerate(rest) if (found := _unnumbered_line(line))),
            (0, None),
        )
    if match:
        preamble.title = _shown(match["title"])
        preamble.title_line = rest.pop(index)


def _unnumbered_line(paragraph: Paragraph) -> re.Match | None:
    return UNNUMBERED.match(paragraph.text) if _is_line(paragraph) else None


def _may_be_title(preamble: Preamble, paragraph: Paragraph, line: bool) -> bool:
    """Tell whether a short line is the title: nothing else was found before it."""
    is_first = not preamble.title_line and not preamble.greeting and not preamble.intro
    return is_first and line and paragraph.kind is ParagraphKind.TEXT


def _is_line(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return 0 < len(text) <= LONGEST_LINE and not text.endswith((".", ",", ";", ":"))


def _shown(text: str) -> str:
    return capitalise_first(curly_apostrophes(text.strip(' \u00a0\u202f«»“”"')))


def closing_start(paragraphs: Sequence[Paragraph]) -> int:
    """Return the index of the first closing paragraph in those of the last rubrique."""
    start = len(paragraphs)
    for index in range(len(paragraphs) - 1, -1, -1):
        paragraph = paragraphs[index]
        is_table = paragraph.kind is ParagraphKind.TABLE_ROW
        if len(paragraph.text) > LONGEST_CLOSING or paragraph.level or is_table:
            break
        if CLOSING.match(fold(split_leading_emoji(paragraph.text)[1])):
            start = index
    return start
