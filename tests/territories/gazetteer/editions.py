"""Small made-up editions of the gazetteer: two départements of one région, two groups."""

from dataclasses import replace
from pathlib import Path

from hub.territories.gazetteer.reading import read_gazetteer
from hub.territories.gazetteer.records import Gazetteer
from hub.territories.gazetteer.rows import AliasRow, Row, TerritoryRow, write_rows

EAU, VENT = "200000901", "200000902"
BASE: tuple[Row, ...] = (
    TerritoryRow("region", "89", "Région d’Été"),
    TerritoryRow("departement", "96", "Côte-d’Été", above="89"),
    TerritoryRow("departement", "98", "Haute-Forêt", above="89"),
    TerritoryRow("epci", EAU, "CC du Val d’Eau"),
    TerritoryRow("epci", VENT, "CA Vent Debout"),
    TerritoryRow(
        "commune",
        "96A01",
        "Saint-Éloi",
        "96",
        EAU,
        postcodes="96100 96110",
        population="3000",
        latitude="47.5",
        longitude="0.5",
    ),
    AliasRow("deleguee", "96901", "L’Étang"),
    AliasRow("ancienne", "96902", ""),
    TerritoryRow(
        "commune",
        "96A02",
        "Vieux-Bourg",
        "96",
        EAU,
        population="1000",
        latitude="47.1",
        longitude="1",
    ),
    TerritoryRow("commune", "98001", "Forêt-le-Roi", "98", EAU, population="500"),
    TerritoryRow("commune", "98002", "Bois-Noir", "98", VENT, population="12000"),
    TerritoryRow("commune", "98003", "Île-Seule", "98"),
)


def changed(code: str, **values: str) -> tuple[Row, ...]:
    """Return the base rows; the territory of a code has other values."""
    return tuple(
        replace(row, **values) if isinstance(row, TerritoryRow) and row.code == code else row
        for row in BASE
    )


def without(*codes: str) -> tuple[Row, ...]:
    """Return the base rows without the territories of some codes; theirs have no other name."""
    return tuple(row for row in BASE if row.code not in codes)


def write(folder: Path, rows: tuple[Row, ...] = BASE, edition: str = "2026") -> Path:
    """Write an edition in a folder; return its file."""
    path = folder / f"gazetteer-{edition}.txt.xz"
    header = {"edition": edition, "source": "Essai", "licence": "Libre", "population_year": "2023"}
    write_rows(path, header, rows)
    return path


def read(folder: Path, rows: tuple[Row, ...] = BASE, edition: str = "2026") -> Gazetteer:
    """Write an edition in a folder, and return it as read from its file."""
    return read_gazetteer(write(folder, rows, edition))
