"""What is found in the text besides its structure: people, territories, dates, lost links."""

from dataclasses import dataclass, field

from hub.newsletters.importing.documents import Image, Span


@dataclass(slots=True)
class ParsedPerson:
    """A person named in the letter, once, with the first role told of them."""

    name: str
    role: str = ""
    organisation: str = ""
    territory_name: str = ""
    mentions: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class ParsedTerritory:
    """A territory as written, with the bracketed département when given.

    `kind` is what the words around it say (`"département"`, `"ville"`), or empty.
    """

    name: str
    departement: str = ""
    kind: str = ""
    mentions: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class ParsedDate:
    """A date as written. What is not written is None: above all, no year is ever guessed.

    `precision`: `"day"`, `"days"` (several or a range), `"month"`, `"year"` or
    `"count"` (« trois demi-journées », in `count` half-days or days, without any date).
    `kind` is the kind of event that the sentence suggests, or empty; `deadline` is true for
    « jusqu’au », « avant le ».
    """

    text: str
    span: Span
    precision: str
    sentence: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    end_day: int | None = None
    end_month: int | None = None
    time: str = ""
    count: int | None = None
    kind: str = ""
    deadline: bool = False


@dataclass(slots=True)
class ParsedLostLink:
    """A sentence that points at something the export lost.

    `label` is what it points at, as written; `kind` is `"video"`, `"audio"`,
    `"agenda"`, `"document"`, `"form"`, `"initiative"` or `"link"`.
    """

    sentence: str
    label: str
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedImage:
    """An image that stands between paragraphs; `url` is where a click on it led."""

    image: Image
    span: Span
    url: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something for the editor to check: a plain French sentence, and where."""

    message: str
    span: Span | None = None
    text: str = ""
