"""`import_newsletter`: drafts, report and exit status."""

import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hub.newsletters.models import NewsletterPage
from hub.people.models import Person
from tests.newsletters.importing.conftest import EXAMPLE
from tests.newsletters.importing.drafts import draft, letter
from tests.newsletters.importing.writers import FORMATS, archive, mail_html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


@pytest.fixture
def run() -> Callable[..., tuple[str, str]]:
    """Run the command; returns its output and its errors."""

    def run(*args: Path | str, **options: Any) -> tuple[str, str]:
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("import_newsletter", *map(str, args), stdout=out, stderr=err, **options)
        except CommandError as error:
            err.write(f"\nERROR {error}")
        return out.getvalue(), err.getvalue()

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_file_becomes_a_draft_and_a_report(
    run: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    report = tmp_path / "r.json"
    out, err = run(EXAMPLE, "--report", report)
    assert err == ""
    assert "Brouillon de la lettre n°\u00a012 créé" in out
    assert "Terminé\u00a0: 1 lettre(s) créée(s), 0 échec(s)." in out
    reported = json.loads(report.read_text("utf-8"))
    assert reported["status"] == "created"
    assert reported["page"]["id"] == NewsletterPage.objects.get().pk
    assert reported["letter"]["number"] == 12
    assert len(reported["lost_links"]) == 6
    assert "Xanthe" in report.read_text("utf-8")
    assert "@" not in json.dumps(reported["people"])


def test_second_run_says_that_nothing_changed(
    run: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    run(EXAMPLE)
    out, err = run(EXAMPLE, "--report", tmp_path / "r.json")
    assert "rien n’a changé" in out
    assert err == ""
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["status"] == "unchanged"


def test_bad_file_does_not_stop_the_others(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path], tmp_path: Path
) -> None:
    bad = write("photo.txt", b"\x89PNG\r\n\x1a\n....")
    out, err = run(bad, EXAMPLE, tmp_path / "absent.txt", "--report", tmp_path / "r.json")
    assert "photo.txt\u00a0: Ce fichier n’est pas un texte" in err
    assert "ERROR 2 lettre(s) sur 3 non importée(s)." in err
    assert "1 lettre(s) créée(s), 2 échec(s)" in out
    reported = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [entry["status"] for entry in reported] == ["failed", "created", "failed"]
    assert NewsletterPage.objects.get().number == 12


def test_two_letters_with_one_number_do_not_overwrite_each_other(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path]
) -> None:
    first = write("a.txt", letter("n° 4", "Les haies"))
    second = write("b.txt", letter("n° 4", "Les haies"))
    _, err = run(first, second)
    assert "Une autre lettre de cette série porte déjà le numéro 4" in err
    assert NewsletterPage.objects.get().title == "Les haies"


def test_letter_without_number_takes_the_one_given(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path]
) -> None:
    path = write("sans.txt", "Bonjour à toutes,\n🗣️ Édito : Planter\nPlanter prend une matinée.")
    _, err = run(path)
    assert "--number N" in err
    assert not NewsletterPage.objects.exists()
    run(path, "--number", "9")
    assert NewsletterPage.objects.get().number == 9


def test_number_for_several_files_is_refused(run: Callable[..., tuple[str, str]]) -> None:
    assert "une seule lettre" in run(EXAMPLE, EXAMPLE, "--number", "9")[1]


def test_publishing_without_date_writes_nothing(run: Callable[..., tuple[str, str]]) -> None:
    _, err = run(EXAMPLE, "--publish")
    assert "ne peut pas être publiée" in err
    assert "--date AAAA-MM-JJ" in err
    assert not NewsletterPage.objects.exists()
    assert not Person.objects.exists()


def test_publishing_with_a_date_publishes(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path]
) -> None:
    run(write("a.txt", letter("n° 4", "Les haies")), "--publish", "--date", "2022-02-15")
    assert NewsletterPage.objects.get().live


def test_dry_run_shows_and_writes_nothing(run: Callable[..., tuple[str, str]]) -> None:
    out, _ = run(EXAMPLE, "--dry-run")
    assert "7 rubriques, 2 entretiens, 3 initiatives" in out
    assert "1 examinée(s)" in out
    assert not NewsletterPage.objects.exists()
    assert not Person.objects.exists()


