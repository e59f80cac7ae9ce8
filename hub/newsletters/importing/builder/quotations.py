"""Quotation blocks: standalone quotations, and inline ones extracted by the editor."""

from typing import Any

from hub.newsletters.importing.builder.decisions import Decisions, keyed_quotations
from hub.newsletters.importing.builder.markup import shortened
from hub.newsletters.importing.builder.people import PeopleMatches
from hub.newsletters.importing.builder.rubriques import words_of
from hub.newsletters.importing.parsed import (
    ParsedLetter,
    ParsedPerson,
    Prose,
    Quotation,
    Remark,
    StandaloneQuote,
)
from hub.newsletters.importing.parser.extraction import Extraction, extract, is_extractable
from hub.newsletters.importing.parser.names import name_key

BYLINE_EDGES = " -–—,:|()<>"


class ChosenQuotations:
    """The inline quotations that the editor extracts as blocks, with their speakers."""

    def __init__(self, letter: ParsedLetter, decisions: Decisions) -> None:
        chosen = decisions.quotations
        self._speakers = {
            id(quotation): chosen[key]
            for key, _, quotation in keyed_quotations(letter)
            if key in chosen
        }
        self._people = {name_key(person.name): person for person in letter.people}

    def extraction(self, item: Prose) -> tuple[Extraction | None, list[Remark]]:
        """Return the extraction of a paragraph, None without a chosen quotation; and remarks."""
        chosen = [q for q in item.quotations if id(q) in self._speakers]
        free = [q for q in chosen if is_extractable(item.paragraph, q)]
        notes = [
            Remark("Citation laissée dans le texte\u00a0: elle contient un lien.", q.span, q.text)
            for q in chosen
            if q not in free
        ]
        if not free:
            return None, notes
        extraction = extract(item.paragraph, free)
        if extraction.cut:
            message = "Phrase coupée par sa citation\u00a0: à relire."
            notes.append(Remark(message, item.span, item.paragraph.text))
        return extraction, notes

    def value(self, quotation: Quotation, people: PeopleMatches, limit: int) -> dict[str, Any]:
        """Return the block value of a quotation, with the role of the speaker in the letter."""
        speaker = self._speakers[id(quotation)]
        role, organisation = quotation.role, quotation.organisation
        if name_key(speaker) != name_key(quotation.speaker):
            person = self._people.get(name_key(speaker), ParsedPerson(speaker))
            role, organisation = person.role, person.organisation or person.territory_name
        if " ".join(words_of(organisation)) in " ".join(words_of(role)):
            organisation = ""
        return quote_value(quotation.text, speaker, role, organisation, people, limit)


def quote_value(
    text: str, speaker: str, role: str, organisation: str, people: PeopleMatches, limit: int
) -> dict[str, Any]:
    """Return a quotation block value, with a person of the directory or the name as written."""
    match = people.of(speaker)
    known = match.person if match else None
    return {
        "text": text.strip(),
        "person": known.pk if known else None,
        "name": "" if known else shortened(speaker, limit),
        "role": shortened(role, limit),
        "organisation": shortened(organisation, limit),
        "territory": None,
    }


def standalone_parts(item: StandaloneQuote) -> tuple[str, str]:
    """Return (role, organisation) of a standalone quotation.

    When they lack words of the attribution, the role is the whole attribution.
    """
    quotation = item.quotation
    source = item.attribution.text if item.attribution else item.paragraph.text
    written = source.rpartition(quotation.speaker)[2]
    role, organisation = quotation.role, quotation.organisation
    if words_of(f"{role} {organisation}") != words_of(written):
        return written.strip(f"{BYLINE_EDGES}. "), ""
    return role, organisation
