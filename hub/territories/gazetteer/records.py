"""The territories of a gazetteer file, as plain values: no database."""

from dataclasses import dataclass
from functools import cached_property

from hub.slugs import french_slug

# A kind of `TerritoryKind` and a code: what identifies a territory.
Key = tuple[str, str]


class GazetteerError(Exception):
    """A gazetteer file that cannot be read or loaded; the message, in French, names it."""


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """Another name or code of a territory: `kind` is one of `AliasKind`."""

    kind: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class TerritoryRecord:
    """A territory of the official geographic code.

    `containers` are all the territories that contain it, `parent` is one of them: the (main)
    département, or the région of a département. Coordinates are in degrees, None when unknown.
    """

    kind: str
    code: str
    name: str
    parent: Key | None = None
    containers: tuple[Key, ...] = ()
    departement_codes: tuple[str, ...] = ()
    region_codes: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    population: int | None = None
    population_year: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    aliases: tuple[AliasRecord, ...] = ()

    @property
    def key(self) -> Key:
        return self.kind, self.code

    @property
    def slug(self) -> str:
        return french_slug(self.name)[:255]


@dataclass(frozen=True)
class Gazetteer:
    """An edition of the gazetteer: `records` are sorted, containers before what they contain."""

    edition: str
    source: str
    licence: str
    population_year: int
    records: tuple[TerritoryRecord, ...]

    @cached_property
    def by_key(self) -> dict[Key, TerritoryRecord]:
        return {record.key: record for record in self.records}
