"""The first real letter; collected only when its text is beside the project."""

import pytest

from hub.newsletters.importing import parse_letter, read_path
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.parsed import ParsedLetter
from tests.newsletters.importing.conftest import REAL
from tests.newsletters.importing.words import words_of


@pytest.fixture(scope="module")
def document() -> SourceDocument:
    return read_path(REAL)


@pytest.fixture(scope="module")
def letter(document: SourceDocument) -> ParsedLetter:
    return parse_letter(document.paragraphs)


def test_number_title_and_greeting_are_found(letter: ParsedLetter) -> None:
    assert letter.number == 3
    assert letter.title == "Entrée dans la seconde phase de l’accompagnement"
    assert letter.letter_name == "La lettre des territoires pilotes"
    assert letter.greeting.text == "Bonjour à toutes et à tous,"
    assert len(letter.intro) == 1
    assert [p.text[:15] for p in letter.closing] == ["N’hésitez pas à"]
    assert letter.warnings == []


def test_seven_rubriques_come_in_order(letter: ParsedLetter) -> None:
    assert [(r.key, r.name) for r in letter.rubriques] == [
        ("edito", "Édito"),
        ("en-theorie", "En théorie…"),
        ("en-pratique", "En pratique…"),
        ("nouvelles-des-territoires", "Les nouvelles des territoires…"),
        ("en-chantier", "En chantier…"),
        ("a-suivre", "À suivre…"),
        ("inspiration", "Inspiration par Territoires Audacieux…"),
    ]
    assert [bool(r.tagline) for r in letter.rubriques] == [False] + [True] * 6
    edito = letter.rubriques[0]
    assert edito.headline == "L’envol des projets"
    assert edito.author.name == "Léa Tramontin"
    assert edito.author.email == "lea@territoires-audacieux.fr"


def test_four_interviews_have_people_roles_and_places(letter: ParsedLetter) -> None:
    parsed = [(i.answers[0].person, i.answers[0].place, i.span.start) for i in letter.interviews]
    assert parsed == [
        ("Robert Verrière", "Reugny", 34),
        ("Nadège Noury", "Saint-Jean de Braye", 37),
        ("Guillaume Sergeant", "Beauvais", 41),
        ("Cédric Delmotte", "Communauté Urbaine d’Arras", 44),
    ]
    assert letter.interviews[3].question.text == "Ce n’est pas toujours un choix facile à faire…"
    assert [len(i.answers[0].paragraphs) for i in letter.interviews] == [1, 2, 1, 1]
    assert letter.interviews[1].answers[0].role == "Directrice ville en transition"


def test_everyone_is_named_once_and_no_body_is_a_person(letter: ParsedLetter) -> None:
    assert [person.name for person in letter.people] == [
        "Léa Tramontin",
        "Julian Perdrigeat",
        "Jean-François Caron",
        "Mohamed Gnabaly",
        "Anne-Sophie Casteigt",
        "Laurent Monnet",
        "Philippe Mignard",
        "Marianne Cuoq",
        "Sophie Bosquillon",
        "Stéphane Berdoulet",
        "Robert Verrière",
        "Nadège Noury",
        "Guillaume Sergeant",
        "Cédric Delmotte",
        "Céline Coubard",
    ]
    people = {person.name: person for person in letter.people}
    assert people["Céline Coubard"].organisation == "PHARES/InterstiCiel"
    assert people["Laurent Monnet"].territory_name == "Plaine Commune"
    assert people["Sophie Bosquillon"].territory_name == "Ile Saint Denis"
    assert people["Mohamed Gnabaly"].role == "maire"
    assert people["Marianne Cuoq"].role == ""


def test_initiatives_keep_the_code_of_the_letter(letter: ParsedLetter) -> None:
    assert [(stub.place, stub.departement) for stub in letter.initiatives] == [
        ("Besançon", "25"),
        ("Saône-et-Loire", "71"),
        ("Lisieux Normandie", "26"),
    ]


def test_territories_are_those_named_as_such(letter: ParsedLetter) -> None:
    names = {territory.name for territory in letter.territories}
    assert {"Reugny", "Beauvais", "Arras", "Saint-Jean de Braye", "Plaine Commune"} <= names
    assert not names & {"Lil’Ô", "Halage", "Phares", "Fabrique"}


def test_dates_keep_their_precision(letter: ParsedLetter) -> None:
    parsed = [(d.precision, d.day, d.end_day, d.month, d.year, d.deadline) for d in letter.dates]
    assert ("days", 20, 21, 1, None, False) in parsed
    assert ("day", 7, None, 3, None, False) in parsed
    assert ("day", 10, None, 3, None, True) in parsed
    assert [d.text for d in letter.dates if d.precision == "count"] == [
        "trois autres journées",
        "Quatre jours",
        "trois demi-journées",
    ]
    assert {d.year for d in letter.dates} == {None, 2020}


def test_seven_lost_links_are_listed(letter: ParsedLetter) -> None:
    assert [(link.kind, link.label.split()[0]) for link in letter.lost_links] == [
        ("video", "documentaire"),
        ("agenda", "Framagenda"),
        ("audio", "podcast"),
        ("document", "note"),
        ("initiative", "le"),
        ("initiative", "vulgariser"),
        ("initiative", "La"),
    ]


def test_every_quotation_has_its_speaker(letter: ParsedLetter) -> None:
    speakers = [q.speaker for item in letter.all_items() for q in getattr(item, "quotations", ())]
    assert len(speakers) == 14
    assert speakers.count("Stéphane Berdoulet") == 3
    assert all(speakers)


def test_nothing_is_lost_and_nothing_invented(
    letter: ParsedLetter, document: SourceDocument
) -> None:
    source = words_of(paragraph.text for paragraph in document.paragraphs)
    assert words_of(letter.texts()) == source
    assert [p.span for p in letter.places()] == [p.span for p in document.paragraphs]
