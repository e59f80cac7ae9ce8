"""Decisions of an editor on an import, stored with the letter for the next import."""

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

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
    LINK = "link"  # link to an existing object
    CREATE = "create"
    TEXT = "text"  # keep the text, without a link


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer, with the primary key of the object to link.

    `asked` is a text typed by the editor that matches no object, kept for the report.
    """

    answer: Answer
    pk: int | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class EventChoice:
    """A date to add to the agenda, with the fields that the editor completed.

    When `pk` is set, the date is that existing event and nothing is created.
    """

    title: str = ""
    kind: str = ""
    year: int | None = None
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class NewTerritory:
    """A territory that the editor adds to the gazetteer; `code` is the official one."""

    name: str
    kind: str
    code: str


PLAIN_FIELDS = frozenset(("links", "quotations", "lists", "themes", "addresses", "names"))


@dataclass(slots=True)
class Decisions:
    """Choices by key; the builder decides for the missing keys.

    `links` are the addresses of lost links (`markup.page_address` for a page of the hub),
    `quotations` the speakers of the quotations to extract, `lists` the announced lists to convert,
    `themes` the themes of the letter, `addresses` the answers on unknown e-mail addresses ("keep"
    or "remove", by `addresses.address_key`), `names` those on doubtful names ("keep", or "correct:"
    and the text to write, by `names.name_key`). `events` and `new_territories` are created once and
    not stored: the created objects are stored as links.
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
    addresses: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """Return the choices to store, as JSON-serialisable data."""
        data = asdict(self)
        del data["events"], data["new_territories"]
        return {kind: choices for kind, choices in data.items() if choices}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Decisions":
        """Return the decisions stored by `as_data`, in this version or an older one."""
        return cls(
            people=_choices(data, "people"),
            territories=_choices(data, "territories"),
            initiatives=_choices(data, "initiatives"),
            **{kind: data[kind] for kind in PLAIN_FIELDS & data.keys()},
        )


def _choices(data: dict[str, Any], kind: str) -> dict[str, Choice]:
    """Return the choices of a kind in the data stored by `Decisions.as_data`."""
    return {
        key: Choice(Answer(stored["answer"]), stored["pk"], stored.get("asked", ""))
        for key, stored in data.get(kind, {}).items()
    }


def person_key(name: str) -> str:
    return name_key(name)


def initiative_key(stub: InitiativeStub) -> str:
    return " ".join(words_of(f"{stub.place} {stub.title}"))


def link_key(link: ParsedLostLink) -> str:
    return _digest(f"{link.kind}\n{link.label}\n{link.sentence}")


def list_key(item: ItemList) -> str:
    return _digest("\n".join(paragraph.text for paragraph in item.items))


def keyed_quotations(letter: ParsedLetter) -> list[tuple[str, Prose, Quotation]]:
    """Return the inline quotations as (key, item, quotation).

    The key contains an occurrence number: a repeated quotation has several keys.
    """
    seen: Counter[str] = Counter()
    found = []
    for item in letter.all_items():
        if not isinstance(item, Prose):
            continue
        for quotation in item.quotations:
            words = " ".join(words_of(quotation.text))
            seen[words] += 1
            found.append((_digest(f"{words}\n{seen[words]}"), item, quotation))
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(fold(text).encode()).hexdigest()[:16]
