"""The commands: counts, errors that name the file, and the pages recorded for the search index."""

import io
import json
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from hub.territories.gazetteer.reading import read_gazetteer
from hub.territories.models import GazetteerState, Territory
from tests.factories import InitiativePageFactory
from tests.factories.site_tree import SiteTree
from tests.territories.gazetteer.editions import changed, write

pytestmark = pytest.mark.django_db


def run(*arguments: object, **options: object) -> str:
    output = io.StringIO()
    call_command("load_gazetteer", *map(str, arguments), stdout=output, **options)
    return output.getvalue()


def test_load_ends_with_counts(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert "édition 2026, 10 territoires\u00a0: 10 ajoutés, 2 autres noms." in run("--from", path)
    assert "10 territoires\u00a0: rien n’a changé." in run("--from", path)


def test_newest_file_of_a_folder_is_loaded(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, edition="2027")
    assert "édition 2027" in run("--from", tmp_path)


def test_if_newer_does_nothing_for_the_same_edition(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert "10 ajoutés" in run("--from", path, "--if-newer")
    assert run("--from", path, "--if-newer") == ""
    newer = write(tmp_path, changed("96A01", name="Autre"), "2026.1")
    assert "1 mis à jour, 1 renommés" in run("--from", newer, "--if-newer")


def test_truncated_file_loads_nothing(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(path.read_bytes()[:-40])
    before = Territory.objects.count()
    with pytest.raises(CommandError, match=rf"{path.name}.*incomplet"):
        run("--from", path)
    assert Territory.objects.count() == before
    assert GazetteerState.current().edition == ""


def test_older_edition_is_refused_by_name(tmp_path: Path) -> None:
    run("--from", write(tmp_path, edition="2027"))
    older = write(tmp_path)
    with pytest.raises(CommandError, match="plus ancienne"):
        run("--from", older)
    assert "édition 2026" in run("--from", older, "--force")


def test_pages_of_changed_territories_and_containers_are_indexed_again(
    site_tree: SiteTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("--from", write(tmp_path))
    alone, grouped, other = (
        InitiativePageFactory(territories=[Territory.objects.get(code=code)])
        for code in ("98003", "98002", "96A02")
    )
    uids: set[UUID] = set()
    monkeypatch.setattr("hub.search.changes.receivers.record", uids.update)
    # The URL of a container is in the index of the pages of what it contains.
    rows = changed("98", name="Basse-Forêt")
    run("--from", write(tmp_path, rows, "2027"))
    assert uids == {alone.uid, grouped.uid}
    assert other.uid not in uids


def package(folder: Path) -> Path:
    """Write a small package like that of Etalab."""
    data = folder / "data"
    data.mkdir()
    commune = {"departement": "96", "region": "89", "type": "commune-actuelle", "zone": "metro"}
    files = {
        "regions": [
            {"code": "89", "nom": "Région d'Été", "zone": "metro"},
            {"code": "975", "nom": "Archipel", "zone": "com"},
        ],
        "departements": [
            {"code": "96", "nom": "Côte-d'Été", "region": "89", "zone": "metro"},
            {"code": "975", "nom": "Archipel", "region": "975", "zone": "com"},
        ],
        "epci": [
            {"code": "200000901", "nom": 'CC "Val d\'Eau"', "membres": [{"code": "96A01"}]},
        ],
        "ept": [],
        "communes": [
            {**commune, "code": "96A01", "nom": "L'Étang", "codesPostaux": ["96110", "96100"]}
            | {"population": 12, "anciensCodes": ["96902", "96901"]},
            {**commune, "code": "96A02", "nom": "Grand-Éloi", "population": 30},
            {
                "code": "96901",
                "nom": "L'Étang-Bas",
                "type": "commune-deleguee",
                "chefLieu": "96A01",
            },
            {"code": "96A01", "nom": "L'Étang", "type": "commune-deleguee", "chefLieu": "96A01"},
            {"code": "96201", "nom": "Grand-Éloi 1er Arrondissement", "commune": "96A02"}
            | {"type": "arrondissement-municipal"},
        ],
    }
    for name, entries in files.items():
        (data / f"{name}.json").write_text(json.dumps(entries), encoding="utf-8")
    (folder / "package.json").write_text('{"version": "6.0.0"}', encoding="utf-8")
    return folder


def test_builder_writes_what_the_reader_reads(tmp_path: Path) -> None:
    centres, built = tmp_path / "centres.csv", tmp_path / "gazetteer-2026.txt.xz"
    centres.write_text("code,latitude,longitude\n96A01,47.5,0.5\n", encoding="utf-8")
    output = io.StringIO()
    call_command("build_gazetteer", str(package(tmp_path)), str(centres), str(built), stdout=output)
    assert "1 region, 2 departement, 1 epci, 2 commune" in output.getvalue()
    gazetteer = read_gazetteer(built)
    assert "@etalab/decoupage-administratif 6.0.0" in gazetteer.source
    commune = gazetteer.by_key["commune", "96A01"]
    assert (commune.name, commune.latitude, commune.population) == ("L’Étang", 47.5, 12)
    assert commune.postcodes == ("96100", "96110")
    assert [(a.kind, a.code, a.name) for a in commune.aliases] == [
        ("deleguee", "96901", "L’Étang-Bas"),
        ("ancienne", "96902", "L’Étang"),
    ]
    district = gazetteer.by_key["commune", "96A02"].aliases[0]
    assert (district.kind, district.code) == ("municipal", "96201")
    assert gazetteer.by_key["epci", "200000901"].name == "CC «\u00a0Val d’Eau\u00a0»"
    assert gazetteer.by_key["departement", "975"].containers == ()


def test_builder_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"package.json.*impossible de lire"):
        call_command("build_gazetteer", str(tmp_path), "centres.csv", str(tmp_path / "x.txt.xz"))
    with pytest.raises(CommandError, match=r"centres.csv.*colonnes code, latitude"):
        call_command(
            "build_gazetteer", str(package(tmp_path)), "centres.csv", str(tmp_path / "x.txt.xz")
        )


def test_builder_refuses_an_edition_without_order(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="une année"):
        call_command("build_gazetteer", str(tmp_path), "c.csv", "x.txt.xz", edition="nouvelle")
