"""Every feature of the parser, on a fictional letter."""

import json

import pytest

from hub.newsletters.importing import counts_of, report_of
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.parsed import (
    InitiativeStub,
    Interview,
    ItemList,
    ParsedLetter,
    ParsedRubrique,
    Prose,
    StandaloneQuote,
)
from tests.newsletters.importing.words import words_of


@pytest.fixture
def rubriques(example_letter: ParsedLetter) -> dict[str, ParsedRubrique]:
    return {rubrique.key: rubrique for rubrique in example_letter.rubriques}


def test_top_of_the_letter_is_taken_apart(example_letter: ParsedLetter) -> None:
    assert example_letter.number == 12
    assert example_letter.title == "Exemple\u00a0: les haies reviennent en ville"
    assert example_letter.letter_name == "La lettre des communes de l’Archipel (exemple)"
    assert example_letter.period_label == "Mars 2031"
    assert example_letter.greeting.text == "Chères toutes, chers tous,"
    assert [paragraph.span.start for paragraph in example_letter.intro] == [5]


def test_rubriques_come_in_order_with_their_taglines(
    example_letter: ParsedLetter, rubriques: dict[str, ParsedRubrique]
) -> None:
    assert list(rubriques) == [
        "edito",
        "en-theorie",
        "en-pratique",
        "nouvelles-des-territoires",
        "en-chantier",
        "a-suivre",
        "inspiration",
    ]
    assert rubriques["edito"].tagline is None
    assert all(r.tagline.text.startswith("Une rubrique") for r in example_letter.rubriques[1:])
    assert rubriques["edito"].headline == "Planter avant de construire"
    assert rubriques["inspiration"].name == "Inspiration par le Journal des Haies…"
    assert [r.emoji[0] for r in example_letter.rubriques] == list("🗣📖📝🔎📍🔜👉")


def test_edito_is_signed_with_an_address_kept_apart(rubriques: dict[str, ParsedRubrique]) -> None:
    author = rubriques["edito"].author
    assert (author.name, author.email) == ("Aïcha Exemplaire", "aicha.exemplaire@lettre.example")
    assert [type(item) for item in rubriques["edito"].items] == [Prose]


def test_interviews_hold_questions_and_several_answers(example_letter: ParsedLetter) -> None:
    first, second = example_letter.interviews
    assert first.question.text == "Qu’avez-vous planté cet hiver\u00a0?"
    assert [(a.person, a.role, a.place) for a in first.answers] == [
        ("Fatou Simulacre", "Adjointe à Valombrette, déléguée au Cadre de vie", "Valombrette"),
        ("Théodore Modèle", "technicien des sols", "Port-Imaginaire"),
    ]
    assert [len(answer.paragraphs) for answer in first.answers] == [2, 1]
    assert second.question.text == "On imagine que tout n’a pas été simple…"
    assert second.answers[0].place == "Communauté Urbaine d’Astrebourg"
    assert (first.span.start, first.span.end) == (32, 37)


def test_question_without_a_mark_is_doubtful(example_letter: ParsedLetter) -> None:
    assert [r.span.start for r in example_letter.uncertain if "Question" in r.message] == [38]


def test_lists_are_kept_announced_or_bulleted(rubriques: dict[str, ParsedRubrique]) -> None:
    announced, bulleted = (
        item
        for key in ("en-theorie", "en-pratique")
        for item in rubriques[key].items
        if isinstance(item, ItemList)
    )
    assert announced.announced
    assert [item.span.start for item in announced.items] == [14, 15, 16]
    assert not bulleted.announced
    assert [item.text.split()[0] for item in bulleted.items] == ["compter", "noter", "prêter"]


def test_quotations_name_who_speaks_and_prose_stays_whole(
    rubriques: dict[str, ParsedRubrique],
) -> None:
    prose = [item for key in rubriques for item in rubriques[key].items if isinstance(item, Prose)]
    parsed = [(q.speaker, q.role, q.organisation) for item in prose for q in item.quotations]
    assert parsed == [
        ("Xanthe Delmouline", "", ""),
        ("Xanthe Delmouline", "", ""),
        (
            "Bastien Fauxnom",
            "directeur des espaces verts",
            "communauté de communes du Val Inventé",
        ),
        ("Zéphyrin Quatrevents", "maire", ""),
    ]
    for item in prose:
        for quotation in item.quotations:
            words = item.paragraph.text[quotation.start : quotation.end]
            assert words == quotation.text
            assert words[0] not in "«\u00a0 "


def test_standalone_quotation_takes_its_attribution(rubriques: dict[str, ParsedRubrique]) -> None:
    [quote] = [i for i in rubriques["en-pratique"].items if isinstance(i, StandaloneQuote)]
    assert quote.quotation.speaker == "Irène Factice"
    assert quote.quotation.role == "présidente"
    assert quote.quotation.organisation == "coopérative des Trois-Ponts"
    assert (quote.span.start, quote.span.end) == (24, 25)


