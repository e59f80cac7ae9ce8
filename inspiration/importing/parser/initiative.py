"""Parser of a neutral item (`SourceItem`) into a `ParsedInitiative`, without database access."""

import re
from collections.abc import Callable, Iterable

from django.utils.text import slugify

from hub.core.models import TerritoryRole
from hub.territories.models import TerritoryKind
from inspiration.importing.errors import Problem
from inspiration.importing.items import SourceField, SourceItem, SourceSection
from inspiration.importing.parsed import ParsedInitiative, Reference, TerritoryReference
from inspiration.importing.parser import values
from inspiration.importing.parser.blocks import Block, story_blocks
from inspiration.importing.parser.dates import partial_date
from inspiration.importing.parser.rich_text import lines_of, markdown_parser, rich_text
from inspiration.importing.parser.rows import READERS
from inspiration.importing.parser.vocabulary import (
    BODY,
    ROWS,
    STORIES,
    VALUES,
    is_known,
    key_of,
    known_keys,
)

MAX_THEMES = 3
TITLE_LENGTH = SLUG_LENGTH = 255
TERRITORY = re.compile(
    r"^(?:(?P<kind>[^\W\d]+(?:\s[^\W\d]+)*)\s+)?(?P<code>\d[\dABab]{1,8})"
    r"(?:\s*[:,]\s*(?P<role>.+))?$"
)


