"""The gazetteer file: what is derived, and files that are refused by name."""

import lzma
from dataclasses import replace
from pathlib import Path

import pytest

from hub.territories.gazetteer.reading import newest_file, read_gazetteer
from hub.territories.gazetteer.records import GazetteerError
from hub.territories.gazetteer.rows import AliasRow, TerritoryRow
from tests.territories.gazetteer.editions import BASE, EAU, changed, read, without, write


def test_commune_has_all_its_containers(tmp_path: Path) -> None:
    commune = read(tmp_path).by_key["commune", "96A01"]
    assert commune.containers == (("epci", EAU), ("departement", "96"), ("region", "89"))
    assert commune.parent == ("departement", "96")
    assert (commune.departement_codes, commune.region_codes) == (("96",), ("89",))
    assert (commune.population, commune.population_year) == (3000, 2023)
    assert (commune.latitude, commune.longitude) == (47.5, 0.5)
    assert commune.postcodes == ("96100", "96110")
    assert commune.slug == "saint-eloi"
    assert [(alias.code, alias.name) for alias in commune.aliases] == [
        ("96901", "L’Étang"),
        ("96902", "Saint-Éloi"),
    ]


def test_group_lies_in_every_departement_the_most_populated_first(tmp_path: Path) -> None:
    group = read(tmp_path).by_key["epci", EAU]
    assert group.containers == (("departement", "96"), ("departement", "98"), ("region", "89"))
    assert group.parent == ("departement", "96")
    assert group.departement_codes == ("96", "98")
    assert group.population == 4500


def test_group_is_at_the_mean_of_its_known_communes(tmp_path: Path) -> None:
    group = read(tmp_path).by_key["epci", EAU]
    # 3,000 inhabitants at 47.5, 1,000 at 47.1; the third commune has no position.
    assert (group.latitude, group.longitude) == (47.4, 0.625)


def test_unknown_values_stay_unknown(tmp_path: Path) -> None:
    commune = read(tmp_path).by_key["commune", "98003"]
    assert (commune.population, commune.population_year, commune.latitude) == (None, None, None)
    assert commune.containers == (("departement", "98"), ("region", "89"))


def test_ept_lies_in_its_epci(tmp_path: Path) -> None:
    ept = TerritoryRow("ept", "200000903", "Est Debout")
    gazetteer = read(tmp_path, (*changed("96A01", ept="200000903"), ept))
    assert gazetteer.by_key["ept", "200000903"].containers[0] == ("epci", EAU)
    assert gazetteer.by_key["commune", "96A01"].containers[0] == ("ept", "200000903")


def test_equal_contents_give_equal_files(tmp_path: Path) -> None:
    first = write(tmp_path).read_bytes()
    assert write(tmp_path).read_bytes() == first


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_truncated_file_is_refused(tmp_path: Path, part: float) -> None:
    path = write(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(GazetteerError, match=r"gazetteer-2026.txt.xz.*incomplet"):
        read_gazetteer(path)


@pytest.mark.parametrize("lines", [-2, -4, 3, 6])
def test_truncated_text_is_refused(tmp_path: Path, lines: int) -> None:
    path = write(tmp_path)
    text = lzma.decompress(path.read_bytes()).decode()
    path.write_text("\n".join(text.split("\n")[:lines]), encoding="utf-8")
    with pytest.raises(GazetteerError, match="incomplet"):
        read_gazetteer(path)


@pytest.mark.parametrize("content", [b"", b"code,latitude\n", b"\xff\xfe\x00", b"PK\x03\x04"])
def test_other_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "autre.txt"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"autre.txt.*pas un répertoire des territoires"):
        read_gazetteer(path)


def test_unknown_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "futur.txt"
    path.write_text("hub-gazetteer\t9\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="version 9 du format inconnue"):
        read_gazetteer(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"absent.xz.*impossible de lire"):
        read_gazetteer(tmp_path / "absent.xz")


def test_folder_without_a_gazetteer_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="aucun fichier"):
        newest_file(tmp_path)


def test_newest_edition_of_a_folder_is_chosen(tmp_path: Path) -> None:
    for edition in ("2026", "2026.10", "2026.9"):
        write(tmp_path, edition=edition)
    assert newest_file(tmp_path).name == "gazetteer-2026.10.txt.xz"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (TerritoryRow("canton", "9601", "Canton"), "territoire incorrect"),
        (TerritoryRow("commune", "9é", "Nom", "96"), "code ou nom incorrect"),
        (TerritoryRow("commune", "96A09", "", "96"), "code ou nom incorrect"),
        (TerritoryRow("commune", "96A09", "Nom", "96", population="12 k"), "population incorrect"),
        (TerritoryRow("commune", "96A09", "Nom", "96", latitude="147"), "coordonnée incorrect"),
        (TerritoryRow("commune", "96A09", "Nom", "96", latitude="nan"), "coordonnée incorrect"),
        (TerritoryRow("commune", "96A09", "Nom", "97"), "n’est pas dans le fichier"),
        (TerritoryRow("commune", "96A09", "Nom"), "pas de département"),
        (TerritoryRow("commune", "96A01", "Nom", "96"), "deux fois"),
        (AliasRow("surnom", "96A09", "Nom"), "autre nom incorrect"),
    ],
)
def test_wrong_row_is_named(tmp_path: Path, row: TerritoryRow | AliasRow, words: str) -> None:
    with pytest.raises(GazetteerError, match=words):
        read(tmp_path, (*BASE, row))


def test_alias_without_a_territory_is_refused(tmp_path: Path) -> None:
    alias = AliasRow("ancienne", "96999", "")
    with pytest.raises(GazetteerError, match="ne suit aucun territoire"):
        read(tmp_path, (alias, *BASE))


def test_value_with_a_tabulation_is_not_written(tmp_path: Path) -> None:
    rows = tuple(replace(row, name="a\tb") for row in without()[:1])
    with pytest.raises(GazetteerError, match="tabulation"):
        write(tmp_path, rows)
