"""Rich text as plain text: links, lists, paragraphs, folding."""

import pytest
from pytest_django import Settings

from hub.core.values.plain_text import html_to_text, link_to_text, table_to_text, wrap


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("<p>Une<br/>ligne</p>", "Une\nligne"),
        ("<ul><li>a</li><li>b</li></ul>", "– a\n– b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "– a\n  – b"),
        ('<p>Voir <a href="https://a.fr/">le site</a>.</p>', "Voir le site (https://a.fr/)."),
        ('<p>Voir <a href="https://a.fr/">le site </a>ici</p>', "Voir le site (https://a.fr/) ici"),
        ('<p><a href="https://a.fr/">https://a.fr/</a></p>', "https://a.fr/"),
        ('<p><a href="mailto:a@b.fr">écrire</a></p>', "écrire (a@b.fr)"),
        ('<p><a href="#bas">plus bas</a></p>', "plus bas"),
        ("<p><a>ancien lien</a></p>", "ancien lien"),
        ('<p><img src="/x.jpg" alt="La place"></p>', "[Image\u00a0: La place]"),
        ("<p>L’été &amp; l’hiver&nbsp;!</p>", "L’été & l’hiver\u00a0!"),
        ("", ""),
    ],
)
def test_html_becomes_readable_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_path_becomes_an_address_of_the_site(settings: Settings) -> None:
    settings.BASE_URL = "https://hub.example"
    assert link_to_text("la lettre", "/lettres/3/") == "la lettre (https://hub.example/lettres/3/)"


def test_table_with_headers_repeats_them_on_each_row() -> None:
    rows = [["Temps", "Durée"], ["Pairs", "Un jour"], ["AGORA", None]]
    assert table_to_text(rows, header=True) == (
        "– Temps\u00a0: Pairs\u00a0; Durée\u00a0: Un jour\n– Temps\u00a0: AGORA"
    )


def test_table_without_headers_keeps_its_cells_apart() -> None:
    assert table_to_text([["a", "b"], ["c", None]]) == "a | b\nc"


def test_wrap_keeps_addresses_whole_and_lists_indented() -> None:
    address = "https://example.org/" + "a" * 90
    folded = wrap(f"– mot {'mot ' * 30}{address}")
    assert address in folded
    lines = folded.split("\n")
    assert all(line.startswith("  ") for line in lines[1:])
    assert all(len(line) <= 78 for line in lines if "https://" not in line)
