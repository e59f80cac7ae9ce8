"""Building a draft from a parsed letter: links, kept text, errors."""

import datetime
import re
from typing import Any

import pytest

from hub.newsletters.importing import parse_letter, read_pasted, read_path
from hub.newsletters.importing.builder import (
    ImportOptions,
    Status,
    import_letter,
    preview_import,
)
from hub.newsletters.importing.builder.decisions import (
    Answer,
    Choice,
    Decisions,
    initiative_key,
)
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.models import NewsletterPage, Rubrique
from hub.newsletters.renderings import render_plain_text
from hub.people.models import Person
from hub.territories.models import TerritoryKind
from inspiration.models import InitiativeIndexPage
from tests.factories import (
    InitiativePageFactory,
    OrganisationFactory,
    PersonFactory,
    TerritoryFactory,
)
from tests.newsletters.importing.conftest import EXAMPLE
from tests.newsletters.importing.drafts import blocks_of, draft, imported, letter
from tests.newsletters.importing.words import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

INTERVIEW = (
    "🔎 Les nouvelles des territoires…\nQu’avez-vous planté ?\n"
    "Fatou Simulacre, Adjointe à Valombrette :\nDeux kilomètres de haies."
)
STUB = "👉 Inspiration par Territoires Audacieux…\n➡️ Valombrette (96) : un verger au collège"


def remarks(report: dict[str, Any]) -> str:
    return " ".join(r["message"] for r in (*report["uncertain"], *report["warnings"]))


def test_every_paragraph_of_the_example_is_in_the_draft(example_document: SourceDocument) -> None:
    import_letter(example_document, ImportOptions(date=datetime.date(2031, 3, 1)))
    shown = " ".join(words_of([render_plain_text(draft(12))]))
    for line in filter(None, EXAMPLE.read_text("utf-8").splitlines()):
        written = re.sub(r"\S+@\S+", "", line)
        assert " ".join(words_of([written])) in shown


def test_importing_the_example_twice_changes_nothing(example_document: SourceDocument) -> None:
    first = import_letter(example_document)
    revision = first.page.latest_revision_id
    second = import_letter(read_path(EXAMPLE))
    assert (first.status, second.status) == (Status.CREATED, Status.UNCHANGED)
    assert NewsletterPage.objects.get().latest_revision_id == revision
    assert Person.objects.count() == first.report["counts"]["new_people"]


def test_preview_writes_nothing(example_document: SourceDocument) -> None:
    outcome = preview_import(example_document)
    assert outcome.report["counts"]["new_people"] == 11
    assert not NewsletterPage.objects.exists()
    assert not Person.objects.exists()


def test_known_person_is_found_by_folded_name_and_left_alone() -> None:
    known = PersonFactory(name="FATOU SIMULACRE", category="", email="")
    imported(letter("n° 7", "Titre", INTERVIEW))
    [interview] = blocks_of(draft(7), "interview")
    assert interview["answers"][0]["person"] == known
    known.refresh_from_db()
    assert (known.name, known.category, known.functions.count()) == ("FATOU SIMULACRE", "", 0)


def test_name_shared_by_two_people_stays_a_name() -> None:
    PersonFactory.create_batch(2, name="Fatou Simulacre")
    outcome = imported(letter("n° 7", "Titre", INTERVIEW))
    [interview] = blocks_of(draft(7), "interview")
    answer = interview["answers"][0]
    assert (answer["person"], answer["name"]) == (None, "Fatou Simulacre")
    assert "Plusieurs personnes" in remarks(outcome.report)
    assert Person.objects.count() == 2


def test_new_person_gets_the_function_and_the_organisation_that_exist() -> None:
    organisation = OrganisationFactory(name="Atelier Public des Racines")
    text = "📝 En pratique…\nNoé Feintrel, de l’Atelier Public des Racines, a souligné ce rôle."
    imported(letter("n° 7", "Titre", text))
    [function] = Person.objects.get(name="Noé Feintrel").functions.all()
    assert function.organisation == organisation


def test_territory_known_for_certain_is_linked_to_page_answer_and_person() -> None:
    territory = TerritoryFactory(name="Valombrette", code="96A01")
    imported(letter("n° 7", "Titre", INTERVIEW, STUB))
    page = draft(7)
    [link] = page.territory_links.all()
    assert (link.territory, link.role) == (territory, "concerne")
    assert blocks_of(page, "interview")[0]["answers"][0]["territory"] == territory
    assert blocks_of(page, "initiative")[0]["territory"] == territory
    assert Person.objects.get().functions.get().territory == territory


