"""Conversion of the rubriques of a letter to the raw data of its StreamField.

Block ids are hashes of their content, so that a second import gives the same blocks and keeps the
anchors that readers may have shared.
"""

import math
import re
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from wagtail.blocks import FieldBlock

from hub.core.images.alternatives import clean_alternative
from hub.newsletters.blocks import RubriqueBlock
from hub.newsletters.importing.builder.decisions import Decisions, list_key
from hub.newsletters.importing.builder.images import ImageMatches
from hub.newsletters.importing.builder.initiatives import InitiativeMatches
from hub.newsletters.importing.builder.markup import (
    bullet_list,
    is_safe,
    plain,
    rich_text,
    shortened,
    strong,
)
from hub.newsletters.importing.builder.people import PeopleMatches
from hub.newsletters.importing.builder.quotations import (
    BYLINE_EDGES,
    ChosenQuotations,
    quote_value,
    standalone_parts,
)
from hub.newsletters.importing.builder.rubriques import same_words
from hub.newsletters.importing.builder.steps import step_list
from hub.newsletters.importing.builder.territories import TerritoryMatches
from hub.newsletters.importing.documents import Paragraph, ParagraphKind, Span
from hub.newsletters.importing.parsed import (
    Answer,
    Author,
    Heading,
    InitiativeStub,
    Interview,
    Item,
    ItemList,
    ParsedLetter,
    ParsedRubrique,
    Prose,
    Remark,
    StandaloneQuote,
    Table,
)
from hub.newsletters.models import Rubrique

BLOCK_IDS = uuid.UUID("6f1c7a52-4a0e-4d0b-9d43-0f3f5c6a7d11")
STORY = RubriqueBlock().child_blocks["content"].child_blocks
INTERVIEW = STORY["interview"].child_blocks
ANSWER = INTERVIEW["answers"].child_block.child_blocks
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _limit(block: FieldBlock) -> int:
    return block.field.max_length


HEADLINE = _limit(RubriqueBlock().child_blocks["headline"])
HEADING = _limit(STORY["heading"])
QUESTION = _limit(INTERVIEW["question"])
ROLE, NAME = _limit(ANSWER["role"]), _limit(ANSWER["name"])
STEP = _limit(STORY["step_list"].child_blocks["items"].child_block.child_blocks["title"])
TITLE = _limit(STORY["initiative"].child_blocks["title"])
PLACE = _limit(STORY["initiative"].child_blocks["place"])
URL = _limit(STORY["initiative"].child_blocks["url"])


