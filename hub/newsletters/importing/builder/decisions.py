"""What an editor answers to the guesses of an import; kept with the letter for the next import."""

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from hub.newsletters.importing.builder.rubriques import words_of
from hub.newsletters.importing.parsed import (
    InitiativeStub,
    ItemList,
    ParsedLetter,
    ParsedLostLink,
    Prose,
    Quotation,
)
from hub.newsletters.importing.parser.names import name_key
from hub.newsletters.importing.parser.text_patterns import fold


class Answer(StrEnum):
    LINK = "link"  # to the object of that key
    CREATE = "create"
    TEXT = "text"  # the words stay, nothing is linked


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer, and the object that it designates when it links.

    `asked` is what the editor wrote and nothing answers to: kept for the report.
    """

    answer: Answer
    pk: int | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class EventChoice:
    """A date to add to the agenda: what the letter does not say, said by the editor.

    `pk` is the event of the agenda that the date already is: nothing is created then.
    """

    title: str = ""
    kind: str = ""
    year: int | None = None
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class NewTerritory:
    """A territory that the editor adds to the gazetteer, under its official code."""

    name: str
    kind: str
    code: str


CHOSEN = frozenset(("people", "territories", "initiatives"))
PLAIN = frozenset(("links", "quotations", "lists", "themes"))


@dataclass(slots=True)
class Decisions:
    """Choices by the key of what they are about; what is not there is left to the builder.

    `links` are the addresses of lost links (see `markup.page_address` for a page of the
    hub), `quotations` the speakers of those that become blocks, `lists` the announced lists
    that become lists, `themes` those given to the letter. `events` and `new_territories` are
    to be made now, and are not kept: what was made is linked afterwards.
    """

    people: dict[str, Choice] = field(default_factory=dict)
    territories: dict[str, Choice] = field(default_factory=dict)
    initiatives: dict[str, Choice] = field(default_factory=dict)
    events: dict[str, EventChoice] = field(default_factory=dict)
    new_territories: dict[str, NewTerritory] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    quotations: dict[str, str] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)
    themes: list[int] = field(default_factory=list)

    def as_data(self) -> dict:
        """The lasting choices as JSON-able data."""
        told = asdict(self)
        del told["events"], told["new_territories"]
        return {kind: choices for kind, choices in told.items() if choices}

    @classmethod
    def from_data(cls, data: dict) -> "Decisions":
        """The choices of `as_data`, of this version or of an older one."""
        plain = {kind: data[kind] for kind in PLAIN & data.keys()}
        chosen = {
            kind: {
                key: Choice(Answer(c["answer"]), c["pk"], c.get("asked", ""))
                for key, c in data[kind].items()
            }
            for kind in CHOSEN & data.keys()
        }
        return cls(**chosen, **plain)


def person_key(name: str) -> str:
    return name_key(name)


def initiative_key(stub: InitiativeStub) -> str:
    return " ".join(words_of(f"{stub.place} {stub.title}"))


def link_key(link: ParsedLostLink) -> str:
    return _digest(f"{link.kind}\n{link.label}\n{link.sentence}")


def list_key(item: ItemList) -> str:
    return _digest("\n".join(paragraph.text for paragraph in item.items))


def keyed_quotations(letter: ParsedLetter) -> list[tuple[str, Prose, Quotation]]:
    """The quotations inside running text, with the key of each; words said twice have two keys."""
    seen: Counter = Counter()
    found = []
    for item in letter.all_items():
        for quotation in item.quotations if isinstance(item, Prose) else ():
            words = " ".join(words_of(quotation.text))
            seen[words] += 1
            found.append((_digest(f"{words}\n{seen[words]}"), item, quotation))
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(fold(text).encode()).hexdigest()[:16]
