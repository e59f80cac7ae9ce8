"""Letters of other programmes: without n°, rubriques or marks, with front matter, in MacRoman."""

import datetime

import pytest

from hub.newsletters.importing import (
    NewsletterImportError,
    parse_letter,
    read_pasted,
    read_source,
)
from hub.newsletters.importing.builder import ImportOptions, import_letter, preview_import
from hub.newsletters.importing.parsed import ParsedLetter
from tests.newsletters.importing.drafts import draft

INTERTITLES = (
    "<title>L’infolettre de mars 2024</title><h1>L’infolettre de mars 2024</h1>"
    "<h2>Le marché couvert rouvre</h2><p>Les élus de Villexemple rouvrent le marché.</p>"
    "<h2>À vos agendas</h2><p>Réunion le 12 mars 2024.</p>"
)


def parse(text: str) -> ParsedLetter:
    return parse_letter(read_pasted(text).paragraphs, is_letter=True)


@pytest.mark.django_db
@pytest.mark.usefixtures("site_tree")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("l.html", INTERTITLES),
        ("l.md", "# L’infolettre de mars\n\n## Le marché\n\nIl rouvre.\n\n## Agenda\n\nRéunion.\n"),
        ("l.txt", "L’infolettre de mars 2024\n\nLe marché rouvre.\n\nUne réunion aura lieu."),
        ("l.md", "## Le marché\n\nIl rouvre.\n\n## Agenda\n\nRéunion.\n"),
        ("l.html", "<p>Chères et chers collègues,</p><p>Le marché rouvre.</p>"),
    ],
)
def test_letter_without_number_nor_known_rubrique_takes_the_number_given(
    name: str, text: str
) -> None:
    document = read_source(name, text.encode())
    import_letter(document, ImportOptions(number=4))
    page = draft(4)
    assert page.title
    kept = str(page.import_source)
    assert all(paragraph.text in kept for paragraph in document.paragraphs)


@pytest.mark.django_db
@pytest.mark.usefixtures("site_tree")
def test_letter_with_headings_is_recognised_before_its_number_is_given() -> None:
    preview = preview_import(read_source("l.html", INTERTITLES.encode()))
    assert preview.number is None
    names = [rubrique["name"] for rubrique in preview.report["rubriques"]]
    assert names == ["Le marché couvert rouvre", "À vos agendas"]
    assert preview.report["letter"]["title"] == "L’infolettre de mars 2024"


def test_text_that_nothing_makes_a_letter_is_refused() -> None:
    with pytest.raises(NewsletterImportError, match="--number"):
        parse_letter(read_pasted("Recette de la soupe\n\nÉpluchez.").paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "Infolettre – mars 2024 – n° 4",
        "Mars 2024 | #4",
        "Les Nouvelles du pays • numéro 4 • mars 2024",
        "Mars 2024 / N°4",
        "L’infolettre des centres-bourgs, nº 4",
        "Petites villes infos n°4 mars 2024",
    ],
)
def test_number_is_read_in_the_masthead_and_to_be_checked(line: str) -> None:
    letter = parse_letter(
        read_pasted(f"{line}\n\nLe marché rouvre\n\nBonjour,\n\nTexte.").paragraphs
    )
    assert letter.number == 4
    words = " ".join(letter.texts())
    assert all(word in words for word in ("marché", "Texte"))


@pytest.mark.parametrize(
    "line",
    [
        "Le décret n° 2024 est paru",
        "Circulaire n° 12",
        "Voir les fiches n° 3 et n° 4 de mars",
        "Le n° 2024-12 du bulletin officiel",
        "Écrivez au service, bureau n° 4.",
    ],
)
def test_number_of_something_else_is_not_that_of_the_letter(line: str) -> None:
    assert parse(f"L’infolettre de mars\n\n{line}\n\nTexte.").number is None


@pytest.mark.parametrize(
    "question",
    [
        "Comment avez-vous démarré",
        "Pourquoi ce marché",
        "Quelles sont les difficultés",
        "Racontez-nous vos débuts.",
        "Avez-vous un conseil",
        "Et qu’est-ce qui change",
        "Votre commune a-t-elle changé…",
    ],
)
def test_question_without_its_mark_opens_an_interview(question: str) -> None:
    letter = parse(
        f"Lettre n° 4 : Le marché\nÉdito\nBonjour.\nEn pratique\n{question}\n"
        "Camille Exemple, maire de Villexemple :\nNous avons planté."
    )
    asked = [one.question.text for one in letter.interviews if one.question]
    assert asked == [question]


def test_sentence_before_a_speaker_is_not_a_question() -> None:
    letter = parse(
        "Lettre n° 4 : Le marché\nEn pratique\nLe marché a rouvert en mars.\n"
        "Camille Exemple, maire de Villexemple :\nNous avons planté."
    )
    assert [one.question for one in letter.interviews] == [None]


