"""Builder of the gazetteer file, from the package of Etalab and the centres of the communes."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hub.territories.gazetteer.records import GazetteerError
from hub.territories.gazetteer.rows import AliasRow, Row, TerritoryRow, write_rows
from hub.territories.models import AliasKind, TerritoryKind

SOURCE = (
    "Code officiel géographique et populations (INSEE), intercommunalités (DGCL), codes postaux "
    "(La Poste), par @etalab/decoupage-administratif {version}\u00a0; centres des communes "
    "calculés sur les contours de l’IGN"
)
LICENCE = "Licence Ouverte 2.0 (Etalab)"
CURRENT = "commune-actuelle"
ALIAS_KINDS = {
    "commune-deleguee": AliasKind.DELEGATED,
    "commune-associee": AliasKind.ASSOCIATED,
    "arrondissement-municipal": AliasKind.DISTRICT,
}
OVERSEAS = "com"


def build_gazetteer(
    package: Path, centres: Path, output: Path, *, edition: str, population_year: int
) -> tuple[int, dict[str, int]]:
    """Write the gazetteer file; return its size in bytes and the number of territories by kind.

    `package` is the unpacked folder of the npm package `@etalab/decoupage-administratif`, `centres`
    a CSV file with the columns code, latitude, longitude (degrees). Raises GazetteerError.
    """
    header = {
        "edition": edition,
        "source": SOURCE.format(version=_read(package / "package.json")["version"]),
        "licence": LICENCE,
        "population_year": str(population_year),
    }
    rows = list(_rows(package / "data", _read_centres(centres)))
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.kind] += 1
    return write_rows(output, header, rows), dict(counts)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"«\u00a0{path}\u00a0»\u00a0: impossible de lire ce fichier."
        ) from error


def _read_centres(path: Path) -> dict[str, tuple[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {
                line["code"]: (line["latitude"], line["longitude"])
                for line in csv.DictReader(stream)
            }
    except (OSError, ValueError, KeyError) as error:
        raise GazetteerError(
            f"«\u00a0{path}\u00a0»\u00a0: il faut un fichier CSV avec les colonnes code, "
            "latitude et longitude."
        ) from error


def french_name(name: str) -> str:
    """Return a name of the source with French apostrophes and quotation marks."""
    return re.sub(r'"([^"]*)"', "«\u00a0\\1\u00a0»", name.replace("'", "’"))


def _rows(data: Path, centres: dict[str, tuple[str, str]]) -> Iterator[Row]:
    for region in _sorted(_read(data / "regions.json")):
        # The overseas collectivités have no région: the source repeats each of them as one.
        if region["zone"] != OVERSEAS:
            yield TerritoryRow(TerritoryKind.REGION, region["code"], french_name(region["nom"]))
    for one in _sorted(_read(data / "departements.json")):
        above = "" if one["zone"] == OVERSEAS else one["region"]
        yield TerritoryRow(
            TerritoryKind.DEPARTEMENT, one["code"], french_name(one["nom"]), above=above
        )
    groups: dict[str, dict[str, str]] = {}
    for kind in (TerritoryKind.EPCI, TerritoryKind.EPT):
        members = groups[kind] = {}
        for group in _sorted(_read(data / f"{kind}.json")):
            yield TerritoryRow(kind, group["code"], french_name(group["nom"]))
            members.update((member["code"], group["code"]) for member in group["membres"])
    communes = _read(data / "communes.json")
    below = _aliases(communes)
    for one in _sorted(communes):
        if one["type"] != CURRENT:
            continue
        code = one["code"]
        latitude, longitude = centres.get(code, ("", ""))
        yield TerritoryRow(
            TerritoryKind.COMMUNE,
            code,
            french_name(one["nom"]),
            above=one["departement"],
            epci=groups[TerritoryKind.EPCI].get(code, ""),
            ept=groups[TerritoryKind.EPT].get(code, ""),
            postcodes=" ".join(sorted(one.get("codesPostaux", ()))),
            population=str(one.get("population", "")),
            latitude=latitude,
            longitude=longitude,
        )
        own = {code, *(alias.code for alias in below[code])}
        yield from below[code]
        former = sorted(set(one.get("anciensCodes", ())) - own)
        yield from (AliasRow(AliasKind.FORMER, gone, "") for gone in former)


def _sorted(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(entries, key=lambda entry: entry["code"])


def _aliases(communes: list[dict[str, Any]]) -> dict[str, list[AliasRow]]:
    """Return {code of a commune: its delegated and associated communes, its arrondissements}.

    Without the delegated commune that has the code and the name of the commune itself.
    """
    names = {one["code"]: one["nom"] for one in communes if one["type"] == CURRENT}
    found: dict[str, list[AliasRow]] = defaultdict(list)
    for one in _sorted(communes):
        kind = ALIAS_KINDS.get(one["type"])
        if kind is None:
            continue
        owner = one.get("chefLieu") or one["commune"]
        if (one["code"], one["nom"]) != (owner, names.get(owner)):
            found[owner].append(AliasRow(kind, one["code"], french_name(one["nom"])))
    return found
