import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from PIL import Image

from hub.core.models import HubImage
from inspiration.importing.parser.vocabulary import key_of, known_keys
from inspiration.models import InitiativePage

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "features" / "import-initiatives.md"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("directory")]
SHORT = "---\ntitre: Un jardin\nthemes: [Alimentation]\nterritoires: [93039]\n---\nRécit.\n"


def run(*arguments: Path | str) -> str:
    output = io.StringIO()
    call_command("import_initiatives", *map(str, arguments), stdout=output)
    return output.getvalue()


def refusal_of(*arguments: Path | str) -> str:
    with pytest.raises(CommandError) as error:
        run(*arguments)
    return str(error.value)


def test_full_file_becomes_a_draft_with_everything_placed(
    write: Callable[..., Path], full: str
) -> None:
    output = run(write(full))
    page = InitiativePage.objects.get(slug="un-jardin")
    assert not page.live
    assert page.has_unpublished_changes
    assert [theme.name for theme in page.ranked_themes] == [
        "Alimentation",
        "Économie sociale et solidaire",
    ]
    assert [(link.territory.name, link.role) for link in page.territory_links.all()] == [
        ("L’Île-Saint-Denis", "lieu"),
        ("Île-de-France", "concerne"),
    ]
    halage, neighbours = page.partners.all()
    assert (halage.organisation.name, halage.name) == ("Halage", "")
    assert (neighbours.organisation, neighbours.name) == (None, "Voisins")
    assert page.contact_person.name == "Camille Exemple"
    quote = next(block for block in page.body if block.block_type == "quote").value
    assert quote.attribution == "Camille Exemple, maire, déléguée aux graines, Villexemple"
    assert quote["person"] == page.contact_person
    assert "1 créée" in output


def test_same_file_twice_changes_nothing(write: Callable[..., Path], full: str) -> None:
    path = write(full)
    run(path)
    page = InitiativePage.objects.get()
    before = (page.pk, page.latest_revision_id, page.body.raw_data[0]["id"])
    assert "1 inchangée" in run(path)
    page = InitiativePage.objects.get()
    assert (page.pk, page.latest_revision_id, page.body.raw_data[0]["id"]) == before


def test_edited_file_makes_a_draft_and_leaves_the_rest(
    write: Callable[..., Path], full: str
) -> None:
    run(write(full))
    assert "1 mise à jour" in run(write(SHORT.replace("titre:", "adresse: un-jardin\ntitre:")))
    draft = InitiativePage.objects.get().get_latest_revision_as_object()
    assert draft.title == "Un jardin"
    assert draft.budget == 12500
    assert draft.steps.count() == 2


def test_page_edited_in_the_admin_is_kept_unless_forced(write: Callable[..., Path]) -> None:
    path = write(SHORT)
    run(path)
    page = InitiativePage.objects.get()
    page.title = "Retouché"
    page.save_revision(user=get_user_model().objects.create_user("editrice"))
    assert "laissée telle quelle" in run(path)
    assert page.get_latest_revision_as_object().title == "Retouché"
    run(path, "--overwrite")
    assert InitiativePage.objects.get().get_latest_revision_as_object().title == "Un jardin"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ("Alimentation", "Jardinage"),
            "ligne 3\u00a0: le thème «\u00a0Jardinage\u00a0» n’existe pas",
        ),
        (
            ("93039", "99999"),
            "ligne 4\u00a0: le code «\u00a099999\u00a0» n’est pas un territoire connu",
        ),
        (("93039", '"11"'), "désigne plusieurs territoires"),
        (("Un jardin", '""'), "il manque le titre"),
    ],
)
def test_one_wrong_file_stops_the_whole_import(
    write: Callable[..., Path], full: str, change: tuple[str, str], words: str
) -> None:
    refusal = refusal_of(
        write(full.replace("un-jardin", "autre"), "bonne.md"), write(SHORT.replace(*change))
    )
    assert words in refusal
    assert "Rien n’a été importé" in refusal
    assert not InitiativePage.objects.exists()


def test_problems_of_every_file_are_reported_together(write: Callable[..., Path]) -> None:
    refusal = refusal_of(write("rien", "a.md"), write("---\nphase: x\n---\n", "b.md"))
    assert "a.md, ligne 1" in refusal
    assert "b.md, ligne 2" in refusal


def test_unknown_contact_is_reported_and_not_created(write: Callable[..., Path]) -> None:
    output = run(write(SHORT.replace("---\nRécit", "contact: Personne Inconnue\n---\nRécit")))
    assert "contact «\u00a0Personne Inconnue\u00a0» absent de l’annuaire" in output
    assert InitiativePage.objects.get().contact_person is None