def test_territories_are_ranked_in_reading_order() -> None:
    for name, code in (("Orgeval-le-Haut", "96A02"), ("Valombrette", "96A01")):
        TerritoryFactory(name=name, code=code)
    other = "\n➡️ Orgeval-le-Haut (96) : une mare"
    imported(letter("n° 7", "Titre", INTERVIEW, STUB + other))
    links = draft(7).territory_links.all()
    assert [(link.territory.name, link.sort_order) for link in links] == [
        ("Valombrette", 0),
        ("Orgeval-le-Haut", 1),
    ]


@pytest.mark.parametrize(
    ("official", "kind", "code", "written"),
    [
        ("Saint-Jean-de-Braye", TerritoryKind.COMMUNE, "45284", "Saint-Jean de Braye"),
        ("L'Île-Saint-Denis", TerritoryKind.COMMUNE, "93039", "l’Ile Saint Denis"),
        ("CU d'Arras", TerritoryKind.EPCI, "200033579", "la Communauté Urbaine d’Arras"),
        ("Saône-et-Loire", TerritoryKind.DEPARTEMENT, "71", "Saône-et-Loire (71)"),
    ],
)
def test_territory_written_otherwise_is_recognised(
    official: str, kind: TerritoryKind, code: str, written: str
) -> None:
    territory = TerritoryFactory(name=official, kind=kind, code=code)
    text = f"📝 En pratique…\nBastien Fauxnom, élu de {written}, explique la suite."
    imported(letter("n° 7", "Titre", text))
    assert draft(7).territories == [territory]


def test_ambiguous_territory_stays_in_words_and_is_told() -> None:
    TerritoryFactory(name="Valombrette", code="96A01")
    TerritoryFactory(name="Valombrette", code="95001")
    outcome = imported(letter("n° 7", "Titre", INTERVIEW))
    answer = blocks_of(draft(7), "interview")[0]["answers"][0]
    assert (answer["territory"], answer["role"]) == (None, "Adjointe à Valombrette")
    assert draft(7).territories == []
    (doubt,) = outcome.report["names"]
    assert doubt["suggestions"] == ["Valombrette (95)", "Valombrette (96)"]


def test_territory_in_another_departement_is_doubted() -> None:
    TerritoryFactory(name="Valombrette", code="14001")
    outcome = imported(letter("n° 7", "Titre", STUB))
    stub = blocks_of(draft(7), "initiative")[0]
    assert (stub["territory"], stub["place"]) == (None, "Valombrette (96)")
    (doubt,) = outcome.report["names"]
    assert (doubt["written"], doubt["suggestions"]) == ("Valombrette (96)", ["Valombrette (14)"])


def test_territories_loaded_since_update_the_untouched_draft() -> None:
    imported(letter("n° 7", "Titre", INTERVIEW))
    territory = TerritoryFactory(name="Valombrette")
    outcome = imported(letter("n° 7", "Titre", INTERVIEW))
    assert outcome.status is Status.UPDATED
    assert draft(7).territories == [territory]


def test_stub_is_linked_to_the_initiative_of_the_same_title() -> None:
    page = InitiativePageFactory(title="Un verger au collège")
    imported(letter("n° 7", "Titre", STUB))
    assert blocks_of(draft(7), "initiative")[0]["page"].pk == page.pk


def test_stub_with_two_initiatives_of_its_title_is_left_alone() -> None:
    for slug in ("un-verger", "un-autre-verger"):
        InitiativePageFactory(title="Un verger au collège", slug=slug)
    imported(letter("n° 7", "Titre", STUB))
    assert blocks_of(draft(7), "initiative")[0]["page"] is None


def test_initiative_to_create_on_a_site_without_initiatives_stays_in_words() -> None:
    InitiativeIndexPage.objects.get().delete()
    [stub] = parse_letter(read_pasted(letter("n° 7", "Titre", STUB)).paragraphs).initiatives
    decisions = Decisions(initiatives={initiative_key(stub): Choice(Answer.CREATE)})
    imported(letter("n° 7", "Titre", STUB), decisions=decisions)
    assert blocks_of(draft(7), "initiative")[0]["page"] is None


