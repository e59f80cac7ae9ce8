from collections.abc import Callable
from pathlib import Path

import pytest

from inspiration.importing import InitiativeImportError, read_path

HEAD = "---\ntitre: Un\n---\n"


def problems_of(path: Path) -> list[str]:
    with pytest.raises(InitiativeImportError) as error:
        read_path(path)
    return [str(problem) for problem in error.value.problems]


def test_markdown_keeps_values_as_text_and_their_lines(write: Callable[..., Path]) -> None:
    item = read_path(write('---\ntitre: Un\nterritoires: [01001, "93039 : lieu"]\n---\nTexte.\n'))[
        0
    ]
    assert [(field.label, field.lines, field.line) for field in item.fields] == [
        ("titre", ["Un"], 2),
        ("territoires", ["01001", "93039 : lieu"], 3),
    ]
    assert [(s.title, s.text, s.line) for s in item.sections] == [("", "Texte.", 5)]


def test_markdown_reads_back_a_list_entry_that_yaml_takes_for_a_pair(
    write: Callable[..., Path],
) -> None:
    item = read_path(write("---\nqui_coopere:\n  - Mairie : porteuse\n---\n"))[0]
    assert item.fields[0].lines == ["Mairie\u00a0: porteuse"]


def test_markdown_cuts_at_headings_but_not_inside_code(write: Callable[..., Path]) -> None:
    text = (
        HEAD
        + "Avant.\n\n## Le défi\n\n```\n## pas un titre\n```\n\n### Détail\n\n## Suite\n\nFin.\n"
    )
    item = read_path(write(text))[0]
    assert [(s.title, s.level, s.line) for s in item.sections] == [
        ("", 0, 4),
        ("Le défi", 2, 6),
        ("Suite", 2, 14),
    ]
    assert "## pas un titre" in item.sections[1].text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sans en-tête.", "ligne 1\u00a0: le fichier commence par un en-tête"),
        ("---\ntitre: Exemple : un\n---\n", "ligne 2\u00a0: l’en-tête n’est pas lisible"),
        ("---\njuste un texte\n---\n", "clé: valeur"),
        (
            "---\ntitre: Un\ntitre: Deux\n---\n",
            "ligne 3\u00a0: la clé «\u00a0titre\u00a0» est en double",
        ),
        ("---\nthemes: {a: 1, b: 2}\n---\n", "ligne 2\u00a0: «\u00a0themes\u00a0» attend un texte"),
        ("---\nfinanceurs: [[1, 2]]\n---\n", "attend un texte ou une liste"),
    ],
)
def test_malformed_markdown_is_refused_with_its_line(
    write: Callable[..., Path], text: str, words: str
) -> None:
    assert words in problems_of(write(text))[0]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"x", "format"),
        ("a.md", b"", "vide"),
        ("a.md", b"\x00\x01", "pas un fichier de texte"),
        ("a.csv", b"a;" * 1_100_000, "Mo"),
    ],
)
def test_file_that_is_not_text_is_refused(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert words in problems_of(path)[0]


def test_missing_file_is_refused(tmp_path: Path) -> None:
    assert "illisible" in problems_of(tmp_path / "absent.md")[0]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_table_is_read_whatever_its_delimiter_and_encoding(
    write: Callable[..., Path], delimiter: str, encoding: str
) -> None:
    text = delimiter.join(["titre", "défi"]) + "\n" + delimiter.join(["Été", "Un été"]) + "\n"
    items = read_path(write(text, "fiches.csv", encoding))
    assert [(f.label, f.text) for f in items[0].fields] == [("titre", "Été"), ("défi", "Un été")]


def test_table_rows_know_their_line_after_a_cell_of_several_lines(
    write: Callable[..., Path],
) -> None:
    items = read_path(write('titre;defi\nUn;"a\nb"\n\nDeux;c\n', "fiches.csv"))
    assert [item.line for item in items] == [2, 5]


def test_formula_in_a_cell_is_text_and_its_quote_is_removed(
    write: Callable[..., Path],
) -> None:
    items = read_path(write("titre;defi;freins\n=1+1;'=cmd();'hier\n", "fiches.csv"))
    assert [f.text for f in items[0].fields] == ["=1+1", "=cmd()", "'hier"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("titre;titre\nUn;Deux\n", "en double"),
        ("titre\nUn;Deux\n", "ligne 2\u00a0: cette ligne a plus de cellules"),
        ('titre\n"Un\n', "guillemet"),
    ],
)
def test_malformed_table_is_refused(write: Callable[..., Path], text: str, words: str) -> None:
    assert words in problems_of(write(text, "fiches.csv"))[0]