def test_report_in_a_missing_folder_is_refused_before_the_import(
    run: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    _, err = run(EXAMPLE, "--report", tmp_path / "absent" / "r.json")
    assert "ne peut pas être écrit" in err
    assert not NewsletterPage.objects.exists()


@pytest.mark.parametrize("arguments", [("--date", "15/02/2022"), ("--number", "trois")])
def test_wrong_option_is_told(
    run: Callable[..., tuple[str, str]], arguments: tuple[str, str]
) -> None:
    assert arguments[1] in run(EXAMPLE, *arguments)[1]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("vide.txt", b"", "vide"),
        ("blanc.txt", b" \n\t\r\n ", "vide"),
        ("gros.txt", b"Lettre n\xc2\xb0 4\n" + b"mot " * (13 * 1024 * 1024), "trop lourd"),
        ("binaire.txt", b"Lettre\x00\x01\x02", "pas un texte"),
        ("recette.txt", "Recette de la soupe\nÉpluchez les légumes.", "ne ressemble pas"),
        ("lettre.pdf", b"%PDF-1.7", "n’est pas accepté"),
    ],
)
def test_bad_file_gets_a_clear_message_and_writes_nothing(
    run: Callable[..., tuple[str, str]],
    write: Callable[..., Path],
    name: str,
    content: bytes | str,
    message: str,
) -> None:
    _, err = run(write(name, content))
    assert message in err
    assert "1 lettre(s) sur 1 non importée(s)" in err
    assert not NewsletterPage.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_usual_encodings_and_line_ends_give_the_same_draft(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path], encoding: str, line_end: str
) -> None:
    text = letter("n° 4", "Été à Évry : l'œuvre", "Édito : Çà et là\nPlanter prend du temps.")
    if encoding == "latin-1":
        text = text.replace("œ", "oe")
    write("a.txt", text.replace("\n", line_end).encode(encoding))
    _, err = run(write("a.txt", text.replace("\n", line_end).encode(encoding)))
    assert err == ""
    page = NewsletterPage.objects.get()
    assert page.title.replace("œ", "oe") == "Été à Évry\u00a0: l’oeuvre"
    assert page.rubriques[0].value["headline"] == "Çà et là"


def test_mixed_line_ends_are_read(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path]
) -> None:
    text = letter("n° 4", "Les haies").replace("\n", "\r\n", 1).replace("\n🗣", "\r🗣")
    assert run(write("a.txt", text))[1] == ""
    assert len(NewsletterPage.objects.get().rubriques) == 1


@pytest.mark.parametrize("title", ["🌊 Marée 👩‍👩‍👧", "שלום לכולם", "É" * 255])
def test_unusual_titles_are_kept(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path], title: str
) -> None:
    assert run(write("a.txt", letter("n° 4", title)))[1] == ""
    assert NewsletterPage.objects.get().title == title


def test_help_is_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        call_command("import_newsletter", "--help")
    assert stop.value.code == 0
    assert "Importe des lettres existantes" in capsys.readouterr().out


def test_every_format_becomes_a_draft(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path]
) -> None:
    lines = [line for line in EXAMPLE.read_text("utf-8").splitlines() if line.strip()]
    for number, (name, make) in enumerate(FORMATS.items(), 21):
        made = make([line.replace("n° 12", f"n° {number}") for line in lines])
        assert run(write(name, made))[1] == ""
    assert NewsletterPage.objects.count() == len(FORMATS)
    counts = [page.import_report["counts"] for page in NewsletterPage.objects.all()]
    assert {(c["rubriques"], c["interviews"], c["initiatives"]) for c in counts} == {(7, 2, 3)}


def test_message_gives_its_day_to_the_letter(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path]
) -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    path = write("l.eml", FORMATS["base64.eml"](lines))
    run(path)
    assert str(draft(12).date) == "2031-03-04"
    page = draft(12)
    page.date = datetime.date(2031, 3, 1)
    page.save_revision(clean=False)
    run(path)
    assert str(draft(12).date) == "2031-03-01"


def test_archive_of_letters_gives_them_all(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path], tmp_path: Path
) -> None:
    made = archive(
        {f"campagnes/{n}.html": mail_html(letter(f"n° {n}").split("\n")) for n in (4, 5)}
    )
    path = write("export.zip", made)
    out, err = run(path, "--report", tmp_path / "r.json")
    assert err == ""
    assert "2 lettre(s) créée(s)" in out
    reported = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [entry["file"].rpartition("/")[2] for entry in reported] == ["4.html", "5.html"]
    assert "valent pour une seule lettre" in run(path, "--date", "2022-01-01")[1]


def test_many_letters_are_told_by_their_counts(
    run: Callable[..., tuple[str, str]], write: Callable[..., Path]
) -> None:
    paths = [write(f"{n}.txt", letter(f"n° {n}", f"Les haies {n}")) for n in range(1, 8)]
    out, err = run(*paths, write("recette.txt", "Recette de la soupe"))
    assert out.splitlines()[-1] == "Terminé\u00a0: 7 lettre(s) créée(s), 1 échec(s)."
    assert len([line for line in out.splitlines() if ".txt" in line]) == 8  # the table, no details
    assert "recette.txt" in err
    assert "1 lettre(s) sur 8" in err
    assert "n°\u00a03" in run(*paths, "--verbosity", "2")[0]


def test_help_lists_the_formats(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("import_newsletter", "--help")
    reported = capsys.readouterr().out
    for extension in (".txt", ".md", ".html", ".eml", ".docx", ".zip"):
        assert extension in reported