def test_unknown_rubrique_is_added_inactive_and_known_next_time() -> None:
    text = "🌊 La marée des idées…\nUne rubrique pour essayer.\nTout commence ici."
    first = imported(letter("n° 7", "Titre", text))
    added = Rubrique.objects.get(name="La marée des idées…")
    assert (added.active, added.slug, added.tagline) == (
        False,
        "la-maree-des-idees",
        "Une rubrique pour essayer.",
    )
    assert first.report["rubriques"][0]["status"] == "new"
    assert imported(letter("n° 8", "Suite", text)).report["rubriques"][0]["status"] == "known"
    assert Rubrique.objects.filter(name=added.name).count() == 1


def test_other_name_or_tagline_of_a_standing_rubrique_is_kept_in_the_text() -> None:
    text = "👉 Inspiration par le Journal…\nUne rubrique pour rêver.\nUn seul paragraphe."
    imported(letter("n° 7", "Titre", text))
    assert blocks_of(draft(7), "heading") == ["Inspiration par le Journal…"]
    assert str(blocks_of(draft(7), "paragraph")[0]) == "<p>Une rubrique pour rêver.</p>"
    assert Rubrique.objects.count() == 7


def test_markup_in_the_source_is_shown_as_text() -> None:
    text = "🗣️ Édito : <b>Non</b>\nUn <script>alert(1)</script> & un javascript:alert(1)"
    imported(letter("n° 7", "<i>Titre</i>", text))
    [paragraph] = blocks_of(draft(7), "paragraph")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; un javascript:" in str(paragraph)
    assert "href" not in str(paragraph)


def test_address_in_the_source_becomes_a_link() -> None:
    imported(letter("n° 7", "Titre", "🗣️ Édito\nÀ lire : https://lettre.example/a?b=1&c=2 !"))
    [paragraph] = blocks_of(draft(7), "paragraph")
    assert 'href="https://lettre.example/a?b=1&amp;c=2"' in paragraph.source


def test_title_too_long_for_a_page_is_cut_and_kept_whole_in_the_text() -> None:
    title = "Planter " * 40 + "toujours"
    outcome = imported(letter("n° 7", title))
    page = draft(7)
    assert 240 < len(page.title) <= 255
    assert page.title.endswith("Planter…")
    assert page.intro.startswith(f"<p><b>{title}</b></p>")
    assert "Titre de plus de 255 signes" in remarks(outcome.report)
    assert len(page.slug) <= 255


def test_title_of_255_characters_is_whole() -> None:
    title = "É" * 255
    imported(letter("n° 7", title))
    assert draft(7).title == title


def test_initiative_title_too_long_is_cut_and_kept_whole_beside() -> None:
    title = "un verger " * 26 + "au collège"
    outcome = imported(letter("n° 7", "Titre", STUB.replace("un verger au collège", title)))
    [stub] = blocks_of(draft(7), "initiative")
    assert len(stub["title"]) <= 255
    assert title in str(blocks_of(draft(7), "paragraph")[0])
    assert "Titre d’initiative" in remarks(outcome.report)


@pytest.mark.parametrize(
    ("title", "slug"),
    [("🌊🌊🌊", "lettre-7"), ("مرحبا بكم", "lettre-7"), ("L’œuvre", "7-l-oeuvre")],
)
def test_slug_is_ascii_whatever_the_title(title: str, slug: str) -> None:
    imported(letter("n° 7", title))
    assert NewsletterPage.objects.get(number=7).slug == slug
    assert draft(7).title == title


def test_summary_is_made_of_whole_sentences_of_the_edito() -> None:
    text = f"🗣️ Édito\nPlanter prend une matinée. {'Choisir où dure ' * 30}une année."
    imported(letter("n° 7", "Titre", text))
    assert draft(7).summary == "Planter prend une matinée."


def test_author_address_stays_out_of_the_public_text() -> None:
    text = "🗣️ Édito\nAïcha Exemplaire - aicha@lettre.example\nUn mot."
    imported(letter("n° 7", "Titre", text))
    assert Person.objects.get().email == "aicha@lettre.example"
    assert "@" not in render_plain_text(draft(7))
