"""Letters cut short, shuffled, stripped of their signs, or that are no letters at all."""

import codecs
import random
import re
from collections import Counter
from dataclasses import replace

import pytest

from hub.newsletters.importing import (
    NewsletterImportError,
    parse_letter,
    read_pasted,
    read_source,
)
from hub.newsletters.importing.documents import Emphasis, ParagraphKind, Span
from hub.newsletters.importing.parser import StandingRubrique
from hub.newsletters.importing.parser.letter import MAX_CHARACTERS

from .words import words_of


def parse(text):
    return parse_letter(read_pasted(text).paragraphs)


def keys(letter):
    return [rubrique.key for rubrique in letter.rubriques]


def assert_faithful(letter, paragraphs):
    """Each paragraph in one place, each word as often as in the source."""
    placed = sorted(place.span for place in letter.places())
    placed += [separator.span for separator in letter.separators]
    assert sorted(placed) == sorted(paragraph.span for paragraph in paragraphs)
    kept = [*letter.texts(), *(separator.text for separator in letter.separators)]
    assert Counter(words_of(kept)) == Counter(words_of(p.text for p in paragraphs))


def test_letter_truncated_at_any_paragraph_still_parses(example_document):
    paragraphs = example_document.paragraphs
    for end in range(1, len(paragraphs) + 1):
        letter = parse_letter(paragraphs[:end])
        assert letter.number == 12
        assert_faithful(letter, paragraphs[:end])


def test_letter_without_its_beginning_parses_while_a_rubrique_is_left(example_document):
    paragraphs = example_document.paragraphs
    last_heading = next(i for i, p in enumerate(paragraphs) if p.text.startswith("👉"))
    for start in range(1, last_heading + 1):
        letter = parse_letter(paragraphs[start:])
        assert letter.number is None
        assert any("numéro" in warning.message for warning in letter.warnings)
        assert_faithful(letter, paragraphs[start:])
    with pytest.raises(NewsletterImportError, match="ne ressemble pas à une lettre"):
        parse_letter(paragraphs[last_heading + 1 :])


@pytest.mark.parametrize("seed", range(20))
def test_paragraphs_in_any_order_are_all_kept(example_document, seed):
    paragraphs = list(example_document.paragraphs)
    random.Random(seed).shuffle(paragraphs)
    assert_faithful(parse_letter(paragraphs), paragraphs)


def test_rubriques_in_another_order_keep_their_content(example_document, example_letter):
    paragraphs = example_document.paragraphs
    starts = [rubrique.span.start - 1 for rubrique in example_letter.rubriques]
    ends = [*starts[1:], len(paragraphs)]
    sections = [paragraphs[start:end] for start, end in zip(starts, ends, strict=True)]
    shuffled = paragraphs[: starts[0]] + [p for section in reversed(sections) for p in section]
    letter = parse_letter(shuffled)
    assert keys(letter) == keys(example_letter)[::-1]
    assert len(letter.interviews) == 2
    assert_faithful(letter, shuffled)


def test_letter_without_emoji_gives_the_same_rubriques(example_document, example_letter):
    bare = [
        replace(p, text=re.sub("[🗣📖📝🔎📍🔜👉➡️]+ ?", "", p.text))
        for p in example_document.paragraphs
    ]
    letter = parse_letter(bare)
    assert keys(letter) == keys(example_letter)
    assert [stub.title for stub in letter.initiatives] == [
        stub.title for stub in example_letter.initiatives
    ]
    assert {rubrique.emoji for rubrique in letter.rubriques} == {""}


def test_straight_quotes_and_plain_spaces_change_nothing(example_document, example_letter):
    signs = str.maketrans({"’": "'", "«": '"', "»": '"', "\u00a0": " ", "…": "..."})
    plain = [replace(p, text=p.text.translate(signs)) for p in example_document.paragraphs]
    letter = parse_letter(plain)
    assert keys(letter) == keys(example_letter)
    assert [p.name for p in letter.people] == [p.name for p in example_letter.people]
    assert len(letter.interviews) == 2
    assert [d.month for d in letter.dates] == [d.month for d in example_letter.dates]
    assert len(letter.lost_links) == len(example_letter.lost_links)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("cp1252", b"")],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_letter_is_the_same_in_any_encoding(
    example_bytes, example_letter, encoding, mark, line_end
):
    text = example_bytes.decode().replace("\n", line_end)
    if encoding == "cp1252":
        text = "".join(c for c in text if c.encode("cp1252", "ignore"))
    document = read_source("lettre.txt", mark + text.encode(encoding))
    letter = parse_letter(document.paragraphs)
    assert keys(letter) == keys(example_letter)
    assert words_of(letter.texts()) == words_of(example_letter.texts())
    assert letter.closing[-1].span == Span(54, 54)


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
def test_title_line_is_read_in_its_usual_forms(line, number, title):
    letter = parse(f"{line}\nBonjour,\nDu texte.\n📖 En théorie…\nEncore du texte.")
    assert (letter.number, letter.title) == (number, title)
    assert letter.greeting.text == "Bonjour,"


def test_name_of_the_letter_may_stand_with_the_number():
    letter = parse("La lettre des communes unies n° 9 : des ponts\nBonjour,")
    assert letter.letter_name == "La lettre des communes unies"


def test_letter_without_number_keeps_its_title_and_warns():
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
def test_rubrique_is_known_by_its_emoji_or_its_name(line, key, headline):
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
def test_ordinary_sentence_opens_no_rubrique(line):
    letter = parse(f"Lettre n° 1 : un\n📖 En théorie…\nDu texte.\n{line}\nEncore du texte.")
    assert keys(letter) == ["en-theorie"]


