"""Letters without a number nor a standing rubrique: their name and their headings are enough."""

import pytest

from hub.newsletters.importing import NewsletterImportError, parse_letter
from hub.newsletters.importing.parsed import ParsedLetter
from hub.newsletters.importing.readers import read_source

SECTIONS = (
    "<h2>Le marché couvert rouvre</h2><p>Les élus de Villexemple rouvrent le marché.</p>"
    "<h2>À vos agendas</h2><p>Réunion le 12 mars 2024.</p>"
)


def parse(html: str, name: str = "l.html") -> ParsedLetter:
    return parse_letter(read_source(name, html.encode()).paragraphs)


@pytest.mark.parametrize(
    "title",
    [
        "L’infolettre de mars 2024",
        "La lettre des territoires",
        "Newsletter : le printemps",
        "Notre bulletin municipal",
        "La gazette d’Exemple, mars 2024",
    ],
)
def test_headings_of_a_named_letter_are_its_rubriques(title: str) -> None:
    letter = parse(f"<h1>{title}</h1>{SECTIONS}")
    assert letter.number is None
    names = [rubrique.name for rubrique in letter.rubriques]
    assert names == ["Le marché couvert rouvre", "À vos agendas"]
    assert (
        title.rpartition(" : ")[2].casefold() in f"{letter.title} {letter.letter_name}".casefold()
    )


def test_title_at_the_level_of_its_rubriques_is_not_one_of_them() -> None:
    letter = parse(f"<h2>L’infolettre de mars 2024</h2>{SECTIONS}")
    assert len(letter.rubriques) == 2


def test_smaller_headings_stay_in_their_rubrique() -> None:
    letter = parse(f"<h1>L’infolettre</h1>{SECTIONS}<h3>Un</h3><p>a</p><h3>Deux</h3><p>b</p>")
    assert len(letter.rubriques) == 2


def test_markdown_letter_is_read_alike() -> None:
    text = "# L’infolettre de mars\n\n## Un\n\nPhrase une.\n\n## Deux\n\nPhrase deux.\n"
    assert len(parse(text, "l.md").rubriques) == 2


@pytest.mark.parametrize(
    "html",
    [
        "<h1>L’infolettre de mars 2024</h1><p>Les élus rouvrent le marché.</p>",
        "<p>Lettre de motivation</p><p>Madame, Monsieur, je postule.</p>",
    ],
)
def test_text_without_headings_is_refused(html: str) -> None:
    with pytest.raises(NewsletterImportError, match="ne ressemble pas à une lettre"):
        parse(html)
