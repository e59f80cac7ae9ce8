"""Detection of people, each once, with the function given next to the name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hub.newsletters.importing.documents import Span
from hub.newsletters.importing.parsed import ParsedPerson, Place, Remark
from hub.newsletters.importing.parser.functions import ORGANISATION, ROLE, Function, read_function
from hub.newsletters.importing.parser.names import (
    CAPITALISED_RUN,
    HONORIFIC,
    NAMED_AFTER,
    PARTICLE_AND_SURNAME,
    has_body_word,
    is_given_name,
    is_opener,
    name_key,
)

# Stems of reporting verbs: their subject is a person (or an organisation).
SPEECH = (
    r"(?:expliqu|soulign|ajout|précis|racont|témoign|rappel|insist|confi|estim|indiqu|affirm|"
    r"constat|résum|conclu|poursui|reconnaî|détaill|complèt|complét|décri|déclar|assur|remarqu|"
    r"regrett|répond|observ|pointai|analys|avertit|plaid)\w*"
)
VERB = re.compile(
    r"^(?:(?:a|ont|est|sont|était|avait|se|ne|y|qui|dont|où|il|elle|on|et|mais|puis|lors|après|"
    rf"avant|dit|met)(?![\w-])|s['’]|n['’]|{SPEECH})",
    re.IGNORECASE,
)
SAYS = re.compile(rf"^,?\s+(?:(?:a|ont)\s+(?:\w+\s+)?(?:{SPEECH})|{SPEECH}|dit\b)", re.IGNORECASE)
RUNS_INTO_VERB = re.compile(
    rf"\s(?:a|ont|est|sont|était|s['’]est|se|qui|dont|{SPEECH})\s", re.IGNORECASE
)
CONTINUES = re.compile(
    r"^(?:de|du|des|d['’]|à la|aux?|en charge|délégué|chargé|ainsi que|et (?:de|du|des|d['’]|à))",
    re.IGNORECASE,
)
OF_A_BODY = re.compile(r"^(?:de l['’]|de la |du |de |d['’]|chez )")
COMMA = re.compile(r",\s*")
SEGMENT = re.compile(r"[^,.;:!?()«»“”\"…]+")
ROLE_BEFORE = re.compile(r"([\w-]+)\s+$")
LONGEST_APPOSITION = 220
# Length of the context read before or after a name, in characters.
NEAR = 80


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in running text; `inferred` when only a verb of speech shows that it is a person."""

    name: str
    start: int
    end: int
    function: Function | None
    inferred: bool = False


def find_mentions(text: str) -> Iterator[Mention]:
    """Yield the people named in `text`, in order.

    A common given name is enough; without one, it takes a function (« Xan Otelo, maire de… »), an
    honorific or a verb of speech (the mention is then `inferred`).
    """
    for run in CAPITALISED_RUN.finditer(text):
        words = list(re.finditer(r"\S+", run.group()))
        first = next((i for i, w in enumerate(words) if is_given_name(w.group())), None)
        known = first is not None
        if not known:
            first = next((i for i, w in enumerate(words) if not is_opener(w.group())), len(words))
        before = [word.group() for word in words[:first]]
        if any(not is_opener(word) and not ROLE.match(word) for word in before):
            known = False
            if len(before) == len(words):
                continue
        kept = words[first:]
        while kept and ROLE.fullmatch(kept[-1].group()):
            kept.pop()
        if not kept:
            continue
        start, end = run.start() + kept[0].start(), run.start() + kept[-1].end()
        if len(kept) == 1 and known and (surname := PARTICLE_AND_SURNAME.match(text, end)):
            function = _apposition(text, surname.end())
            if function or SAYS.match(text[surname.end() : surname.end() + NEAR]):
                yield Mention(text[start : surname.end()], start, surname.end(), function)
            continue
        mention = _mention(text, start, end, len(kept), known)
        if mention:
            yield mention


