"""Dataclasses returned by the parser; values missing in the source stay absent."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reference:
    """A name in the source of an object that the builder looks up in the database."""

    label: str
    line: int


@dataclass(frozen=True, slots=True)
class TerritoryReference:
    """A territory by its code; `kind` is a TerritoryKind value, empty when not given.

    An empty `role` keeps the role that the page gives to the territory, or is the default one.
    """

    code: str
    kind: str
    role: str
    line: int


@dataclass(frozen=True, slots=True)
class ParsedStep:
    title: str
    text: str = ""
    date: datetime.date | None = None
    precision: str = "unknown"


@dataclass(frozen=True, slots=True)
class ParsedPartner:
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class ParsedResult:
    indicator: str
    value: str
    unit: str = ""
    year: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFunder:
    name: str
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedSource:
    title: str
    url: str = ""


@dataclass(slots=True)
class ParsedInitiative:
    """A parsed initiative; absent values leave the page unchanged.

    `values` maps model fields to values of their type; `rows` maps child relations to dataclasses;
    `body` has the blocks of the story as (type, value) pairs, None when the source has no story.
    `period` is the text of the dates in a CSV of the site: a page that shows it keeps its dates.
    `remarks` are sentences for the report.
    """

    source: str
    line: int
    title: str
    slug: str
    values: dict = field(default_factory=dict)
    rows: dict[str, list] = field(default_factory=dict)
    body: list[tuple] | None = None
    themes: list[Reference] | None = None
    territories: list[TerritoryReference] | None = None
    inspirations: list[Reference] | None = None
    contact: Reference | None = None
    image: Reference | None = None
    period: str = ""
    remarks: list[str] = field(default_factory=list)
