"""A made-up next edition of the gazetteer, with 500 changed communes and dissolved groups."""

import random
from dataclasses import dataclass, replace

from hub.territories.gazetteer.rows import AliasRow, Row, TerritoryRow
from hub.territories.models import AliasKind, TerritoryKind

CHANGES = 100
DISSOLVED_GROUPS = 5


@dataclass(frozen=True)
class Edition:
    """`rows` of the edition; `codes` of the communes that it changes; `counts` of its changes."""

    rows: tuple[Row, ...]
    codes: list[str]
    counts: dict[str, int]


def next_edition(rows: list[Row], rng: random.Random) -> Edition:
    """Return the edition: 100 communes each renamed, merged, recoded, moved; 100 created."""
    communes = [
        row
        for row in rows
        if isinstance(row, TerritoryRow)
        and row.kind == TerritoryKind.COMMUNE
        and row.epci
        and not row.ept
    ]
    codes = {row.code for row in communes}
    aliases = {row.code for row in rows if isinstance(row, AliasRow)}
    groups = sorted({row.epci for row in communes})
    chosen = rng.sample([row for row in communes if row.code not in aliases], 4 * CHANGES + 1)
    renamed, merged, recoded, moved = (
        {row.code: row for row in chosen[start : start + CHANGES]}
        for start in range(0, 4 * CHANGES, CHANGES)
    )
    kept = [row for row in communes if row.code not in {one.code for one in chosen}]
    heirs = dict(zip(merged, rng.sample(kept, CHANGES), strict=True))
    heir_of = {heir.code: code for code, heir in heirs.items()}
    free = (f"{number:05}" for number in range(95900, 96000) if f"{number:05}" not in codes)
    dissolved = dict.fromkeys(rng.sample(groups, DISSOLVED_GROUPS))
    others = [code for code in groups if code not in dissolved]
    dissolved.update((code, rng.choice(others)) for code in dissolved)
    written: list[Row] = []
    gone = False
    for row in rows:
        if isinstance(row, AliasRow):
            if not gone:
                written.append(row)
            continue
        gone = row.code in merged or (row.kind == TerritoryKind.EPCI and row.code in dissolved)
        if gone:
            continue
        new = replace(row, epci=dissolved.get(row.epci) or row.epci)
        if row.code in renamed and row.kind == TerritoryKind.COMMUNE:
            new = replace(new, name=f"{row.name}-le-Neuf")
        elif row.code in moved and row.kind == TerritoryKind.COMMUNE:
            new = replace(new, epci=rng.choice(others))
        elif row.code in recoded and row.kind == TerritoryKind.COMMUNE:
            new = replace(new, code=next(free))
        written.append(new)
        if new.code != row.code:
            written.append(AliasRow(AliasKind.FORMER, row.code, ""))
        elif row.kind == TerritoryKind.COMMUNE and row.code in heir_of:
            code = heir_of[row.code]
            written.append(AliasRow(AliasKind.DELEGATED, code, merged[code].name))
    above = chosen[-1].above
    written += [
        TerritoryRow(TerritoryKind.COMMUNE, f"99{number:03}", f"Commune-Nouvelle-{number}", above)
        for number in range(CHANGES)
    ]
    kinds = {"renamed": renamed, "merged": merged, "recoded": recoded, "moved": moved}
    counts = {f"made_{name}": len(some) for name, some in kinds.items()}
    counts |= {"made_created": CHANGES, "made_dissolved_groups": DISSOLVED_GROUPS}
    return Edition(tuple(written), [row.code for row in chosen], counts)