@pytest.mark.parametrize(
    "line",
    [
        "Besançon (25) – Un marché couvert",
        "Besançon (25) — Un marché couvert",
        "1. Besançon (25) – Un marché couvert",
        "2) Besançon (25) : Un marché couvert",
        "3 - Besançon (25) – Un marché couvert",
        "Initiative n° 4 : Besançon (25) : Un marché couvert",
        "- Besançon (25) – Un marché couvert",
    ],
)
def test_initiative_with_a_dash_or_a_number_is_recognised(line: str) -> None:
    letter = parse(f"Lettre n° 4 : Le marché\nEn pratique\nDeux exemples.\n{line}\nFin.")
    stubs = [(stub.place, stub.departement, stub.title) for stub in letter.initiatives]
    assert stubs == [("Besançon", "25", "Un marché couvert")]


@pytest.mark.parametrize(
    "line",
    [
        "Besançon (25) – la ville a rouvert son marché.",
        "Besançon (ville) – Un marché couvert",
        "Le marché – Un lieu",
    ],
)
def test_sentence_with_a_dash_is_not_an_initiative(line: str) -> None:
    assert parse(f"Lettre n° 4 : Le marché\nEn pratique\n{line}\nFin.").initiatives == []


BODY = "\n## Édito\n\nLes élus.\n"


@pytest.mark.parametrize(
    ("matter", "number", "title", "day"),
    [
        ("---\ntitle: Le marché\nnumber: 4\ndate: 2024-03-12\n---\n", 4, "Le marché", 12),
        ('---\ntitle: "Lettre n° 4 : Le marché"\n---\n', 4, "Le marché", None),
        ("---\r\ntitre: Le marché\r\nnuméro: 4\r\n---\r\n", 4, "Le marché", None),
        (
            '+++\ntitle = "Le marché"\nissue = 4\ndate = 2024-03-12T09:00:00\n+++\n',
            4,
            "Le marché",
            12,
        ),
        ("---\ntitle: Le marché\ntags: [haies, élus]\n---\n", None, "Le marché", None),
        ("\ufeff---\nNumber: 4\ntitle: Le marché\n---\n", 4, "Le marché", None),
    ],
)
def test_front_matter_gives_number_title_and_day(
    matter: str, number: int | None, title: str, day: int | None
) -> None:
    document = read_source("l.md", (matter + BODY).encode())
    letter = parse_letter(document.paragraphs)
    assert (letter.number, letter.title) == (number, title)
    assert document.sent == (datetime.date(2024, 3, day) if day else None)
    assert not any(":" in p.text and "title" in p.text for p in document.paragraphs)


def test_other_entries_and_comments_of_markdown_are_listed() -> None:
    text = (
        f"---\ntitle: N° 4\ntags: [haies, élus]\nbrouillon: true\n---\n{BODY}<!-- à vérifier -->\n"
    )
    left = [p.text for p in read_source("l.md", text.encode()).left_out]
    assert left == ["tags\u00a0: haies, élus", "brouillon\u00a0: True", "à vérifier"]


@pytest.mark.parametrize(
    "matter",
    ["---\n[a: b\n---\n", "---\njuste un texte\n---\n", "---\ntitle: x\n", "+++\na = \n+++\n"],
)
def test_text_that_is_not_front_matter_is_kept(matter: str) -> None:
    document = read_source("l.md", f"{matter}{BODY}".encode())
    words = " ".join(p.text for p in document.paragraphs)
    assert all(word in words for word in matter.replace("-", " ").replace("+", " ").split())


LETTER = (
    "Lettre n° 4 : « Le marché »\rÉdito\rLes élus l’ont décidé à Villexemple… Ça marche, où ?\r"
)


@pytest.mark.parametrize("name", ["l.txt", "l.md", "l.html"])
@pytest.mark.parametrize("encoding", ["mac-roman", "cp1252", "utf-8"])
def test_text_of_an_old_mac_keeps_its_accents(name: str, encoding: str) -> None:
    document = read_source(name, LETTER.replace("\r", "\r\r").encode(encoding))
    words = " ".join(p.text for p in document.paragraphs)
    assert "« Le marché »" in words
    assert "Les élus l’ont décidé à Villexemple… Ça marche, où ?" in words
    assert ("Encodage deviné" in " ".join(document.notices)) == (encoding != "utf-8")


@pytest.mark.parametrize("charset", ["macintosh", "x-mac-roman", "mac-roman"])
def test_declared_encoding_of_a_mac_is_read(charset: str) -> None:
    page = f'<meta charset="{charset}"><p>Lettre n° 4 : Été à Besançon</p>'
    document = read_source("l.html", page.encode("mac-roman"))
    assert document.paragraphs[0].text == "Lettre n° 4 : Été à Besançon"
