"""The file that the project ships, whole: its counts, its load on each database."""

import pytest

from hub.territories.gazetteer.loading import load
from hub.territories.gazetteer.reading import read_gazetteer, read_rows, shipped_file
from hub.territories.gazetteer.records import Gazetteer
from hub.territories.models import Inclusion, Territory

COUNTS = {"region": 18, "departement": 109, "epci": 1255, "ept": 11, "commune": 34969}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return read_gazetteer(shipped_file())


def test_file_is_small() -> None:
    assert shipped_file().stat().st_size < 1_000_000


def test_counts_are_those_of_the_edition(gazetteer: Gazetteer) -> None:
    kinds = [record.kind for record in gazetteer.records]
    assert {kind: kinds.count(kind) for kind in COUNTS} == COUNTS
    assert len(gazetteer.by_key) == len(gazetteer.records)


def test_names_have_french_apostrophes(gazetteer: Gazetteer) -> None:
    names = [one.name for record in gazetteer.records for one in (record, *record.aliases)]
    assert not [name for name in names if "'" in name or '"' in name or name != name.strip()]


def test_known_territories(gazetteer: Gazetteer) -> None:
    reugny = gazetteer.by_key["commune", "37194"]
    assert (reugny.population, reugny.population_year, reugny.postcodes) == (
        1759,
        2023,
        ("37380",),
    )
    assert gazetteer.by_key["commune", "03213"].name == "Reugny"
    assert gazetteer.by_key["epci", "200033579"].name == "CU d’Arras"
    saint_denis = gazetteer.by_key["commune", "93066"]
    assert saint_denis.containers == (
        ("ept", "200057867"),
        ("epci", "200054781"),
        ("departement", "93"),
        ("region", "11"),
    )
    assert "Pierrefitte-sur-Seine" in [alias.name for alias in saint_denis.aliases]
    paris = gazetteer.by_key["commune", "75056"]
    assert "75116" in paris.postcodes
    assert len(paris.aliases) == 20


def test_every_commune_has_its_departement_and_region(gazetteer: Gazetteer) -> None:
    overseas = {"975", "977", "978", "984", "986", "987", "988", "989"}
    for record in gazetteer.records:
        if record.kind == "commune":
            assert len(record.departement_codes) == 1
            assert bool(record.region_codes) == (record.departement_codes[0] not in overseas)


@pytest.mark.django_db
def test_whole_gazetteer_is_loaded_once(gazetteer: Gazetteer) -> None:
    load(gazetteer)
    current = Territory.objects.exclude(edition="")
    assert current.count() == sum(COUNTS.values())
    assert Inclusion.objects.filter(inner__in=current).count() == sum(
        len(record.containers) for record in gazetteer.records
    )
    assert load(gazetteer).is_empty
    _, rows = read_rows(shipped_file())
    for code in ("62", "974", "2B"):
        inside = Territory.objects.within(Territory.objects.get(kind="departement", code=code))
        found = set(inside.filter(kind="commune").values_list("code", flat=True))
        assert found == {row.code for row in rows if getattr(row, "above", "") == code}
