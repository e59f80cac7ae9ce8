"""Parsers of the lists of an initiative, one line per row. Examples:

démarche      mars 2019 — Premier atelier : quarante habitants dessinent le lieu
qui coopère   Mairie de Villexemple : porteuse du projet
résultats     Surface remise en culture : 3,6 hectares (2021, bilan annuel)
financeurs    Département : 12 000 €
sources       [Le bilan](https://example.org/bilan) — or a title alone
"""

import re

from inspiration.importing.parsed import (
    ParsedFunder,
    ParsedPartner,
    ParsedResult,
    ParsedSource,
    ParsedStep,
)
from inspiration.importing.parser import values
from inspiration.importing.parser.dates import partial_date

DASH = re.compile(r"\s+[—–-]\s+")
COLON = re.compile(r"\s*:\s+")
AMOUNT = re.compile(r"^(?P<value>[+-]?\d[\d\s.,]*?)(?:\s+(?P<unit>[^\d\s].*))?$")
NOTE = re.compile(r"\s*\((?P<note>[^()]*)\)\s*$")
MARKDOWN_LINK = re.compile(r"^\[(?P<title>[^\]]+)\]\((?P<url>\S+)\)$")
YEAR = re.compile(r"^(?:19|20)\d{2}$")


def step(line: str) -> ParsedStep:
    date, precision, rest = None, "unknown", line
    parts = DASH.split(line, maxsplit=1)
    if len(parts) > 1:
        try:
            date, precision = partial_date(parts[0])
            rest = parts[1]
        except ValueError:
            rest = line  # the dash is part of the title
    title, text = _pair(rest)
    return ParsedStep(_limited(title, 160), text, date, str(precision))


def partner(line: str) -> ParsedPartner:
    name, role = _pair(line)
    return ParsedPartner(_limited(name, 255), _limited(role, 255))


def result(line: str) -> ParsedResult:
    indicator, measure = _pair(line)
    if not measure:
        raise ValueError(
            f"«\u00a0{line}\u00a0» attend «\u00a0indicateur\u00a0: valeur unité\u00a0»."
        )
    year, source = None, ""
    if note := NOTE.search(measure):
        measure = measure[: note.start()]
        notes = [part.strip() for part in note["note"].split(",", 1)]
        if YEAR.match(notes[0]):
            year = int(notes.pop(0))
        source = ", ".join(notes)
    amount = AMOUNT.match(measure)
    value, unit = (amount["value"], amount["unit"] or "") if amount else (measure, "")
    return ParsedResult(
        _limited(indicator, 255),
        _limited(value, 60),
        _limited(unit, 60),
        year,
        _limited(source, 255),
    )


def funder(line: str) -> ParsedFunder:
    name, amount = _pair(line)
    return ParsedFunder(_limited(name, 255), values.whole_number(amount) if amount else None)


def source(line: str) -> ParsedSource:
    if match := MARKDOWN_LINK.match(line):
        title, url = match["title"], match["url"]
    else:
        title, url = _pair(line)
        if not url.startswith(("http://", "https://")):
            title, url = line, ""
    return ParsedSource(_limited(title, 255), values.web_address(url) if url else "")


READERS = {
    "steps": step,
    "partners": partner,
    "results": result,
    "funders": funder,
    "sources": source,
}


def _pair(line: str) -> tuple[str, str]:
    """Split at the first colon followed by a space; the second part is empty without one."""
    first, *rest = COLON.split(line, maxsplit=1)
    return first.strip(), rest[0].strip() if rest else ""


def _limited(value: str, length: int) -> str:
    """Return `value` with single spaces; raise ValueError over `length` characters."""
    return values.text(length)(value)
