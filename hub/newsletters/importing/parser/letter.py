"""Entry point of the parser; it uses no database, no network and no language model."""

from collections.abc import Sequence

from hub.newsletters.importing.documents import Image, Paragraph, ParagraphKind, Span
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.parsed import (
    ParsedImage,
    ParsedLetter,
    ParsedRubrique,
    Remark,
)
from hub.newsletters.importing.parser.dates import find_dates
from hub.newsletters.importing.parser.functions import Function
from hub.newsletters.importing.parser.items import read_author, read_items
from hub.newsletters.importing.parser.lost_links import find_lost_links
from hub.newsletters.importing.parser.people import collect_people
from hub.newsletters.importing.parser.preamble import (
    closing_start,
    masthead_number,
    number_line,
    read_preamble,
)
from hub.newsletters.importing.parser.quotations import annotate_quotations
from hub.newsletters.importing.parser.rubriques import (
    STANDING_RUBRIQUES,
    RubriqueHeading,
    StandingRubrique,
    find_headings,
    is_tagline,
)
from hub.newsletters.importing.parser.territories import find_territories, propagate_territories

# Real letters have about 14,000 characters; this is eight times as much.
MAX_CHARACTERS = 120_000
# Roles of the places of running text, where people, dates and territories are searched.
RUNNING_TEXT = frozenset(
    (
        "intro",
        "prose",
        "heading",
        "list item",
        "quote",
        "question",
        "answer",
        "closing",
        "table row",
    )
)


def parse_letter(
    paragraphs: Sequence[Paragraph],
    standing: Sequence[StandingRubrique] = STANDING_RUBRIQUES,
    is_letter: bool = False,
) -> ParsedLetter:
    """Parse the paragraphs of a letter.

    `standing` are the rubriques that come back in every letter; `is_letter`: the caller knows that
    it is one. Raise `NewsletterImportError` when the paragraphs are too long, or otherwise have
    neither a number in their first lines, nor a standing rubrique, nor declared headings.
    Every paragraph is kept, recognised or not.
    """
    if sum(len(paragraph.text) for paragraph in paragraphs) > MAX_CHARACTERS:
        raise NewsletterImportError(
            f"Ce texte est trop long pour une lettre : plus de {MAX_CHARACTERS} caractères."
        )
    letter = ParsedLetter(
        separators=[p for p in paragraphs if p.kind is ParagraphKind.SEPARATOR],
        images=[_image(p.image, p) for p in paragraphs if p.image and not p.text],
    )
    # Images and separators are not parsed: a question and its answer may have one between them.
    body = [p for p in paragraphs if p.text and p.kind is not ParagraphKind.SEPARATOR]
    headings = find_headings(body, standing)
    starts = [*headings, len(body)]
    if not is_letter:
        _check_is_letter(body[: starts[0]], headings)
    _fill_preamble(letter, body[: starts[0]])
    known: list[tuple[str, Function | None, Span]] = []
    for (index, heading), end in zip(headings.items(), starts[1:], strict=True):
        content = body[index + 1 : end]
        if end == len(body):
            closing = closing_start(content)
            letter.closing = content[closing:]
            content = content[:closing]
        rubrique, people = _read_rubrique(letter, body[index], heading, content)
        letter.rubriques.append(rubrique)
        known += people
    _annotate(letter, body, known)
    _warn(letter, standing)
    return letter


def _image(image: Image, paragraph: Paragraph) -> ParsedImage:
    url = paragraph.links[0].url if paragraph.links else ""
    return ParsedImage(image, paragraph.span, url)


def _check_is_letter(preamble: Sequence[Paragraph], headings: dict[int, RubriqueHeading]) -> None:
    numbered = any(number_line(p) for p in preamble) or masthead_number(preamble)
    if not numbered and not headings:
        raise NewsletterImportError(
            "Ce fichier ne ressemble pas à une lettre : ni titre numéroté "
            "(« Lettre n° 3 : … »), ni rubrique connue (« Édito », « En pratique… »), ni "
            "intertitres. Si c’en est une, écrivez son numéro dans sa première ligne (ou --number)."
        )