class BlockBuilder:
    """Builder of the blocks of one letter; `notes` are remarks on what had to be changed."""

    def __init__(
        self,
        people: PeopleMatches,
        territories: TerritoryMatches,
        initiatives: InitiativeMatches,
        images: ImageMatches,
        letter: ParsedLetter | None = None,
        decisions: Decisions | None = None,
    ) -> None:
        self._decisions = decisions or Decisions()
        self._quotations = ChosenQuotations(letter or ParsedLetter(), self._decisions)
        self._images = images
        self._people = people
        self._territories = territories
        self._initiatives = initiatives
        self._seen: Counter = Counter()
        self.notes: list[Remark] = []

    def rubrique(
        self, parsed: ParsedRubrique, snippet: Rubrique | None, end: float = math.inf
    ) -> dict[str, Any]:
        """Return the block of a rubrique.

        `snippet` is None in a preview, when the rubrique does not exist yet; `end` is the source
        line where the rubrique ends.
        """
        content = self._kept_heading(parsed, snippet)
        position = parsed.span.start
        for item in parsed.items:
            content += self._pictures(position, item.span.start) + self._item(item)
            position = item.span.start
        content += self._pictures(position, end)
        author = self._people.of(parsed.author.name) if parsed.author else None
        if parsed.author:
            content[0:0] = self._kept_byline(parsed.author, bool(author and author.person))
        return self._block(
            "rubrique",
            f"{parsed.key} {parsed.name}",
            {
                "rubrique": snippet.pk if snippet else None,
                "headline": self._fit(parsed.headline, HEADLINE, parsed.span, "Titre de rubrique"),
                "author": author.person.pk if author and author.person else None,
                "content": content,
            },
        )

    def _pictures(self, start: int, end: float) -> list[dict[str, Any]]:
        """Return the image blocks between two source lines, for the images in the library."""
        blocks = []
        for found in self._images.between(start, end):
            if image := self._images.of(found):
                alternative = clean_alternative(found.image.alt)
                shown = {"image": image.pk, "alt_text": alternative, "decorative": False}
                value = {"image": shown, "caption": ""}
                blocks.append(self._block("image", f"{found.image.source} {image.pk}", value))
        return blocks

    def _kept_heading(
        self, parsed: ParsedRubrique, snippet: Rubrique | None
    ) -> list[dict[str, Any]]:
        """Return blocks for the name and tagline as written, when they differ from the snippet."""
        kept = []
        shown = snippet.name if snippet else parsed.name
        if not same_words(parsed.name, shown):
            kept += self._heading(parsed.name, parsed.span)
            self._note(
                f"Cette rubrique s’appelle ici autrement que «\u00a0{shown}\u00a0»\u00a0: "
                "son nom est gardé en intertitre.",
                parsed.span,
                parsed.name,
            )
        if len(parsed.headline) > HEADLINE:
            kept.append(self._paragraph(strong(parsed.headline)))
        shown = snippet.tagline if snippet else ""
        if parsed.tagline and not same_words(parsed.tagline.text, shown):
            kept.append(self._paragraph(rich_text([parsed.tagline])))
            if snippet:
                self._note(
                    "L’accroche diffère de celle de la rubrique\u00a0: "
                    "elle est gardée dans le texte.",
                    parsed.tagline.span,
                    parsed.tagline.text,
                )
        return kept

    def _kept_byline(self, author: Author, known: bool) -> list[dict[str, Any]]:
        """Return a block for the byline, without its address, when it is more than the name."""
        written = EMAIL.sub("", author.text).strip(BYLINE_EDGES)
        if known and same_words(written, author.name):
            return []
        return [self._paragraph(plain(written))]

    def _item(self, item: Item) -> list[dict[str, Any]]:
        makers: dict[type, Callable] = {
            Prose: self._prose,
            Heading: lambda i: self._heading(i.paragraph.text, i.span, i.paragraph),
            ItemList: self._list,
            Table: self._table,
            StandaloneQuote: self._quote,
            Interview: self._interview,
            InitiativeStub: self._initiative,
        }
        return makers[type(item)](item)

    def _prose(self, item: Prose) -> list[dict[str, Any]]:
        """Return the blocks of a paragraph: text, and quotations that the editor extracted."""
        extraction, notes = self._quotations.extraction(item)
        self.notes += notes
        if extraction is None:
            return self._paragraphs([item.paragraph])
        blocks = []
        for piece in extraction.pieces:
            if isinstance(piece, Paragraph):
                blocks += self._paragraphs([piece])
            else:
                value = self._quotations.value(piece, self._people, ROLE)
                blocks.append(self._block("quote", piece.text, value))
        return blocks

    def _paragraphs(self, paragraphs: list[Paragraph]) -> list[dict[str, Any]]:
        return [self._paragraph(rich_text([p])) for p in paragraphs if p.text.strip()]

    def _heading(
        self, text: str, span: Span, paragraph: Paragraph | None = None
    ) -> list[dict[str, Any]]:
        if len(text) <= HEADING and not (paragraph and paragraph.links):
            return [self._block("heading", text, text)]
        return [self._paragraph(rich_text([paragraph]) if paragraph else strong(text))]

    def _list(self, item: ItemList) -> list[dict[str, Any]]:
        """Return the blocks of a list.

        A list with bullets in the source becomes a bullet list; numbered items stay paragraphs,
        because the numbers are part of their text. An announced list stays paragraphs, unless the
        editor made it a list of tools.
        """
        if item.announced and list_key(item) in self._decisions.lists:
            return [self._steps(item)]
        declared = all(paragraph.kind is ParagraphKind.LIST_ITEM for paragraph in item.items)
        if item.announced or not declared or any(p.text[:1].isdigit() for p in item.items):
            return self._paragraphs(item.items)
        return [self._paragraph(bullet_list(item.items))]

    def _table(self, item: Table) -> list[dict[str, Any]]:
        """Return a table whose first row is the header."""
        words = "\n".join(row.text for row in item.rows)
        value = {
            "data": item.cells,
            "cell": [],
            "mergeCells": [],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": "",
        }
        return [self._block("table", words, value)]

    def _steps(self, item: ItemList) -> dict[str, Any]:
        """Return a list of tools, or a bullet list when one of the items has no short name."""
        steps = step_list(item.items, STEP)
        if steps is None:
            return self._paragraph(bullet_list(item.items))
        words = "\n".join(paragraph.text for paragraph in item.items)
        items = [
            {"type": "item", "id": self._id("step", value["title"]), "value": value}
            for value in steps
        ]
        return self._block("step_list", words, {"title": "", "ordered": False, "items": items})

    def _quote(self, item: StandaloneQuote) -> list[dict[str, Any]]:
        quotation = item.quotation
        if not quotation.speaker:
            return self._paragraphs(
                [item.paragraph, *([item.attribution] if item.attribution else [])]
            )
        role, organisation = standalone_parts(item)
        value = quote_value(
            quotation.text, quotation.speaker, role, organisation, self._people, ROLE
        )
        value["role"] = self._fit(role, ROLE, item.span, "Fonction")
        too_long = [self._paragraph(plain(role))] if len(role) > ROLE else []
        return [self._block("quote", quotation.text, value), *too_long]

    def _interview(self, item: Interview) -> list[dict[str, Any]]:
        question = item.question.text if item.question else ""
        blocks = []
        if not question:
            self._note("Entretien sans question\u00a0: écrivez-la avant de publier.", item.span)
        elif item.question and len(question) > QUESTION:
            blocks.append(self._paragraph(rich_text([item.question])))
        words = "\n".join(place.text for place in item.places())
        value = {
            "question": self._fit(question, QUESTION, item.span, "Question"),
            "answers": [
                {"type": "item", "id": self._id("answer", answer.person), "value": value}
                for answer in item.answers
                for value in [self._answer(answer)]
            ],
        }
        return [*blocks, self._block("interview", words, value)]

    def _answer(self, answer: Answer) -> dict[str, Any]:
        match = self._people.of(answer.person)
        person = match.person if match else None
        territory = self._territories.territory(answer.place)
        text = rich_text(answer.paragraphs)
        if len(answer.function) > ROLE:
            text = plain(f"{answer.person}, {answer.function}") + text
        return {
            "person": person.pk if person else None,
            "name": "" if person else self._fit(answer.person, NAME, answer.span, "Nom"),
            # The full function as written, even when its place is linked to a territory.
            "role": self._fit(answer.function, ROLE, answer.span, "Fonction"),
            "territory": territory.pk if territory else None,
            "text": text,
        }

    def _initiative(self, stub: InitiativeStub) -> list[dict[str, Any]]:
        place = f"{stub.place} ({stub.departement})" if stub.departement else stub.place
        page = self._initiatives.of(stub)
        territory = self._territories.territory(stub.place)
        blocks = []
        if len(stub.title) > TITLE or len(place) > PLACE:
            blocks.append(self._paragraph(plain(f"{place}\u00a0: {stub.title}")))
        value = {
            "page": page.pk if page else None,
            "title": self._fit(stub.title, TITLE, stub.span, "Titre d’initiative"),
            "place": self._fit(place, PLACE, stub.span, "Lieu"),
            "territory": territory.pk if territory else None,
            "url": stub.url if is_safe(stub.url) and len(stub.url) <= URL else "",
        }
        return [*blocks, self._block("initiative", f"{place} {stub.title}", value)]

    def _paragraph(self, html: str) -> dict[str, Any]:
        return self._block("paragraph", html, html)

    def _block(self, kind: str, words: str, value: Any) -> dict[str, Any]:
        return {"type": kind, "value": value, "id": self._id(kind, words)}

    def _id(self, kind: str, words: str) -> str:
        """Return a deterministic id, unique in the letter."""
        key = f"{kind}\n{words}"
        self._seen[key] += 1
        return str(uuid.uuid5(BLOCK_IDS, f"{key}\n{self._seen[key]}"))

    def _fit(self, text: str, limit: int, span: Span, what: str) -> str:
        """Return `text` truncated to `limit` characters; add a note when it was longer."""
        if len(text) > limit:
            self._note(
                f"{what}\u00a0: plus de {limit} signes, coupé\u00a0; "
                "le texte entier est gardé à côté.",
                span,
                text,
            )
        return shortened(text, limit)

    def _note(self, message: str, span: Span | None = None, text: str = "") -> None:
        self.notes.append(Remark(message, span, text))