def test_initiative_may_be_inspired_by_a_later_one(write: Callable[..., Path]) -> None:
    first = write(
        SHORT.replace("titre: Un jardin", "titre: Premier\ninspirations: [second, absent]")
    )
    second = write(SHORT.replace("Un jardin", "Second"), "b.md")
    assert "initiative «\u00a0absent\u00a0» introuvable" in run(first, second)
    draft = InitiativePage.objects.get(slug="premier").get_latest_revision_as_object()
    assert [link.source.slug for link in draft.inspirations.all()] == ["second"]
    assert "2 inchangée" in run(first, second)


def test_publish_publishes_complete_pages_and_reports_missing_fields(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    Image.new("RGB", (60, 40), "#2f6b3a").save(tmp_path / "photo.png")
    ready = SHORT.replace(
        "---\nRécit",
        "chapo: Court.\nimage: photo.png\ntexte_de_remplacement: Vert\n"
        "sources: [Carnet]\n---\nRécit",
    )
    refusal = refusal_of(
        write(ready, "a.md"), write(SHORT.replace("Un jardin", "Pas prêt"), "b.md"), "--publish"
    )
    assert "1 initiatives n’ont pas été publiées" in refusal
    page = InitiativePage.objects.get(slug="un-jardin")
    assert page.live
    assert (page.image.width, page.image_alt) == (60, "Vert")
    assert not InitiativePage.objects.get(slug="pas-pret").live
    run(write(ready, "a.md"), "--publish")
    assert HubImage.objects.count() == 1


def test_file_that_is_not_an_image_stops_the_import(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "photo.png").write_text("non")
    refusal = refusal_of(write(SHORT.replace("titre:", "image: photo.png\ntitre:")))
    assert "ligne 2\u00a0: image «\u00a0photo.png\u00a0»" in refusal
    assert not InitiativePage.objects.exists()


def test_report_is_data_that_names_each_initiative(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    run(write(SHORT), "--report", tmp_path / "rapport.json")
    report = json.loads((tmp_path / "rapport.json").read_text(encoding="utf-8"))
    assert report["counts"] == {"créée": 1, "publiées": 0}
    (entry,) = report["initiatives"]
    assert (entry["slug"], entry["source"], entry["status"]) == ("un-jardin", "fiche.md", "créée")
    assert "les freins et échecs" in entry["missing"]


def test_table_makes_one_draft_per_row(write: Callable[..., Path]) -> None:
    table = "titre;themes;territoires;recit\nUn;Alimentation;93039;Début\nDeux;Mobilité;93039;Fin\n"
    assert "2 créée" in run(write(table, "fiches.csv"))
    assert set(InitiativePage.objects.values_list("title", flat=True)) == {"Un", "Deux"}


def test_documented_example_is_imported_as_it_is_written(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    Image.new("RGB", (60, 40), "#2f6b3a").save(tmp_path / "jardin.jpg")
    text = DOCUMENTATION.read_text(encoding="utf-8")
    example = re.search(r"```markdown\n(.*?)```", text, re.DOTALL)[1]
    assert "1 publiées" in run(write(example), "--publish")
    page = InitiativePage.objects.get(slug="exemple-jardin")
    assert page.staff == Decimal("0.5")
    assert [block.block_type for block in page.body] == ["paragraph", "quote", "callout"]
    assert (page.steps.count(), page.results.count(), page.partners.count()) == (2, 1, 1)


def test_documented_keys_are_those_that_the_parser_knows() -> None:
    text = DOCUMENTATION.read_text(encoding="utf-8")
    table = text.split("## Keys")[1].split("In Markdown,")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    documented = {key_of(key) for row in rows for key in re.findall(r"`([a-z_]+)`", row)}
    assert documented == set(known_keys())


def test_edited_file_becomes_a_draft_of_the_published_page(
    write: Callable[..., Path],
) -> None:
    image = "image: photo.png\ntexte_de_remplacement: Vert\n"
    ready = SHORT.replace("---\nRécit", f"chapo: Court.\n{image}sources: [Carnet]\n---\nRécit")
    path = write(ready)
    Image.new("RGB", (60, 40), "#2f6b3a").save(path.parent / "photo.png")
    run(path, "--publish")
    run(write(ready.replace("Court.", "Changé.")))
    assert InitiativePage.objects.get().summary == "Court."
    run(path, "--publish")
    assert InitiativePage.objects.get().summary == "Changé."
