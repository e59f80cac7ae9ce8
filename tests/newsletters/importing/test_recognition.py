"""Notations that the parser recognises, one by one, in short letters."""

from dataclasses import replace

import pytest

from hub.newsletters.importing import parse_letter, read_pasted
from hub.newsletters.importing.documents import Emphasis
from hub.newsletters.importing.parser import StandingRubrique
from tests.newsletters.importing.words import assert_faithful, keys, parse


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("Newsletter #3 : entrée en matière", 3, "Entrée en matière"),
        ("Newsletter #3\u00a0: l'été des haies", 3, "L’été des haies"),
        ("Lettre n° 12 — Les haies", 12, "Les haies"),
        ("La lettre n°4", 4, ""),
        ("LETTRE N°7 – Printemps", 7, "Printemps"),
        ("« Lettre n\u202f°\u00a05 : des ponts »", 5, "Des ponts"),
        ("Newsletter 8 - des ponts", 8, "Des ponts"),
        ("📰 Infolettre #10 | Des ponts", 10, "Des ponts"),
        ("La lettre des communes unies n° 9 : des ponts", 9, "Des ponts"),
        ("N° 6 : des ponts", 6, "Des ponts"),
    ],
)
def test_title_line_is_read_in_its_usual_forms(line: str, number: int, title: str) -> None:
    letter = parse(f"{line}\nBonjour,\nDu texte.\n📖 En théorie…\nEncore du texte.")
    assert (letter.number, letter.title) == (number, title)
    assert letter.greeting.text == "Bonjour,"


def test_name_of_the_letter_may_stand_with_the_number() -> None:
    letter = parse("La lettre des communes unies n° 9 : des ponts\nBonjour,")
    assert letter.letter_name == "La lettre des communes unies"


def test_letter_without_number_keeps_its_title_and_warns() -> None:
    letter = parse("Newsletter : des ponts\nBonjour,\n📖 En théorie…\nDu texte.")
    assert (letter.number, letter.title) == (None, "Des ponts")
    assert [w.message for w in letter.warnings] == ["Le numéro de la lettre n’a pas été trouvé."]


@pytest.mark.parametrize(
    ("line", "key", "headline"),
    [
        ("Édito : Planter", "edito", "Planter"),
        ("EDITO", "edito", ""),
        ("🌱 L'édito — Planter", "edito", "Planter"),
        ("En théorie...", "en-theorie", ""),
        ("🔎 Du côté des communes…", "nouvelles-des-territoires", ""),
        ("📍En chantier", "en-chantier", ""),
        ("À suivre :", "a-suivre", ""),
        ("👉🏽 Inspiration", "inspiration", ""),
        ("🎲 Le jeu du mois…", "", ""),
    ],
)
def test_rubrique_is_known_by_its_emoji_or_its_name(line: str, key: str, headline: str) -> None:
    letter = parse(f"Lettre n° 1 : un\n{line}\nDu texte qui suit.")
    assert [(r.key, r.headline) for r in letter.rubriques] == [(key, headline)]
    assert [type(item).__name__ for item in letter.rubriques[0].items] == ["Prose"]


@pytest.mark.parametrize(
    "line",
    [
        "En pratique, chacun fait comme il peut.",
        "👉 Inscrivez-vous avant le 10 mars",
        "📍 Salle des fêtes de Valombrette",
        "En théorie.",
        "À suivre donc, et de près.",
    ],
)
def test_ordinary_sentence_opens_no_rubrique(line: str) -> None:
    letter = parse(f"Lettre n° 1 : un\n📖 En théorie…\nDu texte.\n{line}\nEncore du texte.")
    assert keys(letter) == ["en-theorie"]


def test_unknown_heading_with_a_tagline_is_a_rubrique() -> None:
    letter = parse("Lettre n° 1 : un\nLe coin lecture\nUne rubrique pour lire.\nUn livre.")
    [rubrique] = letter.rubriques
    assert (rubrique.key, rubrique.name) == ("", "Le coin lecture")
    assert any("inconnue" in warning.message for warning in letter.warnings)


def test_repeated_rubrique_is_kept_and_told() -> None:
    letter = parse("Lettre n° 1 : un\nEn pratique…\nUn.\nEn théorie…\nDeux.\nEn pratique…\nTrois.")
    assert keys(letter) == ["en-pratique", "en-theorie", "en-pratique"]
    assert any("plusieurs fois" in warning.message for warning in letter.warnings)


def test_headings_of_a_format_open_rubriques_at_their_level_only() -> None:
    paragraphs = read_pasted(
        "Lettre n° 1 : un\nÉdito\nUn.\nAilleurs\nDeux.\nZoom\nTrois."
    ).paragraphs
    levels = {"Édito": 2, "Ailleurs": 2, "Zoom": 3}
    letter = parse_letter([replace(p, level=levels.get(p.text, 0)) for p in paragraphs])
    assert [r.name for r in letter.rubriques] == ["Édito", "Ailleurs"]
    kinds = [type(item).__name__ for item in letter.rubriques[1].items]
    assert kinds == ["Prose", "Heading", "Prose"]


