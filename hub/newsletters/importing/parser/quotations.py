"""Detection of quotations, inside running text or as standalone paragraphs."""

import re
from collections.abc import Sequence

from hub.newsletters.importing.documents import Paragraph, ParagraphKind
from hub.newsletters.importing.parsed import ParsedPerson, Prose, Quotation, StandaloneQuote
from hub.newsletters.importing.parser.functions import Function, read_function
from hub.newsletters.importing.parser.interviews import SPEAKER
from hub.newsletters.importing.parser.names import NAME, name_key
from hub.newsletters.importing.parser.people import SPEECH, Mention, find_mentions

# Fewer quoted words, as in « parler vrai », are not what a person said.
MIN_WORDS = 3
# Guillemets first: they may contain curly and straight quotes.
QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|“\s*([^“”]+?)\s*”|\"\s*([^\"]+?)\s*\"")
PRONOUN_SAYS = re.compile(
    rf"\b(?:selon|d['’]après|pour) (?:lui|elle|eux)\b"
    rf"|\b(?:{SPEECH}|dit|lance|glisse|se demande)[- ](?:t-)?(?:il|elle)\b",
    re.IGNORECASE,
)
ATTRIBUTION = re.compile(
    rf"^\s*(?P<dash>[-–—]\s*)?\(?(?P<name>{NAME})(?:\s*[,(–—]\s*(?P<function>[^()]{{2,160}}?))?\)?\.?$"
)


def annotate_quotations(
    items: Sequence[Prose | object], people: Sequence[ParsedPerson], standing_person: str = ""
) -> None:
    """Fill `quotations` of the prose items of a rubrique, in place.

    The speaker is the last person named before the quotation in the paragraph, else the first named
    after it, else, with a pronoun as in « ajoute-t-elle », the last one named in the rubrique.
    """
    by_name = {name_key(person.name): person for person in people}
    last = standing_person
    for item in items:
        if not isinstance(item, Prose):
            continue
        mentions = list(find_mentions(item.paragraph.text))
        item.quotations = _quotations(item.paragraph, mentions, last, by_name)
        if mentions:
            last = mentions[-1].name


def _bounds(quoted: re.Match) -> tuple[int, int]:
    """Return the offsets of the words in a match of QUOTED, without the quotation marks."""
    return quoted.span(quoted.lastindex or 0)


def _quotations(
    paragraph: Paragraph, mentions: list[Mention], last: str, people: dict[str, ParsedPerson]
) -> list[Quotation]:
    text = paragraph.text
    found = []
    for match in QUOTED.finditer(text):
        start, end = _bounds(match)
        words = text[start:end]
        if len(re.findall(r"\w+", words)) < MIN_WORDS:
            continue
        before = [m for m in mentions if m.end <= match.start()]
        after = [m for m in mentions if m.start >= match.end()]
        if before or after:
            speaker = (before[-1] if before else after[0]).name
        elif last and PRONOUN_SAYS.search(text):
            speaker = last
        else:
            continue
        person = people.get(name_key(speaker))
        found.append(
            Quotation(
                text=words,
                span=paragraph.span,
                start=start,
                end=end,
                speaker=person.name if person else speaker,
                role=person.role if person else "",
                organisation=(person.organisation or person.territory_name) if person else "",
            )
        )
    return found


def read_standalone(
    paragraph: Paragraph, after: Paragraph | None
) -> tuple[StandaloneQuote, Function | None] | None:
    """Return the quotation that fills `paragraph`, and the function of its speaker, or None.

    `after` is the next paragraph, which may be the attribution.
    """
    text = paragraph.text
    quoted = QUOTED.match(text)
    if quoted:
        start, end = _bounds(quoted)
        rest = text[quoted.end() :].strip()
        if len(text[start:end].split()) < MIN_WORDS:
            return None
    elif paragraph.kind is ParagraphKind.QUOTE:
        start, end, rest = 0, len(text), ""
    else:
        return None
    attribution = ATTRIBUTION.match(rest) if rest.strip(" .!?…") else None
    if rest.strip(" .!?…") and not attribution:
        return None
    line = None
    if not attribution and after and not SPEAKER.match(after.text):
        attribution = ATTRIBUTION.match(after.text)
        dashed = attribution and (attribution["dash"] or after.kind is ParagraphKind.LIST_ITEM)
        attribution, line = (attribution, after) if dashed else (None, None)
    written = attribution["function"] if attribution else None
    function = read_function(written) if written else None
    quotation = Quotation(
        text=text[start:end],
        span=paragraph.span,
        start=start,
        end=end,
        speaker=attribution["name"] if attribution else "",
        role=function.role if function else "",
        organisation=(function.organisation or function.place) if function else "",
    )
    return StandaloneQuote(paragraph, quotation, line), function
