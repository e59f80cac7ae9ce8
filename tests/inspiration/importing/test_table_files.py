"""Tables as people save them: encodings, line ends, workbooks under any name."""

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from inspiration.importing import InitiativeImportError, parse_items, read_path
from tests.inspiration.importing.workbook_files import cell, ods, row, xlsx

Read = Callable[..., list[dict[str, str]]]
HEAD = "titre;chapo;budget"
ROW = "Été à l’œuvre;Un chapô où l’élève a vu ça : « dès août ».;18 500,00 €"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read the bytes of a file; return {label: text} for each item."""

    def read_bytes(data: bytes, name: str = "fiches.csv") -> list[dict[str, str]]:
        path = tmp_path / name
        path.write_bytes(data)
        return [{f.label: f.text for f in item.fields} for item in read_path(path)]

    return read_bytes


def refusal(read: Read, data: bytes, name: str = "fiches.csv") -> str:
    with pytest.raises(InitiativeImportError) as error:
        read(data, name)
    return str(error.value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "cp850", "utf-16", "utf-16-be", "utf-16-le"],
)
def test_table_is_read_whatever_its_encoding_and_line_ends(
    read: Read, encoding: str, end: str
) -> None:
    # MS-DOS has neither curly apostrophes nor ligatures.
    line = ROW.replace("’", "'").replace("œ", "oe") if encoding == "cp850" else ROW
    line = line.replace("€", "EUR") if encoding in ("cp850", "mac_roman") else line
    data = f"{HEAD}{end}{line}{end}Deux;Le résumé.;{end}".encode(encoding)

    first, second = read(data)

    assert list(first.values()) == line.split(";")
    assert second == {"titre": "Deux", "chapo": "Le résumé."}


@pytest.mark.parametrize("word", ["chapô", "déjà", "À", "où", "Où ça ?", "Noël", "É"])
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_one_accent_is_enough_to_tell_the_encoding(read: Read, encoding: str, word: str) -> None:
    end = "\r" if encoding == "mac_roman" else "\r\n"
    assert read(f"titre{end}{word}{end}".encode(encoding)) == [{"titre": word}]


@pytest.mark.parametrize("name", ["fiches.txt", "fiches.csv", "fiches.tsv", "fiches.xlsx"])
def test_unicode_text_of_excel_is_read(read: Read, name: str) -> None:
    text = 'titre\tdemarche\r\n"Un ; deux"\t"2021 — a\n2022 — b"\r\n'
    assert read(text.encode("utf-16"), name) == [
        {"titre": "Un ; deux", "demarche": "2021 — a\n2022 — b"}
    ]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;", "\ufeffsep=;"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separator_line_of_excel_is_not_data(read: Read, first: str, end: str) -> None:
    data = f"{first}{end}titre;chapo{end}Un;a, b, c, d{end}".encode()
    assert read(data) == [{"titre": "Un", "chapo": "a, b, c, d"}]


@pytest.mark.parametrize("delimiter", ["|", "\t", ",", "^"])
def test_separator_line_gives_any_delimiter(read: Read, delimiter: str) -> None:
    text = f"sep={delimiter}\ntitre{delimiter}chapo\nUn{delimiter}Deux ; trois\n"
    assert read(text.encode()) == [{"titre": "Un", "chapo": "Deux ; trois"}]


def test_lines_are_those_of_the_file_after_a_separator_line(tmp_path: Path) -> None:
    path = tmp_path / "fiches.csv"
    path.write_text('sep=;\n\ntitre;chapo\nUn;"a\nb"\nDeux;c\n', encoding="utf-8")
    assert [item.line for item in read_path(path)] == [4, 6]


def test_empty_cells_at_the_end_of_lines_are_ignored(read: Read) -> None:
    assert read(b";;\ntitre;chapo\nUn;a;;\n;;\n") == [{"titre": "Un", "chapo": "a"}]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"titre;;chapo\nUn;perdu;a\n", "la colonne 2 n’a pas de titre"),
        ("titre;chapo\nÉté;été déjà".encode() + b"\nUn;\xe9\n", "ligne 3"),
        (b"\xff\xfet\x00i\x00x", "abîmé ou incomplet"),
        (b"t\x00i\x00\x01\x00", "pas un fichier de texte"),
        (b"PK\x03\x04xxxx", "un classeur abîmé ou une archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 90, "(.xls) ou protégé"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "pas un fichier de texte"),
    ],
)
def test_table_that_would_lose_words_is_refused(read: Read, data: bytes, words: str) -> None:
    assert words in refusal(read, data)


def test_notes_in_a_text_file_are_refused_at_once(read: Read) -> None:
    assert "colonne «\u00a0titre\u00a0»" in refusal(read, b"Bonjour,\nvoici\nles fiches.", "a.txt")


def test_markdown_in_a_text_file_is_read(read: Read) -> None:
    assert read(b"---\ntitre: Un\n---\nTexte.\n", "a.txt") == [{"titre": "Un"}]


# Workbooks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["fiches.csv", "fiches.xlsx", "fiches.ods", "fiches.txt"])
@pytest.mark.parametrize(
    "data",
    [
        xlsx(["titre", "budget"], ["Une halle", 18500]),
        ods(
            [
                row("titre", "budget"),
                row("Une halle", cell("18 500,00 €", "currency", "18500")),
            ]
        ),
    ],
    ids=["Excel", "OpenDocument"],
)  # fmt: skip
def test_workbook_is_read_whatever_its_name(read: Read, data: bytes, name: str) -> None:
    assert read(data, name) == [{"titre": "Une halle", "budget": "18500"}]


@pytest.mark.parametrize("name", ["fiches.xlsx", "fiches.ods"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_csv_named_as_a_workbook_is_read(read: Read, name: str, encoding: str) -> None:
    assert read("titre;chapo\r\nÉté;là\r\n".encode(encoding), name) == [
        {"titre": "Été", "chapo": "là"}
    ]


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("yyyy-mm-dd", "2023-03-01"),
        ("dd/mm/yy", "2023-03-01"),
        ('[$-40C]d mmmm yyyy;@', "2023-03-01"),
        ("mmm-yy", "2023-03"),
        ("[$-40C]mmm\\-yy;@", "2023-03"),
        ("mmmm yyyy", "2023-03"),
        ("mm/yyyy", "2023-03"),
        ("yyyy", "2023"),
    ],
)  # fmt: skip
def test_date_of_excel_has_the_precision_that_is_shown(
    read: Read, number_format: str, text: str
) -> None:
    data = xlsx(
        ["titre", "debut"], ["Un", datetime.date(2023, 3, 1)], formats={"B2": number_format}
    )
    assert read(data, "fiches.xlsx")[0]["debut"] == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("01/03/23", "2023-03-01"),
        ("1 mars 2023", "2023-03-01"),
        ("mercredi 1 mars 2023", "2023-03-01"),
        ("1 mars", "2023-03-01"),
        ("mars-23", "2023-03"),
        ("mars 2023", "2023-03"),
        ("03/2023", "2023-03"),
        ("2023", "2023"),
    ],
)
def test_date_of_libreoffice_has_the_precision_that_is_shown(
    read: Read, shown: str, text: str
) -> None:
    data = ods([row("titre", "debut"), row("Un", cell(shown, "date", "2023-03-01"))])
    assert read(data, "fiches.ods")[0]["debut"] == text


def test_numbers_of_excel_are_what_the_sheet_shows(read: Read) -> None:
    data = xlsx(
        ["titre", "equipe_etp", "territoires", "budget", "mois", "oui"],
        [2024, 0.1 + 0.2, 1001, 18500.5, 12.0, True],
        formats={"C2": "00000"},
    )
    assert list(read(data, "fiches.xlsx")[0].values()) == [
        "2024", "0,3", "01001", "18500,5", "12", "VRAI"
    ]  # fmt: skip


def test_cells_of_libreoffice_keep_their_words(read: Read) -> None:
    spaced = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p>'
        "</office:annotation><text:p>Un<text:s text:c=\"2\"/><text:span>mot</text:span>"
        "<text:line-break/>fin</text:p></table:table-cell>"
    )  # fmt: skip
    data = ods(
        [
            row(cell(table__number_columns_repeated="1"), repeated=3),
            row("titre", "chapo", "territoires", "equipe_etp", "demarche"),
            row(
                "Un",
                spaced,
                cell("01001", "float", "1001"),
                cell("1,50", "float", "1.5"),
                cell("2021 — a\n2022 — b", "string"),
                cell(table__number_columns_repeated="16379"),
            ),
            row(cell(table__number_columns_repeated="16384"), repeated=1048000),
        ]
    )
    assert read(data, "fiches.ods") == [
        {
            "titre": "Un",
            "chapo": "Un  mot\nfin",
            "territoires": "01001",
            "equipe_etp": "1,5",
            "demarche": "2021 — a\n2022 — b",
        }
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (xlsx(["titre", "budget"], ["Un", "=1+1"]), "la formule de la cellule B2"),
        (xlsx(["titre", "budget"], ["Un", "#REF!"]), "B2 contient une erreur de calcul (#REF!)"),
        (
            ods([row("titre"), row(cell("#REF!", "string", calcext__value_type="error"))]),
            "erreur de calcul (#REF!)",
        ),
        (ods([row("titre")], **{"META-INF/manifest.xml": b"<encryption-data/>"}), "mot de passe"),
        (ods([]), "ce fichier est vide"),
        (ods(), "ce classeur n’est pas lisible"),
        (ods([row("titre"), row("Un", repeated=5000)]), "plus de 2000 lignes"),
    ],
)
def test_workbook_that_would_lose_values_is_refused(read: Read, data: bytes, words: str) -> None:
    assert words in refusal(read, data, "fiches.csv")


@pytest.mark.parametrize("content", [b"<a", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a/>"])
def test_damaged_opendocument_is_refused(read: Read, content: bytes) -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("content.xml", content)
    assert "ce classeur n’est pas lisible" in refusal(read, output.getvalue(), "fiches.ods")


@pytest.mark.parametrize(
    "data",
    [xlsx(["titre"], ["Un"], Notes=["perdu"]), ods([row("titre"), row("Un")], [row("perdu")])],
    ids=["Excel", "OpenDocument"],
)
def test_other_sheets_are_reported(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "fiches.ods"
    path.write_bytes(data)
    [initiative] = parse_items(read_path(path))
    assert "seule la première feuille est lue" in initiative.remarks[0]