def _fill_preamble(letter: ParsedLetter, paragraphs: Sequence[Paragraph]) -> None:
    preamble = read_preamble(paragraphs)
    letter.number = preamble.number
    if preamble.masthead_line:
        letter.uncertain.append(
            Remark(
                "Numéro lu dans l’en-tête\u00a0: à vérifier.",
                preamble.masthead_line.span,
                preamble.masthead_line.text,
            )
        )
    letter.title, letter.title_line = preamble.title, preamble.title_line
    letter.letter_name = preamble.letter_name
    letter.letter_name_line = preamble.letter_name_line
    letter.period_line = preamble.period_line
    letter.period_label = preamble.period_line.text if preamble.period_line else ""
    letter.greeting, letter.intro = preamble.greeting, preamble.intro


def _read_rubrique(
    letter: ParsedLetter,
    line: Paragraph,
    heading: RubriqueHeading,
    content: list[Paragraph],
) -> tuple[ParsedRubrique, list[tuple[str, Function | None, Span]]]:
    """Return a rubrique and the people named by its structure; add its remarks to `letter`."""
    rubrique = ParsedRubrique(heading.name, line.span, heading.key, heading.emoji, heading.headline)
    content = list(content)
    if content and is_tagline(content[0].text):
        rubrique.tagline = content.pop(0)
    people = []
    if signed := read_author(content, heading.key):
        rubrique.author, index = signed
        content.pop(index)
        role = Function(rubrique.author.role, rubrique.author.role)
        people.append((rubrique.author.name, role, rubrique.author.span))
    rubrique.items, named, remarks = read_items(content, heading.key)
    letter.uncertain += remarks
    return rubrique, people + named


def _annotate(
    letter: ParsedLetter, body: Sequence[Paragraph], known: list[tuple[str, Function | None, Span]]
) -> None:
    running_text = [place for place in letter.places() if place.role in RUNNING_TEXT]
    letter.people, uncertain = collect_people(known, running_text)
    letter.uncertain += uncertain
    for rubrique in letter.rubriques:
        annotate_quotations(rubrique.items, letter.people)
    answers = [answer for interview in letter.interviews for answer in interview.answers]
    letter.territories = find_territories(
        letter.initiatives,
        [(answer.place, answer.speaker_span) for answer in answers if answer.place],
        letter.people,
        running_text,
    )
    propagate_territories(letter.people, letter.territories)
    letter.dates, impossible = find_dates(running_text)
    letter.uncertain += impossible
    spans = {place.span for place in running_text}
    letter.lost_links = find_lost_links(
        [paragraph for paragraph in body if paragraph.span in spans], letter.initiatives
    )
    letter.uncertain.sort(key=lambda remark: remark.span.start if remark.span else 0)


def _warn(letter: ParsedLetter, standing: Sequence[StandingRubrique]) -> None:
    def warn(message: str, span: Span | None = None, text: str = "") -> None:
        letter.warnings.append(Remark(message, span, text))

    if letter.number is None:
        warn("Le numéro de la lettre n’a pas été trouvé.")
    if not letter.title:
        warn("Le titre de la lettre n’a pas été trouvé.")
    if not letter.rubriques:
        warn("Aucune rubrique n’a été reconnue : tout le texte est dans l’introduction.")
    seen: set[str] = set()
    for rubrique in letter.rubriques:
        if not rubrique.key:
            warn("Rubrique inconnue, gardée telle quelle.", rubrique.span, rubrique.name)
        elif rubrique.key in seen:
            warn("Rubrique présente plusieurs fois.", rubrique.span, rubrique.name)
        if not rubrique.items:
            warn("Rubrique sans contenu.", rubrique.span, rubrique.name)
        seen.add(rubrique.key)
