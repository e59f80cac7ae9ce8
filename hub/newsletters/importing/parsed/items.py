"""Items of a rubrique; each yields its places, in source order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hub.newsletters.importing.documents import Paragraph, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A text of the source and its role in the letter, in English (`"closing"`)."""

    role: str
    span: Span
    text: str


@dataclass(slots=True)
class Quotation:
    """A quotation inside a paragraph, without its quotation marks.

    `start` and `end` are offsets in the paragraph; `role` and `organisation` are as written around
    the quotation, or empty.
    """

    text: str
    span: Span
    start: int
    end: int
    speaker: str = ""
    role: str = ""
    organisation: str = ""


@dataclass(slots=True)
class Prose:
    """A paragraph of running text, with the quotations found in it."""

    paragraph: Paragraph
    quotations: list[Quotation] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return self.paragraph.span

    def places(self) -> Iterator[Place]:
        yield Place("prose", self.span, self.paragraph.text)


@dataclass(slots=True)
class Heading:
    """A heading inside a rubrique."""

    paragraph: Paragraph

    @property
    def span(self) -> Span:
        return self.paragraph.span

    def places(self) -> Iterator[Place]:
        yield Place("heading", self.span, self.paragraph.text)


@dataclass(slots=True)
class ItemList:
    """List items, or paragraphs that a sentence announces, as « trois outils » (`announced`)."""

    items: list[Paragraph]
    announced: bool = False

    @property
    def span(self) -> Span:
        return self.items[0].span.through(self.items[-1].span)

    def places(self) -> Iterator[Place]:
        for item in self.items:
            yield Place("list item", item.span, item.text)


@dataclass(slots=True)
class Table:
    """The rows of a data table, their cells separated by « | »."""

    rows: list[Paragraph]

    @property
    def span(self) -> Span:
        return self.rows[0].span.through(self.rows[-1].span)

    @property
    def cells(self) -> list[list[str]]:
        return [[cell.strip() for cell in row.text.split("|")] for row in self.rows]

    def places(self) -> Iterator[Place]:
        for row in self.rows:
            yield Place("table row", row.span, row.text)


@dataclass(slots=True)
class StandaloneQuote:
    """A paragraph that is only a quotation, with its attribution, if any."""

    paragraph: Paragraph
    quotation: Quotation
    attribution: Paragraph | None = None

    @property
    def span(self) -> Span:
        last = self.attribution or self.paragraph
        return self.paragraph.span.through(last.span)

    def places(self) -> Iterator[Place]:
        yield Place("quote", self.paragraph.span, self.paragraph.text)
        if self.attribution:
            yield Place("attribution", self.attribution.span, self.attribution.text)


@dataclass(slots=True)
class Answer:
    """An answer; `function` is all that follows the name (« Adjoint à Reugny, délégué… »).

    `role` is the function without the place at its end; `place` the first territory or body in it.
    When the answer starts on the line of the speaker, both have the span of that line.
    """

    person: str
    function: str
    role: str
    place: str
    speaker_span: Span
    paragraphs: list[Paragraph] = field(default_factory=list)
    honorific: str = ""

    @property
    def span(self) -> Span:
        last = self.paragraphs[-1].span if self.paragraphs else self.speaker_span
        return self.speaker_span.through(last)

    def places(self) -> Iterator[Place]:
        speaker = f"{self.honorific} {self.person}".strip()
        if self.function:
            speaker = f"{speaker}, {self.function}"
        yield Place("speaker", self.speaker_span, speaker)
        for paragraph in self.paragraphs:
            yield Place("answer", paragraph.span, paragraph.text)


@dataclass(slots=True)
class Interview:
    """A question and its answers; `question` is None when the answers have none before them."""

    question: Paragraph | None
    answers: list[Answer]

    @property
    def span(self) -> Span:
        first = self.question.span if self.question else self.answers[0].span
        return first.through(self.answers[-1].span)

    def places(self) -> Iterator[Place]:
        if self.question:
            yield Place("question", self.question.span, self.question.text)
        for answer in self.answers:
            yield from answer.places()


@dataclass(slots=True)
class InitiativeStub:
    """« ➡️ Lieu (25) : titre ». `departement` is the bracket as written: a code or a name."""

    place: str
    departement: str
    title: str
    span: Span
    url: str = ""

    @property
    def departement_code(self) -> str:
        """The département when it is a code (« 25 », « 2A », « 974 »), else empty."""
        return self.departement if self.departement[:1].isdigit() else ""

    def places(self) -> Iterator[Place]:
        bracket = f" ({self.departement})" if self.departement else ""
        yield Place("initiative", self.span, f"{self.place}{bracket} : {self.title}")


Item = Prose | Heading | ItemList | Table | StandaloneQuote | Interview | InitiativeStub
