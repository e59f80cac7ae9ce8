"""Recognition: parse a letter and match it with the objects of the hub, without writing."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from hub.newsletters.importing.builder.addresses import (
    REMOVE,
    FoundAddress,
    find_addresses,
    unknown_addresses,
    without_addresses,
)
from hub.newsletters.importing.builder.agenda import event_key
from hub.newsletters.importing.builder.decisions import Decisions, keyed_quotations, link_key
from hub.newsletters.importing.builder.images import ImageMatches
from hub.newsletters.importing.builder.initiatives import InitiativeMatches
from hub.newsletters.importing.builder.lost_links import known_addresses, with_links
from hub.newsletters.importing.builder.names import (
    DoubtfulName,
    find_doubtful_names,
    with_corrections,
)
from hub.newsletters.importing.builder.people import PeopleMatches, PersonStatus
from hub.newsletters.importing.builder.rubriques import RubriqueMatches
from hub.newsletters.importing.builder.territories import MatchStatus, TerritoryMatches
from hub.newsletters.importing.documents import Paragraph, SourceDocument
from hub.newsletters.importing.parsed import InitiativeStub, ParsedLetter, ParsedLostLink, Remark
from hub.newsletters.importing.parser import parse_letter
from hub.newsletters.importing.parser.text_patterns import fold
from hub.newsletters.importing.report import (
    hide_addresses,
    lost_link_entry,
    quotations_of,
    report_of,
)
from hub.newsletters.importing.typography import Typography, typeset
from hub.territories.checking import Problem


@dataclass(slots=True)
class Recognition:
    """A parsed letter, with the matches of its people, territories, initiatives and rubriques.

    `document` is the source as read; `paragraphs` are those parsed, with corrected typography and
    the addresses of `links`, without the e-mail addresses that the editor removed. `lost_links`,
    `addresses` and doubtful `names` are all those of the source.
    """

    document: SourceDocument
    paragraphs: list[Paragraph]
    typography: Typography
    letter: ParsedLetter
    lost_links: list[ParsedLostLink]
    territories: TerritoryMatches
    people: PeopleMatches
    initiatives: InitiativeMatches
    rubriques: RubriqueMatches
    images: ImageMatches
    addresses: list[FoundAddress]
    names: list[DoubtfulName]
    links: dict[str, str] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)
    notes: list[Remark] = field(default_factory=list)


def recognise(document: SourceDocument, is_letter: bool = False) -> Recognition:
    """Parse a document and match it, without any decision of the editor: see `decide`.

    `is_letter`: the caller knows that it is one. Raise `NewsletterImportError` when the
    document is not a letter.
    """
    paragraphs, typography = typeset(document.paragraphs)
    return _matched(document, paragraphs, typography, is_letter=is_letter)


def _matched(
    document: SourceDocument,
    paragraphs: list[Paragraph],
    typography: Typography,
    *,
    is_letter: bool = True,
) -> Recognition:
    """Return the recognition of some paragraphs of a document; see `recognise`."""
    letter = parse_letter(paragraphs, is_letter=is_letter)
    answers = [answer for interview in letter.interviews for answer in interview.answers]
    territories = TerritoryMatches(
        letter.territories,
        [
            *(answer.place for answer in answers if answer.place),
            *(person.territory_name for person in letter.people if person.territory_name),
            *(stub.place for stub in letter.initiatives),
        ],
    )
    return Recognition(
        document=document,
        paragraphs=paragraphs,
        typography=typography,
        letter=letter,
        lost_links=letter.lost_links,
        territories=territories,
        people=PeopleMatches(letter, territories),
        initiatives=InitiativeMatches(letter.initiatives),
        rubriques=RubriqueMatches(),
        images=ImageMatches(document, letter),
        addresses=find_addresses(paragraphs, letter),
        names=find_doubtful_names(paragraphs),
    )


def decide(recognition: Recognition, decisions: Decisions) -> Recognition:
    """Return a recognition where the decisions of the editor take precedence.

    The addresses of lost links become links of the paragraphs, which are parsed again; their words
    do not change, so the matches are kept. Removing an e-mail address or correcting a name changes
    words: the letter is then matched again.
    """
    paragraphs, letter = recognition.paragraphs, recognition.letter
    links = known_addresses(decisions.links)
    if links:
        paragraphs = with_links(paragraphs, recognition.lost_links, links)
        letter = parse_letter(paragraphs, is_letter=True)
    removed = {key for key, answer in decisions.addresses.items() if answer == REMOVE}
    changed = with_corrections(paragraphs, recognition.names, decisions.names)
    if removed & {found.key for found in recognition.addresses}:
        changed = without_addresses(changed, removed)
    if changed != paragraphs:
        paragraphs = changed
        matched = _matched(recognition.document, paragraphs, recognition.typography)
        matched.lost_links, matched.addresses = recognition.lost_links, recognition.addresses
        matched.names = recognition.names
        recognition, letter = matched, matched.letter
    territories = recognition.territories.with_choices(decisions.territories)
    return replace(
        recognition,
        paragraphs=paragraphs,
        letter=letter,
        links=links,
        territories=territories,
        people=recognition.people.with_choices(decisions.people, territories),
        initiatives=recognition.initiatives.with_choices(decisions.initiatives),
        decisions=decisions,
        notes=[],
    )


def fingerprint(document: SourceDocument) -> str:
    """Return the SHA-256 of the paragraphs of a source, independent of its file name."""
    content = [asdict(paragraph) for paragraph in document.paragraphs]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def source_text(document: SourceDocument) -> str:
    """Return the source as text, each paragraph on the line given in the report."""
    last = document.paragraphs[-1].span.end
    lines = [""] * last
    for paragraph in document.paragraphs:
        lines[paragraph.span.start - 1] = paragraph.text
    return "\n".join(lines)


def report_on(recognition: Recognition, missing: dict[str, str]) -> dict[str, Any]:
    """Return the report of the parser, completed with the matches of the hub.

    `missing` are the fields that the letter does not give: {field: French sentence}.
    """
    letter = recognition.letter
    report = report_of(letter, recognition.document)
    for entry, rubrique in zip(report["rubriques"], letter.rubriques, strict=True):
        entry["status"] = (
            PersonStatus.NEW if recognition.rubriques.is_new(rubrique) else PersonStatus.KNOWN
        )
    for entry, parsed in zip(report["people"], letter.people, strict=True):
        match = recognition.people.match(parsed)
        entry |= {"status": match.status, "id": match.person.pk if match.person else None}
        if match.status is PersonStatus.AMBIGUOUS:
            message = "Plusieurs personnes de l’annuaire portent ce nom\u00a0: choisissez."
            report["uncertain"].append(
                {"message": message, "text": entry["name"], "lines": entry["mentions"][0]}
            )
    for entry in report["territories"]:
        found = recognition.territories.of(entry["name"])
        territory = found.territory
        entry |= {
            "status": found.status,
            "id": territory.pk if territory else None,
            "code": territory.code if territory else "",
            "official_name": territory.name if territory else "",
        }
        entry["message"] = found.message
        if found.message and not _is_doubtful(recognition, entry["name"]):
            report["uncertain"].append(
                {"message": found.message, "text": entry["name"], "lines": entry["mentions"][0]}
            )
        entry["asked"] = found.asked
    report["typography"] = recognition.typography.as_data()
    report["addresses"] = [
        {
            "text": hide_addresses(found.sentence),
            "lines": [found.span.start, found.span.end],
            "answer": recognition.decisions.addresses.get(found.key, ""),
        }
        for found in unknown_addresses(recognition.addresses)
    ]
    report["names"] = [_name(recognition, found) for found in recognition.names]
    report["lost_links"] = [_lost_link(recognition, link) for link in recognition.lost_links]
    for entry, date in zip(report["dates"], letter.dates, strict=True):
        entry["key"] = event_key(date)
    keyed = {id(quotation): key for key, _, quotation in keyed_quotations(letter)}
    chosen = recognition.decisions.quotations
    for entry, quotation in zip(report["quotations"], quotations_of(letter), strict=True):
        entry["block"] = keyed.get(id(quotation)) in chosen or id(quotation) not in keyed
    report["uncertain"] += [
        {
            "message": "Guillemets droits dont on ne sait lesquels ouvrent\u00a0: à vérifier.",
            "text": paragraph.text,
            "lines": [paragraph.span.start, paragraph.span.end],
        }
        for paragraph in recognition.typography.doubtful
    ]
    report["initiatives"] = [_initiative(recognition, stub) for stub in letter.initiatives]
    for entry, shown in zip(report["images"], letter.images, strict=True):
        image = recognition.images.of(shown)
        entry |= {"status": recognition.images.status(shown), "id": image.pk if image else None}
        del entry["held"]
    report["warnings"] += [
        {
            "message": note.message,
            "text": note.text,
            "lines": [note.span.start, note.span.end] if note.span else None,
        }
        for note in recognition.notes
    ]
    report["missing"] = missing
    report["counts"] |= {
        "new_people": sum(match.status is PersonStatus.NEW for match in recognition.people),
        "matched_territories": sum(
            entry["status"] == MatchStatus.MATCHED for entry in report["territories"]
        ),
        "lost_links": len(report["lost_links"]),
        "uncertain": len(report["uncertain"]),
        "warnings": len(report["warnings"]),
    }
    return json.loads(json.dumps(report))


def _lost_link(recognition: Recognition, link: ParsedLostLink) -> dict[str, Any]:
    address = recognition.links.get(link_key(link), "")
    return {**lost_link_entry(link), "url": address}


def _name(recognition: Recognition, found: DoubtfulName) -> dict[str, Any]:
    return {
        "written": found.doubt.written,
        "problem": found.doubt.problem,
        "message": found.doubt.message,
        "suggestions": list(found.doubt.suggestions),
        "lines": [found.span.start, found.span.end],
        "answer": recognition.decisions.names.get(found.key, ""),
    }


def _is_doubtful(recognition: Recognition, name: str) -> bool:
    """Tell whether the list of doubtful names has this one, with what to write instead."""
    return any(
        found.doubt.written.startswith(name)
        for found in recognition.names
        if found.doubt.problem in (Problem.HOMONYM, Problem.DEPARTEMENT, Problem.CODE)
    )


def _initiative(recognition: Recognition, stub: InitiativeStub) -> dict[str, Any]:
    page = recognition.initiatives.of(stub)
    return {
        "place": stub.place,
        "departement": stub.departement,
        "title": stub.title,
        "lines": [stub.span.start, stub.span.end],
        "page": page.pk if page else None,
    }


def same_letter(recognition: Recognition, title: str, source: str) -> bool:
    """Tell whether an imported letter is a version of this one: same title or half of its text."""
    if fold(title) == fold(recognition.letter.title):
        return True
    ours = {fold(paragraph.text) for paragraph in recognition.document.paragraphs}
    theirs = {fold(line) for line in source.splitlines() if line.strip()}
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))