class ItemParser:
    """Parses one item and collects all its problems instead of stopping at the first."""

    def __init__(self, item: SourceItem) -> None:
        self.item = item
        self.problems = []
        self.initiative = ParsedInitiative(item.source, item.line, title="", slug="")
        self.initiative.remarks += item.remarks

    def parse(self) -> ParsedInitiative:
        for source_field in self.item.fields:
            self._read_field(source_field)
        for section in self.item.sections:
            self._read_section(section)
        self._check_identity()
        return self.initiative

    def _problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.item.source, line, message))

    def _read_field(self, field: SourceField) -> None:
        key = key_of(field.label)
        if not is_known(key):
            self._problem(
                field.line,
                f"la clé «\u00a0{field.label}\u00a0» est inconnue. "
                f"Clés connues\u00a0: {', '.join(known_keys())}.",
            )
        elif field.text:
            self._attempt(field, key, self._read_known)

    def _attempt(
        self, field: SourceField, key: str, read: Callable[[str, SourceField], None]
    ) -> None:
        try:
            read(key, field)
        except ValueError as error:
            self._problem(field.line, f"{field.label}\u00a0: {error}")

    def _read_known(self, key: str, field: SourceField) -> None:
        if key in VALUES:
            name, read = VALUES[key]
            self.initiative.values[name] = read(field.text)
        elif key in STORIES:
            self.initiative.values[STORIES[key]] = rich_text(field.text)
        elif key in ROWS:
            self._read_rows(ROWS[key], field.lines, field.line)
        elif key == BODY:
            self._add_blocks(story_blocks(field.text))
        else:
            getattr(self, f"_read_{key}")(field)

    def _read_rows(self, relation: str, lines: Iterable[str], line: int) -> None:
        rows = self.initiative.rows.setdefault(relation, [])
        for text in lines:
            try:
                rows.append(READERS[relation](text))
            except ValueError as error:
                self._problem(line, str(error))

    def _add_blocks(self, blocks: Iterable[Block]) -> None:
        self.initiative.body = [*(self.initiative.body or []), *blocks]

    # Keys with a method of their own ------------------------------------------------------

    def _read_titre(self, field: SourceField) -> None:
        self.initiative.title = values.text(TITLE_LENGTH)(field.text)

    def _read_adresse(self, field: SourceField) -> None:
        if slugify(field.text) != field.text:
            raise ValueError("minuscules sans accents, chiffres et tirets seulement.")
        self.initiative.slug = values.text(SLUG_LENGTH)(field.text)

    def _read_debut(self, field: SourceField) -> None:
        date, precision = partial_date(field.text)
        self.initiative.values.update(start_date=date, start_precision=str(precision))

    def _read_fin(self, field: SourceField) -> None:
        self.initiative.values["end_date"], _ = partial_date(field.text)

    def _read_themes(self, field: SourceField) -> None:
        labels = [part.strip() for line in field.lines for part in re.split("[,;]", line)]
        labels = list(dict.fromkeys(label for label in labels if label))
        if len(labels) > MAX_THEMES:
            raise ValueError(f"{len(labels)} thèmes, {MAX_THEMES} au plus.")
        self.initiative.themes = [Reference(label, field.line) for label in labels]

    def _read_territoires(self, field: SourceField) -> None:
        self.initiative.territories = [
            _territory(part.strip(), field.line)
            for line in field.lines
            for part in line.split(";")
            if part.strip()
        ]

    def _read_inspirations(self, field: SourceField) -> None:
        self.initiative.inspirations = [Reference(line, field.line) for line in field.lines]

    def _read_contact(self, field: SourceField) -> None:
        self.initiative.contact = Reference(field.text, field.line)

    def _read_image(self, field: SourceField) -> None:
        path = self.item.folder / field.text
        if not path.resolve().is_relative_to(self.item.folder.resolve()):
            raise ValueError("l’image doit être dans le dossier du fichier.")
        if not path.is_file():
            raise ValueError(f"le fichier «\u00a0{field.text}\u00a0» est introuvable.")
        self.initiative.image = Reference(str(path), field.line)

    # Sections of the story ----------------------------------------------------------------

    def _read_section(self, section: SourceSection) -> None:
        key = key_of(section.title)
        if section.level == 1 and not self.initiative.title:
            self.initiative.title = section.title
            self._add_blocks(story_blocks(section.text))
        elif key in STORIES:
            name = STORIES[key]
            before = self.initiative.values.get(name, "")
            self.initiative.values[name] = before + rich_text(section.text)
        elif key in ROWS:
            self._read_row_section(ROWS[key], section)
        else:
            heading = f"## {section.title}\n\n" if section.title and key != BODY else ""
            self._add_blocks(story_blocks(f"{heading}{section.text}"))

    def _read_row_section(self, relation: str, section: SourceSection) -> None:
        """Read each list item as a row; text outside of a list is a problem."""
        tokens, in_item = markdown_parser().parse(section.text), 0
        for token in tokens:
            in_item += token.nesting if token.type.startswith("list_item") else 0
            if token.type != "inline" or token.map is None:
                continue
            line = section.line + 1 + token.map[0]
            if in_item == 0:
                message = f"sous «\u00a0{section.title}\u00a0», chaque ligne commence par un tiret."
                self._problem(line, message)
            else:
                text = token.content if relation == "sources" else " ".join(lines_of(token))
                self._read_rows(relation, [text.replace("\n", " ")], line)

    def _check_identity(self) -> None:
        """Check title, coordinates and dates; make the slug from the title if it is missing."""
        initiative = self.initiative
        if not initiative.title:
            self._problem(self.item.line, "il manque le titre.")
        initiative.slug = initiative.slug or slugify(initiative.title)[:SLUG_LENGTH]
        point = [initiative.values.get(name) for name in ("latitude", "longitude")]
        if point.count(None) == 1:
            self._problem(self.item.line, "la latitude et la longitude vont ensemble.")
        start, end = initiative.values.get("start_date"), initiative.values.get("end_date")
        if start and end and end < start:
            self._problem(self.item.line, "la fin vient avant le début.")


def _territory(text: str, line: int) -> TerritoryReference:
    """Parse « 93039 », « 93039 : lieu » or « région 11 : concerné »; raise ValueError otherwise."""
    match = TERRITORY.match(text)
    if not match:
        raise ValueError(
            f"«\u00a0{text}\u00a0» n’est pas un territoire. Exemples\u00a0: "
            "«\u00a093039\u00a0: lieu\u00a0», «\u00a0région 11\u00a0: concerné\u00a0»."
        )
    kinds = {slugify(kind.value): kind.value for kind in TerritoryKind}
    kind = slugify(match["kind"] or "")
    if kind and kind not in kinds:
        raise ValueError(f"«\u00a0{match['kind']}\u00a0»\u00a0: {', '.join(kinds)}.")
    role = (
        values.choice(TerritoryRole)(match["role"]) if match["role"] else TerritoryRole.LEAD.value
    )
    return TerritoryReference(match["code"].upper(), kinds.get(kind, ""), role, line)
