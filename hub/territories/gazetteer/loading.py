"""Loader of the gazetteer: writes the differences between an edition and the database."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from hub.territories.gazetteer.aliases import AliasChanges, sync_aliases
from hub.territories.gazetteer.inserting import insert_rows
from hub.territories.gazetteer.matching import (
    Matches,
    StoredTerritory,
    find_successors,
    match,
    stored_territories,
)
from hub.territories.gazetteer.reading import edition_key
from hub.territories.gazetteer.records import Gazetteer, GazetteerError, Key, TerritoryRecord
from hub.territories.models import (
    OFFICIAL_FIELDS,
    GazetteerState,
    Inclusion,
    Territory,
    TerritoryKind,
    derive_containers,
)
from hub.territories.signals import territories_changed

# Rows in a query: SQLite accepts 32,766 parameters, and a territory has 22 columns.
BATCH = 1_000
# Steps of a load, for the progress display.
STEPS = ("communes", "appartenances", "autres noms")
Show = Callable[[int, str], None]


@dataclass
class LoadReport:
    """What a load did: numbers of territories, then of rows of the relations."""

    total: int = 0
    created: int = 0
    changed: int = 0
    renamed: int = 0
    dissolved: int = 0
    merged: int = 0
    restored: int = 0
    adopted: int = 0
    inclusions: int = 0
    aliases: int = 0
    touched: set[int] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether the database already said what the edition says."""
        return not (self.touched or self.aliases)


def load(gazetteer: Gazetteer, *, force: bool = False, show: Show | None = None) -> LoadReport:
    """Write an edition of the gazetteer in the database, in one transaction.

    The columns and rows of the editors do not change. Raises GazetteerError for an edition
    older than the one in the database, unless `force`. `show` is called after each of `STEPS`.
    """
    with transaction.atomic():
        state = GazetteerState.objects.select_for_update().get(pk=GazetteerState.current().pk)
        if edition_key(gazetteer.edition) < edition_key(state.edition) and not force:
            raise GazetteerError(
                f"L’édition {gazetteer.edition} est plus ancienne que celle du site, "
                f"{state.edition}. Rien n’a été chargé\u00a0; `--force` la charge quand même."
            )
        report = _Load(gazetteer, show or (lambda step, what: None)).run()
        stamp = (gazetteer.edition, gazetteer.source, gazetteer.licence)
        if not report.is_empty or stamp != (state.edition, state.source, state.licence):
            state.edition, state.source, state.licence = stamp
            state.loaded_at = timezone.now()
            state.save(update_fields=["edition", "source", "licence", "loaded_at"])
            GazetteerState.mark_changed()
        if report.touched:
            territories_changed.send(Territory, pks=frozenset(report.touched))
    return report


