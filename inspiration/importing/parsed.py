"""What the parser understands of an initiative: plain data, nothing the source does not hold."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reference:
    """Something of the directory named by the source: to be found by the builder."""

    label: str
    line: int


@dataclass(frozen=True, slots=True)
class TerritoryReference:
    """A territory by its code; `kind` (a TerritoryKind value) is empty when it is not told."""

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
    """One initiative. What the source does not mention is absent, so that it is left as it is.

    `values` holds model field → value of the field's type; `rows` holds child relation →
    its dataclasses; `body` the blocks of the story as (type, value) pairs, None when the source
    has no story of its own. `remarks` are sentences for the report.
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
    remarks: list[str] = field(default_factory=list)
