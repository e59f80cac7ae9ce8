"""Loads of made-up editions: what changes in the database, and what does not."""

from pathlib import Path

import pytest

from hub.territories.gazetteer.loading import load
from hub.territories.gazetteer.records import GazetteerError
from hub.territories.gazetteer.rows import AliasRow, Row, TerritoryRow
from hub.territories.models import GazetteerState, Inclusion, Territory, TerritoryAlias
from tests.factories import TerritoryFactory
from tests.territories.gazetteer.editions import BASE, EAU, VENT, changed, read, without

pytestmark = pytest.mark.django_db
MERGED: tuple[Row, ...] = tuple(
    one
    for row in without("96A02")
    for one in (
        (row, AliasRow("deleguee", "96A02", "Vieux-Bourg")) if row.code == "96A01" else (row,)
    )
)


def get(code: str) -> Territory:
    return Territory.objects.get(code=code)


def outers(code: str) -> set[str]:
    return set(Inclusion.objects.filter(inner__code=code).values_list("outer__code", flat=True))


def columns() -> list[tuple[object, ...]]:
    return list(Territory.objects.order_by("pk").values_list())


def test_first_load_creates_everything(tmp_path: Path) -> None:
    before = Territory.objects.count()
    report = load(read(tmp_path))
    assert (report.created, report.changed, report.dissolved) == (10, 0, 0)
    assert Territory.objects.count() == before + 10
    commune = get("96A01")
    assert str(commune) == "Saint-Éloi (96)"
    assert (commune.slug, commune.edition, commune.parent) == ("saint-eloi", "2026", get("96"))
    assert (commune.postcodes, commune.population) == ("96100 96110", 3000)
    assert outers("96A01") == {EAU, "96", "89"}
    assert outers(EAU) == {"96", "98", "89"}
    assert set(Territory.objects.within(get("96")).values_list("code", flat=True)) == {
        "96",
        EAU,
        "96A01",
        "96A02",
    }
    assert set(commune.aliases.values_list("code", "slug")) == {
        ("96901", "l-etang"),
        ("96902", "saint-eloi"),
    }
    state = GazetteerState.current()
    assert (state.edition, state.source, state.licence) == ("2026", "Essai", "Libre")
    assert state.loaded_at


def test_second_load_changes_nothing(tmp_path: Path) -> None:
    load(read(tmp_path))
    before, stamp = columns(), GazetteerState.current().stamp
    loaded_at = GazetteerState.current().loaded_at
    report = load(read(tmp_path))
    assert report.is_empty
    assert columns() == before
    assert (GazetteerState.current().stamp, GazetteerState.current().loaded_at) == (
        stamp,
        loaded_at,
    )


def test_row_added_by_an_editor_becomes_official(tmp_path: Path) -> None:
    mine = TerritoryFactory(
        name="Saint Eloi", code="96A01", pilot=True, project="Un projet", population=1
    )
    report = load(read(tmp_path))
    mine.refresh_from_db()
    assert (report.adopted, mine.name, mine.edition) == (1, "Saint-Éloi", "2026")
    assert (mine.population, mine.project, mine.in_programme) == (3000, "Un projet", True)
    assert mine.presentation == "Un territoire pilote, à l’écoute."
    assert outers("96A01") == {EAU, "96", "89"}


def test_row_unknown_to_the_gazetteer_stays_and_follows_its_parent(tmp_path: Path) -> None:
    departement = TerritoryFactory(departement=True, code="96")
    mine = TerritoryFactory(name="Hameau", code="96777", parent=departement)
    load(read(tmp_path))
    mine.refresh_from_db()
    assert (mine.name, mine.edition, mine.dissolved_in) == ("Hameau", "", "")
    assert outers("96777") == {"96", "89"}
    assert mine.region_codes == "89"


def test_renamed_commune_keeps_its_row_and_its_former_name(tmp_path: Path) -> None:
    load(read(tmp_path))
    pk = get("96A01").pk
    report = load(read(tmp_path, changed("96A01", name="Saint-Éloi-l’Étang"), "2027"))
    commune = get("96A01")
    assert (report.renamed, report.changed, commune.pk) == (1, 1, pk)
    assert commune.slug == "saint-eloi-l-etang"
    assert commune.aliases.filter(kind="ancienne", name="Saint-Éloi", code="96A01").exists()
    assert not Territory.objects.filter(edition="2026").exists()


def test_new_edition_of_unchanged_rows_changes_their_edition_only(tmp_path: Path) -> None:
    load(read(tmp_path))
    report = load(read(tmp_path, edition="2027"))
    assert report.touched == set()
    assert set(Territory.objects.exclude(edition="").values_list("edition", flat=True)) == {"2027"}
    assert GazetteerState.current().edition == "2027"