class _Load:
    """One load: `run` reads the database once, and writes what differs."""

    def __init__(self, gazetteer: Gazetteer, show: Show) -> None:
        self.gazetteer = gazetteer
        self.show = show
        self.report = LoadReport(total=len(gazetteer.records))
        self.pks: dict[Key, int] = {}

    def run(self) -> LoadReport:
        matches = match(self.gazetteer, stored_territories())
        self.pks = {key: one.pk for key, one in matches.found.items()}
        stored = defaultdict(set)
        for inner, outer in Inclusion.objects.order_by().values_list("inner_id", "outer_id"):
            stored[inner].add(outer)
        self._write_territories(matches)
        successors = find_successors(
            self.gazetteer, matches, self.pks, _members(matches.gone, stored)
        )
        self._write_gone(matches.gone, successors)
        self.show(1, STEPS[0])
        self._write_inclusions(stored, matches.gone, successors)
        self.show(2, STEPS[1])
        changes = AliasChanges(self.pks, [(key, one) for key, one in matches.found.items()])
        self.report.aliases = sync_aliases(self.gazetteer.records, changes)
        self.show(3, STEPS[2])
        if self.report.touched:
            self._derive_unofficial()
        return self.report

    def _write_territories(self, matches: Matches) -> None:
        """Create and update the rows of the records, the containers first."""
        by_kind: dict[str, list[TerritoryRecord]] = defaultdict(list)
        for record in self.gazetteer.records:
            by_kind[record.kind].append(record)
        same_edition: list[int] = []
        for records in by_kind.values():
            created, changed = [], []
            for record in records:
                one = matches.found.get(record.key)
                columns = self._columns(record)
                if one is None:
                    created.append((*columns, self.gazetteer.edition))
                elif columns != one.columns or not one.edition:
                    changed.append(self._row(columns, pk=one.pk))
                    self._count(one, record)
                elif one.edition != self.gazetteer.edition:
                    same_edition.append(one.pk)
            self._create(created)
            self._update(changed)
            self.report.created += len(created)
            self.report.changed += len(changed)
        for some in _batches(same_edition):
            Territory.objects.filter(pk__in=some).update(edition=self.gazetteer.edition)

    def _create(self, rows: list[tuple[object, ...]]) -> None:
        """Insert territories of one kind, and remember their ids."""
        if not rows:
            return
        insert_rows(Territory, (*OFFICIAL_FIELDS, "edition"), rows)
        codes = {row[1] for row in rows}
        same_kind = Territory.objects.filter(kind=rows[0][0]).order_by()
        for pk, kind, code in same_kind.values_list("pk", "kind", "code"):
            if code in codes:
                self.pks[kind, code] = pk
                self.report.touched.add(pk)

    def _columns(self, record: TerritoryRecord) -> tuple[object, ...]:
        """Return the values of `OFFICIAL_FIELDS` for a record."""
        return (
            record.kind,
            record.code,
            record.name,
            record.slug,
            self.pks[record.parent] if record.parent else None,
            " ".join(record.departement_codes),
            " ".join(record.region_codes),
            " ".join(record.postcodes),
            record.population,
            record.population_year,
            record.latitude,
            record.longitude,
            "",
            None,
        )

    def _row(self, columns: Iterable[object], pk: int | None = None) -> Territory:
        values = dict(zip(OFFICIAL_FIELDS, columns, strict=True))
        return Territory(pk=pk, edition=self.gazetteer.edition, **values)

    def _count(self, one: StoredTerritory, record: TerritoryRecord) -> None:
        self.report.touched.add(one.pk)
        self.report.adopted += not one.edition
        self.report.restored += bool(one.dissolved_in)
        self.report.renamed += bool(one.edition) and one.slug != record.slug

    def _update(self, rows: list[Territory]) -> None:
        """Write the official columns: an upsert on the id, as fast as an insertion."""
        Territory.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[*(name.removesuffix("_id") for name in OFFICIAL_FIELDS), "edition"],
        )

    def _write_gone(self, gone: list[StoredTerritory], successors: dict[int, int]) -> None:
        """Mark the territories that the edition no longer has; give them their successor.

        A commune that was merged lies in the départements and régions of its successor.
        """
        records = {self.pks[record.key]: record for record in self.gazetteer.records}
        changed = []
        for one in gone:
            values = dict(zip(OFFICIAL_FIELDS, one.columns, strict=True))
            successor = successors.get(one.pk)
            values["successor_id"] = successor
            values["dissolved_in"] = one.dissolved_in or self.gazetteer.edition
            if successor and (record := records[successor]):
                values["departement_codes"] = " ".join(record.departement_codes)
                values["region_codes"] = " ".join(record.region_codes)
            if tuple(values.values()) != one.columns:
                row = Territory(pk=one.pk, edition=one.edition or self.gazetteer.edition, **values)
                changed.append(row)
                self.report.touched.add(one.pk)
                self.report.dissolved += not one.dissolved_in
                self.report.merged += bool(successor) and not one.dissolved_in
        self._update(changed)

    def _write_inclusions(
        self,
        stored: dict[int, set[int]],
        gone: Collection[StoredTerritory],
        successors: dict[int, int],
    ) -> None:
        """Write the containers of the records, and of what they replace.

        Those of a territory that is gone without a successor stay.
        """
        wanted = {
            self.pks[record.key]: {self.pks[key] for key in record.containers}
            for record in self.gazetteer.records
        }
        for one in gone:
            if successor := successors.get(one.pk):
                wanted[one.pk] = {successor, *wanted[successor]}
        added = [
            (inner, outer)
            for inner, outers in wanted.items()
            for outer in outers - stored.get(inner, set())
        ]
        removed = {
            inner: excess
            for inner, outers in wanted.items()
            if (excess := stored.get(inner, set()) - outers)
        }
        insert_rows(Inclusion, ("inner_id", "outer_id"), added)
        for inners in _batches(list(removed)):
            rows = Inclusion.objects.filter(inner__in=inners).values_list("pk", "inner", "outer")
            rows_in_excess = [pk for pk, inner, outer in rows if outer in removed[inner]]
            for some in _batches(rows_in_excess):
                Inclusion.objects.filter(pk__in=some).delete()
        self.report.inclusions = len(added) + sum(map(len, removed.values()))
        self.report.touched.update(removed, (inner for inner, _ in added))

    def _derive_unofficial(self) -> None:
        """Write again the containers of the editors' own territories, from their parents."""
        for territory in Territory.objects.filter(edition="", parent__isnull=False).exclude(
            parent__edition=""
        ):
            derive_containers(territory)
            self.report.touched.add(territory.pk)


def _members(gone: Iterable[StoredTerritory], stored: dict[int, set[int]]) -> dict[int, set[int]]:
    """Return {id of a group that is gone: ids of the territories that were in it}."""
    groups = {one.pk for one in gone if one.kind in (TerritoryKind.EPCI, TerritoryKind.EPT)}
    members: dict[int, set[int]] = defaultdict(set)
    for inner, outers in stored.items():
        for group in outers & groups:
            members[group].add(inner)
    return members


def _batches(pks: list[int]) -> Iterable[list[int]]:
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))
