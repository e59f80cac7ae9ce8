"""What the territories of a gazetteer file inherit: containers, populations, positions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from hub.territories.gazetteer.records import AliasRecord, GazetteerError, Key, TerritoryRecord
from hub.territories.gazetteer.rows import RANKS, AliasRow, Row, TerritoryRow
from hub.territories.models import TerritoryKind

NBSP = "\u00a0"


def derive_records(file: str, rows: Iterable[Row], year: int) -> Iterator[TerritoryRecord]:
    """Yield the records of the rows of a file, containers first.

    `year` is that of the populations. Raises GazetteerError, which names `file`: two rows with one
    code, a container that is not in the file.
    """
    territories: dict[Key, TerritoryRow] = {}
    aliases: dict[Key, list[AliasRecord]] = defaultdict(list)
    last: TerritoryRow | None = None
    for row in rows:
        if isinstance(row, AliasRow):
            if last is None:
                raise GazetteerError(
                    f"«{NBSP}{file}{NBSP}»{NBSP}: l’autre nom {row.code} ne suit aucun territoire."
                )
            aliases[last.kind, last.code].append(
                AliasRecord(row.kind, row.code, row.name or last.name)
            )
            continue
        if (row.kind, row.code) in territories:
            raise GazetteerError(
                f"«{NBSP}{file}{NBSP}»{NBSP}: le code {row.code} ({row.kind}) est là deux fois."
            )
        territories[row.kind, row.code] = last = row
    groups = Groups(file, territories)
    for row in sorted(territories.values(), key=lambda row: RANKS[row.kind]):
        yield groups.record(row, tuple(aliases.get((row.kind, row.code), ())), year)


class Groups:
    """What each territory inherits from those above it, and each group from its communes.

    A group (EPT, EPCI) lies in all the départements of its communes; the main one, its parent, has
    most of its inhabitants. The population of a group, département or région is the sum of its
    communes; its position is their mean position, weighted by their inhabitants.
    """

    def __init__(self, file: str, rows: dict[Key, TerritoryRow]) -> None:
        self._file = file
        self._rows = rows
        # Inhabitants of each group by département, and EPCI of each EPT.
        self._shares: dict[Key, Counter[str]] = defaultdict(Counter)
        self._epci_of_ept: dict[str, set[str]] = defaultdict(set)
        self._communes: dict[Key, list[TerritoryRow]] = defaultdict(list)
        for row in rows.values():
            if row.kind == TerritoryKind.COMMUNE:
                self._add(row)

    def _add(self, row: TerritoryRow) -> None:
        for container in self._above(row):
            self._communes[container].append(row)
            self._shares[container][row.above] += int(row.population or 0)
        if row.ept:
            self._epci_of_ept[row.ept].update({row.epci} - {""})

    def _above(self, row: TerritoryRow) -> tuple[Key, ...]:
        """Return the containers of a commune, or of a département; check that they exist."""
        if row.kind == TerritoryKind.COMMUNE:
            named = [(TerritoryKind.EPT, row.ept), (TerritoryKind.EPCI, row.epci)]
            named.append((TerritoryKind.DEPARTEMENT, row.above))
            departement = self._rows.get((TerritoryKind.DEPARTEMENT, row.above))
            named.append((TerritoryKind.REGION, departement.above if departement else ""))
        elif row.kind == TerritoryKind.DEPARTEMENT:
            named = [(TerritoryKind.REGION, row.above)]
        else:
            named = []
        keys = tuple((kind.value, code) for kind, code in named if code)
        for kind, code in keys:
            if (kind, code) not in self._rows:
                raise GazetteerError(
                    f"«{NBSP}{self._file}{NBSP}»{NBSP}: {row.name} ({row.code}) fait partie de "
                    f"{code} ({kind}), qui n’est pas dans le fichier."
                )
        if row.kind == TerritoryKind.COMMUNE and not row.above:
            raise GazetteerError(
                f"«{NBSP}{self._file}{NBSP}»{NBSP}: {row.name} ({row.code}) n’a pas de département."
            )
        return keys

    def record(
        self, row: TerritoryRow, aliases: tuple[AliasRecord, ...], year: int
    ) -> TerritoryRecord:
        """Return the record of a row."""
        key = (row.kind, row.code)
        if row.kind in (TerritoryKind.EPCI, TerritoryKind.EPT):
            departements = self._departements(key)
            above = self._above_group(key, departements)
        else:
            above = self._above(row)
            departements = [code for kind, code in above if kind == TerritoryKind.DEPARTEMENT]
        own = {kind: [row.code] if row.kind == kind else [] for kind in TerritoryKind.values}
        regions = [code for kind, code in above if kind == TerritoryKind.REGION]
        parents = [key for key in above if key[0] == TerritoryKind.DEPARTEMENT] or list(above[-1:])
        population, latitude, longitude = self._figures(row)
        return TerritoryRecord(
            kind=row.kind,
            code=row.code,
            name=row.name,
            parent=parents[0] if parents else None,
            containers=above,
            departement_codes=tuple(sorted({*departements, *own["departement"]})),
            region_codes=tuple(sorted({*regions, *own["region"]})),
            postcodes=tuple(row.postcodes.split()),
            population=population,
            population_year=None if population is None else year,
            latitude=latitude,
            longitude=longitude,
            aliases=aliases,
        )

    def _departements(self, key: Key) -> list[str]:
        """Return the départements of a group, the one with most of its inhabitants first."""
        shares = self._shares[key]
        return sorted(shares, key=lambda code: (-shares[code], code))

    def _above_group(self, key: Key, departements: list[str]) -> tuple[Key, ...]:
        kind, code = key
        groups = sorted(self._epci_of_ept[code]) if kind == TerritoryKind.EPT else []
        rows = [self._rows[TerritoryKind.DEPARTEMENT, one] for one in departements]
        regions = dict.fromkeys(row.above for row in rows if row.above)
        return (
            *((TerritoryKind.EPCI.value, one) for one in groups),
            *((TerritoryKind.DEPARTEMENT.value, one) for one in departements),
            *((TerritoryKind.REGION.value, one) for one in regions),
        )

    def _figures(self, row: TerritoryRow) -> tuple[int | None, float | None, float | None]:
        """Return the population and the position of a territory; None for what is unknown."""
        if row.kind == TerritoryKind.COMMUNE:
            return (
                int(row.population) if row.population else None,
                float(row.latitude) if row.latitude else None,
                float(row.longitude) if row.longitude else None,
            )
        communes = self._communes[row.kind, row.code]
        counted = [int(one.population) for one in communes if one.population]
        placed = [one for one in communes if one.latitude and one.longitude]
        if not placed:
            return (sum(counted) if counted else None), None, None
        weights = [max(1, int(one.population or 0)) for one in placed]
        total = sum(weights)
        pairs = list(zip(placed, weights, strict=True))
        latitude = sum(float(one.latitude) * weight for one, weight in pairs) / total
        longitude = sum(float(one.longitude) * weight for one, weight in pairs) / total
        return (sum(counted) if counted else None), round(latitude, 4), round(longitude, 4)