def test_merged_commune_stays_with_its_successor(tmp_path: Path) -> None:
    load(read(tmp_path))
    report = load(read(tmp_path, MERGED, "2027"))
    old = get("96A02")
    assert (report.dissolved, report.merged) == (1, 1)
    assert (old.dissolved_in, old.successor) == ("2027", get("96A01"))
    assert outers("96A02") == {"96A01", EAU, "96", "89"}
    assert old not in Territory.objects.current()
    assert load(read(tmp_path, MERGED, "2027")).is_empty


def test_merged_twice_leads_to_the_last_one(tmp_path: Path) -> None:
    load(read(tmp_path))
    load(read(tmp_path, MERGED, "2027"))
    rows = (
        *(row for row in without("96A01", "96A02", "96901", "96902") if row.code != "98001"),
        TerritoryRow("commune", "98001", "Forêt-le-Roi", "98", VENT),
        AliasRow("ancienne", "96A01", ""),
    )
    load(read(tmp_path, rows, "2028"))
    assert get("96A01").successor == get("98001")
    assert get("96A02").successor == get("98001")
    assert outers("96A02") == {"98001", VENT, "98", "89"}


def test_commune_that_comes_back_is_restored(tmp_path: Path) -> None:
    load(read(tmp_path))
    load(read(tmp_path, MERGED, "2027"))
    report = load(read(tmp_path, BASE, "2028"))
    old = get("96A02")
    assert (report.restored, old.dissolved_in, old.successor) == (1, "", None)
    assert outers("96A02") == {EAU, "96", "89"}
    # The delegated commune of 2027 is a former name of its commune.
    assert TerritoryAlias.objects.get(code="96A02").kind == "ancienne"


def test_commune_whose_code_changes_keeps_its_row(tmp_path: Path) -> None:
    load(read(tmp_path))
    pk = get("98003").pk
    rows = (
        *without("98003"),
        TerritoryRow("commune", "96A03", "Île-Seule", "96"),
        AliasRow("ancienne", "98003", ""),
    )
    report = load(read(tmp_path, rows, "2027"))
    assert (report.created, report.dissolved) == (0, 0)
    assert (get("96A03").pk, outers("96A03")) == (pk, {"96", "89"})
    assert not Territory.objects.filter(code="98003").exists()


def test_commune_that_vanishes_without_a_heir_stays(tmp_path: Path) -> None:
    load(read(tmp_path))
    report = load(read(tmp_path, without("98003"), "2027"))
    assert (report.dissolved, report.merged) == (1, 0)
    assert (get("98003").successor, outers("98003")) == (None, {"98", "89"})


def test_commune_changes_group(tmp_path: Path) -> None:
    load(read(tmp_path))
    load(read(tmp_path, changed("98001", epci=VENT), "2027"))
    assert outers("98001") == {VENT, "98", "89"}
    assert outers(EAU) == {"96", "89"}
    assert get(EAU).departement_codes == "96"


@pytest.mark.parametrize(("last", "successor"), [(VENT, VENT), ("", None)])
def test_dissolved_group_has_a_successor_when_all_its_communes_went_to_one(
    tmp_path: Path, last: str, successor: str | None
) -> None:
    load(read(tmp_path))
    epci = {"96A01": VENT, "96A02": VENT, "98001": last}
    rows = tuple(
        TerritoryRow(row.kind, row.code, row.name, row.above, epci.get(row.code, row.epci))
        for row in without(EAU)
        if isinstance(row, TerritoryRow)
    )
    load(read(tmp_path, rows, "2027"))
    group = get(EAU)
    assert group.dissolved_in == "2027"
    assert (group.successor and group.successor.code) == successor
    assert outers("96A01") == {VENT, "96", "89"}


def test_older_edition_is_refused_unless_forced(tmp_path: Path) -> None:
    load(read(tmp_path, edition="2027"))
    before = columns()
    older = read(tmp_path, changed("96A01", name="Autre"), "2026")
    with pytest.raises(GazetteerError, match=r"2026 est plus ancienne.*2027"):
        load(older)
    assert columns() == before
    load(older, force=True)
    assert (get("96A01").name, GazetteerState.current().edition) == ("Autre", "2026")


def test_failed_load_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = columns()

    def fail(*args: object) -> int:
        raise RuntimeError("panne")

    monkeypatch.setattr("hub.territories.gazetteer.loading.sync_aliases", fail)
    with pytest.raises(RuntimeError, match="panne"):
        load(read(tmp_path))
    assert columns() == before
    assert GazetteerState.current().edition == ""


def test_stamp_changes_with_a_territory_and_with_another_name() -> None:
    stamps = [GazetteerState.current().stamp]
    territory = TerritoryFactory()
    stamps.append(GazetteerState.current().stamp)
    TerritoryAlias.objects.create(territory=territory, kind="ancienne", name="Éloi-le-Vieux")
    stamps.append(GazetteerState.current().stamp)
    territory.delete()
    stamps.append(GazetteerState.current().stamp)
    assert len(set(stamps)) == len(stamps)