def test_unknown_heading_with_a_tagline_is_a_rubrique():
    letter = parse("Lettre n° 1 : un\nLe coin lecture\nUne rubrique pour lire.\nUn livre.")
    [rubrique] = letter.rubriques
    assert (rubrique.key, rubrique.name) == ("", "Le coin lecture")
    assert any("inconnue" in warning.message for warning in letter.warnings)


def test_repeated_rubrique_is_kept_and_told():
    letter = parse("Lettre n° 1 : un\nEn pratique…\nUn.\nEn théorie…\nDeux.\nEn pratique…\nTrois.")
    assert keys(letter) == ["en-pratique", "en-theorie", "en-pratique"]
    assert any("plusieurs fois" in warning.message for warning in letter.warnings)


def test_headings_of_a_format_open_rubriques_at_their_level_only():
    paragraphs = read_pasted(
        "Lettre n° 1 : un\nÉdito\nUn.\nAilleurs\nDeux.\nZoom\nTrois."
    ).paragraphs
    levels = {"Édito": 2, "Ailleurs": 2, "Zoom": 3}
    letter = parse_letter([replace(p, level=levels.get(p.text, 0)) for p in paragraphs])
    assert [r.name for r in letter.rubriques] == ["Édito", "Ailleurs"]
    kinds = [type(item).__name__ for item in letter.rubriques[1].items]
    assert kinds == ["Prose", "Heading", "Prose"]


def test_strong_question_without_a_mark_is_a_question():
    text = "Lettre n° 1 : un\nEn pratique…\nParlons du sol\nAnne Feinte, maire de Fauxbourg :\nOui."
    paragraphs = [
        replace(p, emphasis=(Emphasis(0, len(p.text)),)) if p.text == "Parlons du sol" else p
        for p in read_pasted(text).paragraphs
    ]
    [interview] = parse_letter(paragraphs).interviews
    assert interview.question.text == "Parlons du sol"
    assert interview.answers[0].place == "Fauxbourg"


def test_answer_on_the_line_of_its_speaker_is_kept_whole():
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


def test_speaker_without_an_answer_is_told():
    letter = parse("Lettre n° 1 : un\nEn pratique…\nQue faire ?\nAnne Feinte, maire de Fauxbourg :")
    assert letter.interviews[0].answers[0].paragraphs == []
    assert any("vide" in remark.message for remark in letter.uncertain)


def test_prose_that_introduces_a_quotation_is_no_interview():
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
def test_bodies_and_places_are_nobody(sentence):
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
def test_date_is_read_as_written(text, expected):
    [date] = parse(f"Lettre n° 1 : un\nEn pratique…\n{text}").dates
    assert (date.precision, date.day, date.month, date.year) == expected


def test_impossible_date_is_told_and_not_proposed():
    letter = parse("Lettre n° 1 : un\nEn pratique…\nOn se voit le 31 février.")
    assert letter.dates == []
    assert any("31 février" in remark.message for remark in letter.uncertain)


def test_separators_are_kept_apart():
    document = read_pasted("Lettre n° 1 : un\n-----\nEn pratique…\nDu texte.\n*****\n")
    letter = parse_letter(document.paragraphs)
    assert [p.kind for p in letter.separators] == [ParagraphKind.SEPARATOR] * 2
    assert_faithful(letter, document.paragraphs)


def test_standing_rubriques_may_be_others():
    standing = [StandingRubrique("agenda", "📅", ("l'agenda",))]
    paragraphs = read_pasted(
        "Lettre n° 1 : un\nL’agenda\nDu texte.\nEn pratique…\nEncore."
    ).paragraphs
    assert keys(parse_letter(paragraphs, standing)) == ["agenda"]


@pytest.mark.parametrize(
    "text",
    [
        "Une recette de soupe.\nÉplucher les légumes.\nServir chaud.",
        "Facture du 12 mars 2031\nTotal : 12 €",
        "Bonjour,\nPouvez-vous me rappeler ?\nMerci",
    ],
)
def test_text_that_is_no_letter_is_refused(text):
    with pytest.raises(NewsletterImportError, match="Ce fichier ne ressemble pas à une lettre"):
        parse(text)


def test_text_as_long_as_a_book_is_refused():
    paragraphs = read_pasted("Lettre n° 1 : un\n" + "mot " * (MAX_CHARACTERS // 4)).paragraphs
    with pytest.raises(NewsletterImportError, match="trop long"):
        parse_letter(paragraphs)


def test_right_to_left_and_emoji_only_paragraphs_are_kept():
    document = read_pasted(
        "Lettre n° 1 : un\nEn pratique…\nمرحبا بكم في الرسالة\n🌳🌳🌳\n👩🏽‍🌾 שלום"
    )
    letter = parse_letter(document.paragraphs)
    assert_faithful(letter, document.paragraphs)
    assert len(letter.rubriques[0].items) == 3


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
    apposition, role, organisation, territory
):
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
def test_speaker_lines_in_their_usual_forms_lose_no_word(line):
    document = read_pasted(f"Lettre n° 1 : un\nEn pratique…\nQue faire ?\n{line}\nSemer.")
    letter = parse_letter(document.paragraphs)
    [interview] = letter.interviews
    assert interview.answers[0].person.startswith("Anne Feinte")
    assert letter.people[0].name == "Anne Feinte"
    assert_faithful(letter, document.paragraphs)
