"""Rows of the CSV of a list of the site (`hub/listing/formats/table.py`), read as initiatives.

The CSV has a part of each page: what it lacks, the roles of territories for instance, is unchanged.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.utils.text import slugify

from hub.territories.models import TerritoryKind
from inspiration.importing.items import SourceField, SourceItem
from inspiration.importing.parsed import ParsedInitiative, Reference, TerritoryReference
from inspiration.importing.parser.dates import period
from inspiration.importing.parser.initiative import ItemParser

KIND, IDENTIFIER, CODES, NAMES = "Type", "Identifiant", "Codes des territoires", "Territoires"
INITIATIVE = "initiative"
# Columns that the site computes from the others.
COMPUTED = (KIND, "Date", NAMES, "Modifié le", IDENTIFIER)
SEPARATOR = " | "


def is_export(item: SourceItem) -> bool:
    """Tell whether an item is a row of the CSV of a list."""
    values = {field.label: field.text for field in item.fields}
    return bool(values.get(KIND)) and values.get(IDENTIFIER, "").startswith("urn:")


class ExportParser(ItemParser):
    """Parses a row of the CSV of a list; pages of other types are problems."""

    def parse(self) -> ParsedInitiative:
        kind = next((field for field in self.item.fields if field.label == KIND), None)
        if kind and slugify(kind.text) != INITIATIVE:
            self._problem(
                kind.line,
                f"cette ligne est d’un autre type («\u00a0{kind.text}\u00a0»)\u00a0: "
                "seules les initiatives s’importent ici.",
            )
            return self.initiative
        return super().parse()

    def _read_field(self, field: SourceField) -> None:
        readers: dict[str, Callable[[str, SourceField], None]] = {
            "Thèmes": self._read_theme_names,
            CODES: self._read_codes,
            "Adresse": self._read_page_url,
            "Période": self._read_period,
        }
        if read := readers.get(field.label):
            self._attempt(field, field.label, read)
        elif field.label not in COMPUTED:
            super()._read_field(field)

    def _read_theme_names(self, _: str, field: SourceField) -> None:
        names = [name.strip() for name in field.text.split(SEPARATOR.strip())]
        self.initiative.themes = [Reference(name, field.line) for name in names if name]

    def _read_codes(self, _: str, field: SourceField) -> None:
        """Read the codes; the names tell a région from a département of the same code."""
        codes = [code.strip() for code in field.text.split(SEPARATOR.strip())]
        shown = next((other.text for other in self.item.fields if other.label == NAMES), "")
        names = [name.strip() for name in shown.split(SEPARATOR)]
        if len(names) != len(codes):
            names = [""] * len(codes)
        self.initiative.territories = [
            TerritoryReference(code.upper(), _kind_of(name, code), "", field.line)
            for name, code in zip(names, codes, strict=True)
            if code
        ]

    def _read_page_url(self, _: str, field: SourceField) -> None:
        slug = urlsplit(field.text).path.rstrip("/").rpartition("/")[2]
        self._read_adresse(SourceField(field.label, slug, field.line))

    def _read_period(self, _: str, field: SourceField) -> None:
        start, end, precision = period(field.text)
        self.initiative.period = field.text
        self.initiative.values.update(
            start_date=start, end_date=end, start_precision=str(precision)
        )


def _kind_of(name: str, code: str) -> str:
    """Return the kind of « Aude (11) » or « Île-de-France (Région) », empty when it is unknown."""
    written = name.removesuffix(")").rpartition("(")[2]
    labels = {str(kind.label): kind.value for kind in TerritoryKind}
    if written in labels:
        return labels[written]
    return TerritoryKind.DEPARTEMENT.value if written == code else ""
