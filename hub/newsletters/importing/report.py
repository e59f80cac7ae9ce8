"""Import report, as JSON-serialisable data for the admin and for `--report`."""

import re
from collections import Counter
from dataclasses import asdict
from typing import Any

from hub.newsletters.importing.documents import SourceDocument, Span
from hub.newsletters.importing.parsed import (
    Answer,
    Heading,
    InitiativeStub,
    Interview,
    Item,
    ItemList,
    ParsedDate,
    ParsedImage,
    ParsedLetter,
    ParsedLostLink,
    ParsedPerson,
    ParsedRubrique,
    ParsedTerritory,
    Prose,
    Quotation,
    Remark,
    Table,
)
from hub.newsletters.importing.parser.items import EMAIL

ADDRESS = re.compile(EMAIL)

Annotation = ParsedDate | ParsedLostLink | ParsedPerson | ParsedTerritory | Quotation | Remark


def counts_of(letter: ParsedLetter) -> dict[str, int]:
    """Return the number of recognised objects of each kind."""
    answers = [answer for interview in letter.interviews for answer in interview.answers]
    return {
        "rubriques": len(letter.rubriques),
        "interviews": len(letter.interviews),
        "answers": len(answers),
        "initiatives": len(letter.initiatives),
        "quotations": len(quotations_of(letter)),
        "people": len(letter.people),
        "territories": len(letter.territories),
        "dates": len(letter.dates),
        "lost_links": len(letter.lost_links),
        "images": len(letter.images),
        "uncertain": len(letter.uncertain),
        "warnings": len(letter.warnings),
    }


def report_of(letter: ParsedLetter, document: SourceDocument) -> dict[str, Any]:
    """Return the report as JSON-serialisable data; entries have their source lines (`lines`).

    E-mail addresses are removed, because the report is stored with the page.
    """
    return {
        "source": {
            "name": document.name,
            "format": document.format,
            "encoding": document.encoding,
            "sent": document.sent.isoformat() if document.sent else None,
            "paragraphs": len(document.paragraphs),
            "notices": list(document.notices),
        },
        "letter": {
            "number": letter.number,
            "title": letter.title,
            "letter_name": letter.letter_name,
            "period_label": letter.period_label,
        },
        "counts": counts_of(letter),
        "rubriques": [_rubrique(rubrique) for rubrique in letter.rubriques],
        "quotations": [_entry(quotation) for quotation in quotations_of(letter)],
        "people": [_entry(person) for person in letter.people],
        "territories": [_entry(territory) for territory in letter.territories],
        "dates": [_entry(date) for date in letter.dates],
        "lost_links": [_entry(link) for link in letter.lost_links],
        "images": [_image(image, document) for image in letter.images],
        "left_out": [
            {"text": hide_addresses(paragraph.text), "lines": _lines(paragraph.span)}
            for paragraph in document.left_out
        ],
        "uncertain": [_entry(remark) for remark in letter.uncertain],
        "warnings": [_entry(remark) for remark in letter.warnings],
        "places": dict(Counter(place.role for place in letter.places())),
    }


def hide_addresses(text: str) -> str:
    """Return a text without its e-mail addresses."""
    return ADDRESS.sub("[adresse]", text)


def quotations_of(letter: ParsedLetter) -> list[Quotation]:
    """Return every quotation, inline or standalone, in reading order."""
    found = []
    for item in letter.all_items():
        if isinstance(item, Prose):
            found += item.quotations
        elif hasattr(item, "quotation"):
            found.append(item.quotation)
    return found


def lost_link_entry(link: ParsedLostLink) -> dict[str, Any]:
    """Return the entry of a lost link: label, sentence, kind and lines."""
    return _entry(link)


def _image(found: ParsedImage, document: SourceDocument) -> dict[str, Any]:
    return {
        "source": found.image.source,
        "alt": found.image.alt,
        "url": found.url,
        "held": found.image.source in document.files,
        "lines": _lines(found.span),
    }


def _rubrique(rubrique: ParsedRubrique) -> dict[str, Any]:
    return {
        "name": rubrique.name,
        "key": rubrique.key,
        "emoji": rubrique.emoji,
        "headline": rubrique.headline,
        "tagline": rubrique.tagline.text if rubrique.tagline else "",
        "author": rubrique.author.name if rubrique.author else "",
        "lines": _lines(rubrique.span),
        "items": [_item(item) for item in rubrique.items],
    }


def _item(item: Item) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": KINDS.get(type(item), "quote"), "lines": _lines(item.span)}
    if isinstance(item, Interview):
        entry["question"] = item.question.text if item.question else ""
        entry["answers"] = [_answer(answer) for answer in item.answers]
    elif isinstance(item, InitiativeStub):
        entry |= {"place": item.place, "departement": item.departement, "title": item.title}
    elif isinstance(item, ItemList):
        entry["announced"] = item.announced
    return entry


KINDS = {
    Prose: "prose",
    Heading: "heading",
    ItemList: "list",
    Table: "table",
    Interview: "interview",
    InitiativeStub: "initiative",
}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "person": answer.person,
        "function": answer.function,
        "role": answer.role,
        "place": answer.place,
        "lines": _lines(answer.span),
    }


def _entry(found: Annotation) -> dict[str, Any]:
    entry = asdict(found)
    if isinstance(found, ParsedPerson | ParsedTerritory):
        entry["mentions"] = [_lines(span) for span in found.mentions]
    else:
        del entry["span"]
        entry["lines"] = _lines(found.span) if found.span else None
    return entry


def _lines(span: Span) -> list[int]:
    return [span.start, span.end]
