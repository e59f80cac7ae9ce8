"""Parsed letter and its rubriques."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hub.newsletters.importing.documents import Paragraph, Span
from hub.newsletters.importing.parsed.annotations import (
    ParsedDate,
    ParsedImage,
    ParsedLostLink,
    ParsedPerson,
    ParsedTerritory,
    Remark,
)
from hub.newsletters.importing.parsed.items import InitiativeStub, Interview, Item, Place


@dataclass(slots=True)
class Author:
    """The author of a rubrique; `text` is the byline as written, address included."""

    name: str
    span: Span
    text: str
    email: str = ""
    role: str = ""


@dataclass(slots=True)
class ParsedRubrique:
    """A rubrique of the letter; `key` is empty when it is not a standing one."""

    name: str
    span: Span
    key: str = ""
    emoji: str = ""
    headline: str = ""
    tagline: Paragraph | None = None
    author: Author | None = None
    items: list[Item] = field(default_factory=list)

    def places(self) -> Iterator[Place]:
        heading = f"{self.name} : {self.headline}" if self.headline else self.name
        yield Place("rubrique", self.span, heading)
        if self.tagline:
            yield Place("tagline", self.tagline.span, self.tagline.text)
        rest = [place for item in self.items for place in item.places()]
        if self.author:
            rest.append(Place("author", self.author.span, self.author.text))
        yield from sorted(rest, key=lambda place: place.span.start)


@dataclass(slots=True)
class ParsedLetter:
    """A parsed letter; `uncertain` are guesses to check, `warnings` are problems found."""

    number: int | None = None
    title: str = ""
    title_line: Paragraph | None = None
    letter_name: str = ""
    letter_name_line: Paragraph | None = None
    period_label: str = ""
    period_line: Paragraph | None = None
    greeting: Paragraph | None = None
    intro: list[Paragraph] = field(default_factory=list)
    rubriques: list[ParsedRubrique] = field(default_factory=list)
    closing: list[Paragraph] = field(default_factory=list)
    separators: list[Paragraph] = field(default_factory=list)
    images: list[ParsedImage] = field(default_factory=list)
    people: list[ParsedPerson] = field(default_factory=list)
    territories: list[ParsedTerritory] = field(default_factory=list)
    dates: list[ParsedDate] = field(default_factory=list)
    lost_links: list[ParsedLostLink] = field(default_factory=list)
    uncertain: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    def places(self) -> Iterator[Place]:
        """Yield the place of each paragraph of text, in source order."""
        preamble = [
            Place(role, line.span, line.text)
            for role, line in (
                ("title", self.title_line),
                ("letter name", self.letter_name_line),
                ("period", self.period_line),
                ("greeting", self.greeting),
                *(("intro", paragraph) for paragraph in self.intro),
            )
            if line
        ]
        yield from sorted(preamble, key=lambda place: place.span.start)
        for rubrique in self.rubriques:
            yield from rubrique.places()
        for paragraph in self.closing:
            yield Place("closing", paragraph.span, paragraph.text)

    def texts(self) -> Iterator[str]:
        """Return the texts of the letter, each once, in source order."""
        return (place.text for place in self.places())

    def all_items(self) -> Iterator[Item]:
        """Yield the items of every rubrique, in order."""
        for rubrique in self.rubriques:
            yield from rubrique.items

    @property
    def interviews(self) -> list[Interview]:
        return [item for item in self.all_items() if isinstance(item, Interview)]

    @property
    def initiatives(self) -> list[InitiativeStub]:
        return [item for item in self.all_items() if isinstance(item, InitiativeStub)]
