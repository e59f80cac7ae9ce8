"""Other names and codes of the territories, compared with an edition of the gazetteer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hub.slugs import french_slug
from hub.territories.gazetteer.matching import StoredTerritory
from hub.territories.gazetteer.records import AliasRecord, Key, TerritoryRecord
from hub.territories.models import AliasKind, TerritoryAlias

BATCH = 1_000


@dataclass(frozen=True)
class AliasChanges:
    """`pks` gives the id of each record; `found` are the records already in the database."""

    pks: dict[Key, int]
    found: list[tuple[Key, StoredTerritory]]


def sync_aliases(records: Iterable[TerritoryRecord], changes: AliasChanges) -> int:
    """Write the other names of the records; return the number of rows created or changed.

    None is deleted: a delegated commune that the edition no longer has becomes a former name, so
    that it is still found. The name and the code that a territory loses become a former name.
    """
    by_pk = {changes.pks[record.key]: record for record in records}
    wanted: dict[int, dict[tuple[str, str], AliasRecord]] = {
        pk: {(alias.name, alias.code): alias for alias in record.aliases}
        for pk, record in by_pk.items()
    }
    for key, one in changes.found:
        record = by_pk[changes.pks[key]]
        if one.edition and (one.slug, one.code) != (record.slug, record.code):
            former = AliasRecord(AliasKind.FORMER, one.code, one.name)
            wanted[one.pk].setdefault((one.name, one.code), former)
    stored: dict[int, dict[tuple[str, str], TerritoryAlias]] = defaultdict(dict)
    for alias in TerritoryAlias.objects.order_by("pk"):
        stored[alias.territory_id].setdefault((alias.name, alias.code), alias)
    created, changed = [], []
    for pk, names in wanted.items():
        known = stored.get(pk, {})
        created += [_row(pk, alias) for name, alias in names.items() if name not in known]
        for name, alias_row in known.items():
            kind = names[name].kind if name in names else AliasKind.FORMER
            if alias_row.kind != kind:
                alias_row.kind = kind
                changed.append(alias_row)
    TerritoryAlias.objects.bulk_create(created, batch_size=BATCH)
    TerritoryAlias.objects.bulk_update(changed, ["kind"], batch_size=BATCH)
    return len(created) + len(changed)


def _row(pk: int, alias: AliasRecord) -> TerritoryAlias:
    return TerritoryAlias(
        territory_id=pk,
        kind=alias.kind,
        code=alias.code,
        name=alias.name,
        slug=french_slug(alias.name)[:255],
    )
