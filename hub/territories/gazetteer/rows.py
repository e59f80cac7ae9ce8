"""The gazetteer file: its header, its rows, and how they are written.

A text in UTF-8, compressed with xz: the header (`name<TAB>value`), an empty line, one line for each
territory (`COLUMNS`, separated by tabs) followed by those of its other names, and a last line with
the number of lines since the header. See docs/features/gazetteer.md.
"""

import lzma
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from hub.territories.gazetteer.records import GazetteerError
from hub.territories.models import AliasKind, TerritoryKind

FORMAT = "hub-gazetteer"
VERSION = "1"
HEADER = ("edition", "source", "licence", "population_year")
ALIAS = "alias"
END = "end"
ALIAS_KINDS = frozenset(AliasKind.values)
# From the containers to the contained; the order of the rows in a file.
KINDS = (
    TerritoryKind.REGION,
    TerritoryKind.DEPARTEMENT,
    TerritoryKind.EPCI,
    TerritoryKind.EPT,
    TerritoryKind.COMMUNE,
)
RANKS = {kind.value: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A territory of the file, in text; `above` is its département, or région of a département.

    Empty for what is unknown. `postcodes` are separated by spaces.
    """

    kind: str
    code: str
    name: str
    above: str = ""
    epci: str = ""
    ept: str = ""
    postcodes: str = ""
    population: str = ""
    latitude: str = ""
    longitude: str = ""


COLUMNS = tuple(field.name for field in fields(TerritoryRow))


@dataclass(frozen=True, slots=True)
class AliasRow:
    """Another name or code of the territory of the last `TerritoryRow`; `name` may be empty."""

    kind: str
    code: str
    name: str


Row = TerritoryRow | AliasRow


def write_rows(path: Path, header: Mapping[str, str], rows: Iterable[Row]) -> int:
    """Write a gazetteer file; return its size in bytes.

    `header` has the values of `HEADER`. Equal contents give equal files.
    """
    lines = [_line(row) for row in rows]
    head = [f"{FORMAT}\t{VERSION}", *(f"{name}\t{header[name]}" for name in HEADER), ""]
    text = "\n".join([*head, *lines, f"{END}\t{len(lines)}", ""])
    packed = lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
    path.write_bytes(packed)
    return len(packed)


def _line(row: Row) -> str:
    values = astuple(row)
    if any("\t" in value or "\n" in value for value in values):
        raise GazetteerError(f"«\u00a0{row.code}\u00a0»\u00a0: une valeur contient une tabulation.")
    return "\t".join((ALIAS, *values) if isinstance(row, AliasRow) else values)