def test_strong_question_without_a_mark_is_a_question() -> None:
    text = "Lettre n° 1 : un\nEn pratique…\nParlons du sol\nAnne Feinte, maire de Fauxbourg :\nOui."
    paragraphs = [
        replace(p, emphasis=(Emphasis(0, len(p.text)),)) if p.text == "Parlons du sol" else p
        for p in read_pasted(text).paragraphs
    ]
    [interview] = parse_letter(paragraphs).interviews
    assert interview.question.text == "Parlons du sol"
    assert interview.answers[0].place == "Fauxbourg"


def test_answer_on_the_line_of_its_speaker_is_kept_whole() -> None:
    letter = parse(
        "Lettre n° 1 : un\nEn pratique…\nQue faire ?\n"
        "Anne Feinte, maire de Fauxbourg : Attendre la pluie.\nPuis semer."
    )
    [interview] = letter.interviews
    assert [p.text for p in interview.answers[0].paragraphs] == [
        "Attendre la pluie.",
        "Puis semer.",
    ]
    assert interview.answers[0].role == "maire"


def test_speaker_without_an_answer_is_told() -> None:
    letter = parse("Lettre n° 1 : un\nEn pratique…\nQue faire ?\nAnne Feinte, maire de Fauxbourg :")
    assert letter.interviews[0].answers[0].paragraphs == []
    assert any("vide" in remark.message for remark in letter.uncertain)


def test_prose_that_introduces_a_quotation_is_no_interview() -> None:
    letter = parse(
        "Lettre n° 1 : un\nEn pratique…\n"
        "Anne Feinte, maire de Fauxbourg, explique :\n« Nous avons semé trop tôt. »"
    )
    assert letter.interviews == []


@pytest.mark.parametrize(
    "sentence",
    [
        "L’Agence Nationale du Sol souligne un retard.",
        "Plaine Commune a rappelé la règle.",
        "Rendez-vous rue Victor Hugo, puis au lycée Jules Ferry.",
        "La Fondation Crédit Coop explique son choix.",
        "Territoires Audacieux raconte la suite.",
        "Le projet Grand Ouest Urbain précise son calendrier.",
    ],
)
def test_organisations_and_places_are_not_people(sentence: str) -> None:
    assert parse(f"Lettre n° 1 : un\nEn pratique…\n{sentence}").people == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rendez-vous le 1er avril 2030.", ("day", 1, 4, 2030)),
        ("Du 30 mars au 2 avril, on sème.", ("days", 30, 3, None)),
        ("Rendu en mars.", ("month", None, 3, None)),
        ("Le 07/03/2029 au matin.", ("day", 7, 3, 2029)),
        ("Réunion jeudi 29 février.", ("day", 29, 2, None)),
    ],
)
def test_date_is_read_as_written(text: str, expected: tuple[str | int | None, ...]) -> None:
    [date] = parse(f"Lettre n° 1 : un\nEn pratique…\n{text}").dates
    assert (date.precision, date.day, date.month, date.year) == expected


def test_impossible_date_is_told_and_not_proposed() -> None:
    letter = parse("Lettre n° 1 : un\nEn pratique…\nOn se voit le 31 février.")
    assert letter.dates == []
    assert any("31 février" in remark.message for remark in letter.uncertain)


def test_standing_rubriques_may_be_others() -> None:
    standing = [StandingRubrique("agenda", "📅", ("l'agenda",))]
    paragraphs = read_pasted(
        "Lettre n° 1 : un\nL’agenda\nDu texte.\nEn pratique…\nEncore."
    ).paragraphs
    assert keys(parse_letter(paragraphs, standing)) == ["agenda"]


@pytest.mark.parametrize(
    ("apposition", "role", "organisation", "territory"),
    [
        ("maire de Fauxbourg", "maire", "", "Fauxbourg"),
        (
            "chargée de mission à la Métropole de Lyre",
            "chargée de mission",
            "Métropole de Lyre",
            "Métropole de Lyre",
        ),
        ("paysagiste à l’Atelier Vert", "paysagiste", "Atelier Vert", ""),
        ("la directrice de l’école", "directrice de l’école", "", ""),
    ],
)
def test_function_is_cut_from_the_place_or_body_that_ends_it(
    apposition: str, role: str, organisation: str, territory: str
) -> None:
    text = f"Lettre n° 1 : un\nEn pratique…\nPour Anne Feinte, {apposition}, il faut semer."
    [person] = parse(text).people
    assert person.role == role
    assert (person.organisation, person.territory_name) == (organisation, territory)


@pytest.mark.parametrize(
    "line",
    [
        "Mme Anne Feinte, maire de Fauxbourg :",
        "Anne Feinte – maire de Fauxbourg :",
        "Anne Feinte (maire de Fauxbourg) :",
        "Anne Feinte et Noé Faux, élus de Fauxbourg :",
        "Anne Feinte :",
    ],
)
def test_speaker_lines_in_their_usual_forms_lose_no_word(line: str) -> None:
    document = read_pasted(f"Lettre n° 1 : un\nEn pratique…\nQue faire ?\n{line}\nSemer.")
    letter = parse_letter(document.paragraphs)
    [interview] = letter.interviews
    assert interview.answers[0].person.startswith("Anne Feinte")
    assert letter.people[0].name == "Anne Feinte"
    assert_faithful(letter, document.paragraphs)
