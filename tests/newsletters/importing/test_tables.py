"""Data tables of letters stay tables; layout tables are read as paragraphs."""

import pytest

from hub.newsletters.importing import parse_letter, read_pasted, read_source
from hub.newsletters.importing.builder import import_letter
from hub.newsletters.importing.parsed import Table
from tests.newsletters.importing.drafts import draft
from tests.newsletters.importing.word_parts import word_document, word_paragraph, word_parts
from tests.newsletters.importing.writers import PNG, archive

TITLE = "Lettre n° 7 : Le marché"
ROWS = [["Lieu", "Date"], ["Villexemple", "12 mars 2024"], ["Bourg-Exemple", ""]]


def html_table(rows: list[list[str]], attributes: str = "", tag: str = "th") -> str:
    lines = [
        "".join(f"<{tag if not n else 'td'}>{cell}</{tag if not n else 'td'}>" for cell in row)
        for n, row in enumerate(rows)
    ]
    return f"<table {attributes}>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def word_table(rows: list[list[str]]) -> str:
    cells = ["".join(f"<w:tc>{word_paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def word(*rows: list[list[str]]) -> bytes:
    body = word_paragraph(TITLE) + word_paragraph("Édito") + word_paragraph("Avant.")
    body += word_paragraph("").join(map(word_table, rows)) + word_paragraph("Après.")
    return archive(word_parts(word_document(body), PNG))


def page(table: str) -> bytes:
    return f"<h1>{TITLE}</h1><h2>Édito</h2><p>Avant.</p>{table}<p>Après.</p>".encode()


def markdown(rows: list[list[str]]) -> bytes:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|---|---|")
    table = "\n".join(lines)
    return f"# {TITLE}\n\n## Édito\n\nAvant.\n\n{table}\n\nAprès.\n".encode()


FILES = {
    "word.docx": word(ROWS),
    "header.html": page(html_table(ROWS)),
    "border.html": page(html_table(ROWS, 'border="1"', "td")),
    "pasted.html": page(html_table(ROWS, 'class="MsoTableGrid"', "td")),
    "google.html": page(html_table(ROWS, "", "td").replace("<td", '<td style="border:solid 1pt"')),
    "paragraphs.html": page(html_table([[f"<p>{cell}</p>" for cell in row] for row in ROWS])),
    "table.md": markdown(ROWS),
}


@pytest.mark.parametrize("name", FILES)
def test_data_table_stays_a_table(name: str) -> None:
    letter = parse_letter(read_source(name, FILES[name]).paragraphs)
    items = letter.rubriques[0].items
    assert [type(item).__name__ for item in items] == ["Prose", "Table", "Prose"]
    assert isinstance(items[1], Table)
    assert items[1].cells == ROWS
    assert [date.text for date in letter.dates] == ["12 mars 2024"]


def test_two_tables_stay_two() -> None:
    letter = parse_letter(read_source("l.docx", word(ROWS, ROWS)).paragraphs)
    tables = [item for item in letter.rubriques[0].items if isinstance(item, Table)]
    assert [table.cells for table in tables] == [ROWS, ROWS]


@pytest.mark.parametrize(
    "table",
    [
        html_table(ROWS, "", "td"),
        html_table(ROWS, 'role="presentation"'),
        html_table(ROWS[:1]),
        html_table([["Un"], ["Deux"]]),
        html_table([["Titre", "x"], ["Un long paragraphe. " * 10, "y"]]),
        html_table([["Lien", "x"], ['<a href="https://exemple.invalid">ici</a>', "y"]]),
        html_table([["A", "B"], ["<ul><li>un</li></ul>", "y"]]),
        html_table([["A", "B"], [html_table(ROWS, "", "td"), "y"]]),
        html_table([["A", "B"], ["C"]]),
        html_table([["A | B", "C"], ["D", "E"]]),
    ],
)
def test_layout_table_is_read_as_paragraphs(table: str) -> None:
    document = read_source("l.html", page(table))
    letter = parse_letter(document.paragraphs)
    assert not any(isinstance(item, Table) for item in letter.all_items())
    words = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert all(word in words for word in ("Avant.", "Après."))


def test_table_of_a_pasted_page_stays_a_table() -> None:
    letter = parse_letter(read_pasted(page(html_table(ROWS)).decode()).paragraphs)
    assert any(isinstance(item, Table) for item in letter.all_items())


@pytest.mark.django_db
@pytest.mark.usefixtures("site_tree")
def test_table_is_a_block_of_the_draft() -> None:
    import_letter(read_source("l.docx", FILES["word.docx"]))
    blocks = draft(7).rubriques[0].value["content"]
    assert [block.block_type for block in blocks] == ["paragraph", "table", "paragraph"]
    assert blocks[1].value["data"] == ROWS
    shown = str(blocks[1].render())
    assert "12 mars 2024" in shown
    assert "<th" in shown