def _mention(text: str, start: int, end: int, words: int, known: bool) -> Mention | None:
    """Return the mention between two offsets, None when it is not the name of a person."""
    name, before = text[start:end], text[max(0, start - NEAR) : start]
    if not 2 <= words <= 4 or has_body_word(name) or NAMED_AFTER.search(before):
        return None
    function = _apposition(text, end) or _role_before(before)
    if known:
        return Mention(name, start, end, function)
    titled = re.search(rf"\b{HONORIFIC}\s+$", before)
    if titled or (function and ROLE.search(function.role)):
        return Mention(name, start, end, function)
    if words <= 3 and SAYS.match(text[end : end + NEAR]):
        return Mention(name, start, end, None, inferred=True)
    return None


def _role_before(before: str) -> Function | None:
    word = ROLE_BEFORE.search(before)
    return read_function(word.group(1)) if word and ROLE.fullmatch(word.group(1)) else None


def _apposition(text: str, end: int) -> Function | None:
    """Return the function right after a name: « , élue de… », « (maire) », « du PHARES »."""
    after = text[end : end + 2 * LONGEST_APPOSITION]
    if bracket := re.match(r"\s*\(([^()«»]{2,120})\)", after):
        return read_function(bracket.group(1)) if ROLE.search(bracket.group(1)) else None
    if body := re.match(rf"\s+(?={ORGANISATION.pattern})", after):
        organisation = ORGANISATION.match(after, body.end())
        if organisation and not is_given_name(organisation["name"].split()[0]):
            return Function(organisation.group(), organisation=organisation["name"])
    segments = _apposed_segments(after)
    function = ", ".join(segments)
    if not segments or len(function) > LONGEST_APPOSITION:
        return None
    if OF_A_BODY.match(function) and ORGANISATION.match(function):
        read = read_function(function)
        return Function(function, "", read.organisation or read.place, read.place)
    return read_function(function) if ROLE.search(segments[0]) else None


def _apposed_segments(after: str) -> list[str]:
    """Return the parts of a function between commas, up to a verb or the end of the sentence."""
    comma = re.match(r"\s*,\s*", after)
    taken, position = [], comma.end() if comma else len(after)
    while segment := SEGMENT.match(after, position):
        words = segment.group().strip()
        if VERB.match(words) or (taken and not CONTINUES.match(words)):
            break
        cut = RUNS_INTO_VERB.search(words)
        taken.append(words[: cut.start()] if cut else words)
        position = segment.end()
        separator = COMMA.match(after, position)
        if cut or separator is None:
            break
        position = separator.end()
    return taken


def collect_people(
    known: Iterable[tuple[str, Function | None, Span]], places: Iterable[Place]
) -> tuple[list[ParsedPerson], list[Remark]]:
    """Return each person once, in reading order, and remarks on inferred names.

    `known` are the people named by the structure; `places` are the running text to search.
    """
    people: dict[str, ParsedPerson] = {}
    remarks = []
    for name, function, span in known:
        _add(people, name, function, span)
    for place in places:
        for mention in find_mentions(place.text):
            new = name_key(mention.name) not in people
            _add(people, mention.name, mention.function, place.span)
            if new and mention.inferred:
                remarks.append(
                    Remark(
                        f"« {mention.name} » a été pris pour une personne : à vérifier.",
                        place.span,
                        mention.name,
                    )
                )
    for person in people.values():
        person.mentions.sort()
    return sorted(people.values(), key=lambda person: person.mentions[0]), remarks


def _add(people: dict[str, ParsedPerson], name: str, function: Function | None, span: Span) -> None:
    """Add a person, or a mention and a function to the one of the same name."""
    person = people.setdefault(name_key(name), ParsedPerson(name=name))
    if span not in person.mentions:
        person.mentions.append(span)
    if function and not (person.role or person.organisation or person.territory_name):
        person.role = function.role
        person.organisation = function.organisation
        person.territory_name = function.place