def test_initiatives_have_place_departement_and_title(example_letter: ParsedLetter) -> None:
    assert [
        (stub.place, stub.departement, stub.departement_code) for stub in example_letter.initiatives
    ] == [
        ("Granville-Fictive", "50", "50"),
        ("Haute-Chimère", "2A", "2A"),
        ("Bois-Rêvé", "Calvados", ""),
    ]
    assert example_letter.initiatives[0].title == "un verger tenu par le collège"


def test_everyone_is_named_once_and_nobody_else(example_letter: ParsedLetter) -> None:
    assert [person.name for person in example_letter.people] == [
        "Aïcha Exemplaire",
        "Xanthe Delmouline",
        "Bastien Fauxnom",
        "Ombeline Rivegauche",
        "Zéphyrin Quatrevents",
        "Noé Feintrel",
        "Maud Tardivelle",
        "Irène Factice",
        "Fatou Simulacre",
        "Théodore Modèle",
        "Hedwige Paravent",
    ]
    people = {person.name: person for person in example_letter.people}
    assert people["Noé Feintrel"].organisation == "Atelier Public des Racines"
    assert people["Maud Tardivelle"].organisation == "CERCLE/Boutures"
    assert people["Ombeline Rivegauche"].territory_name == "Port-Imaginaire"


def test_person_known_by_a_verb_alone_is_doubtful(example_letter: ParsedLetter) -> None:
    assert [r.text for r in example_letter.uncertain if "personne" in r.message] == [
        "Xanthe Delmouline"
    ]


def test_territories_are_as_written(example_letter: ParsedLetter) -> None:
    assert [(t.name, t.departement) for t in example_letter.territories] == [
        ("communauté de communes du Val Inventé", ""),
        ("Port-Imaginaire", ""),
        ("Valombrette", ""),
        ("Communauté Urbaine d’Astrebourg", ""),
        ("Granville-Fictive", "50"),
        ("Haute-Chimère", "2A"),
        ("Bois-Rêvé", "Calvados"),
    ]


def test_dates_have_no_invented_year(example_letter: ParsedLetter) -> None:
    parsed = [(d.text, d.day, d.end_day, d.month, d.year) for d in example_letter.dates]
    assert parsed == [
        ("les 4 et 5 février 2031", 4, 5, 2, 2031),
        ("le 12 mars", 12, None, 3, None),
        ("jusqu’au 30 avril", 30, None, 4, None),
        ("du 3 mai", 3, None, 5, None),
        ("Quatre demi-journées", None, None, None, None),
        ("mardi 17 juin", 17, None, 6, None),
    ]
    assert [d.deadline for d in example_letter.dates] == [False, False, True, False, False, False]
    assert example_letter.dates[3].kind == "restitution"
    assert example_letter.dates[4].count == 4
    assert example_letter.dates[5].time == "14 h 30"


def test_lost_links_are_listed_and_kept_links_are_not(example_letter: ParsedLetter) -> None:
    parsed = [(link.kind, link.label) for link in example_letter.lost_links]
    assert parsed == [
        ("video", "court-métrage"),
        ("agenda", "Framadate"),
        ("document", "compte rendu des ateliers"),
        ("initiative", "un verger tenu par le collège"),
        ("initiative", "des talus entretenus par des moutons"),
        ("initiative", "la cantine qui plante ses clôtures"),
    ]
    assert example_letter.lost_links[2].sentence == "Le compte rendu des ateliers est à lire ici."


def test_closing_words_leave_the_last_rubrique(
    example_letter: ParsedLetter, rubriques: dict[str, ParsedRubrique]
) -> None:
    assert [paragraph.span.start for paragraph in example_letter.closing] == [53, 54]
    assert {type(item) for item in rubriques["inspiration"].items} == {InitiativeStub}
    assert {type(item) for item in rubriques["nouvelles-des-territoires"].items} == {Interview}


def test_nothing_is_lost_and_nothing_invented(
    example_letter: ParsedLetter, example_document: SourceDocument
) -> None:
    source = words_of(paragraph.text for paragraph in example_document.paragraphs)
    assert words_of(example_letter.texts()) == source
    assert len(source) > 400


def test_every_paragraph_is_in_one_place_only(
    example_letter: ParsedLetter, example_document: SourceDocument
) -> None:
    placed = [place.span for place in example_letter.places()]
    assert placed == [paragraph.span for paragraph in example_document.paragraphs]


def test_report_is_json_with_lines_and_without_addresses(
    example_letter: ParsedLetter, example_document: SourceDocument
) -> None:
    report = report_of(example_letter, example_document)
    text = json.dumps(report, ensure_ascii=False)
    assert json.loads(text) == report
    assert "@" not in text
    assert report["letter"]["number"] == 12
    assert report["counts"] == counts_of(example_letter)
    assert report["counts"]["answers"] == 3
    assert report["counts"]["quotations"] == 5
    news = report["rubriques"][3]
    assert news["items"][0]["answers"][1]["lines"] == [36, 37]
    assert report["lost_links"][0]["lines"] == [20, 20]
    assert sum(report["places"].values()) == report["source"]["paragraphs"]
