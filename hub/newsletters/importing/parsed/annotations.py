"""Annotations of the text: people, territories, dates, lost links, images, remarks."""

from dataclasses import dataclass, field

from hub.newsletters.importing.documents import Image, Span


@dataclass(slots=True)
class ParsedPerson:
    """A person named in the letter, with the first role given."""

    name: str
    role: str = ""
    organisation: str = ""
    territory_name: str = ""
    mentions: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class ParsedTerritory:
    """A territory as written, with the département in brackets, if any.

    `kind` is the kind given by the words around it (`"département"`, `"ville"`), or empty.
    """

    name: str
    departement: str = ""
    kind: str = ""
    mentions: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class ParsedDate:
    """A date as written; missing parts are None, and the year is never guessed.

    `precision`: `"day"`, `"days"` (several or a range), `"month"`, `"year"` or
    `"count"` (« trois demi-journées », in `count` half-days or days, without any date).
    `kind` is the kind of event given by the sentence, or empty; `deadline` is true for
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
    """A sentence that refers to a link that the export lost.

    `label` is the text to link, as written; `kind` is `"video"`, `"audio"`,
    `"agenda"`, `"document"`, `"form"`, `"initiative"` or `"link"`.
    """

    sentence: str
    label: str
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedImage:
    """An image between paragraphs; `url` is its link, if any."""

    image: Image
    span: Span
    url: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something for the editor to check: a French sentence, and its place in the source."""

    message: str
    span: Span | None = None
    text: str = ""
