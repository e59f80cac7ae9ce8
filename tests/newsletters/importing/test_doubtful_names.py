"""Doubtful names of territories in an imported letter: reported, corrected or kept."""

import pytest
from django.test import Client

from hub.core.publication import publication_findings
from hub.newsletters.importing.builder.names import with_corrections
from hub.newsletters.importing.documents import Emphasis, Link, Paragraph, Span
from hub.newsletters.models import NewsletterPage
from hub.territories.models import KeptName, Territory
from tests.factories.territories import TerritoryFactory
from tests.newsletters.importing.drafts import draft, imported, letter
from tests.newsletters.importing.test_admin_review import URL, answers, preview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "reugny")]

WRITTEN, OFFICIAL = "Saint-Jean de Braye", "Saint-Jean-de-Braye"
TEXT = letter(
    "n° 7",
    "Les haies",
    f"🗣️ Édito\nLa ville de {WRITTEN} plante une haie, avec Besançon (25).",
    "📝 En pratique…\nLe maire de Reugny a prêté un terrain, près de Besançon (52).",
)
DOUBTS = [WRITTEN, "Reugny", "Besançon (52)"]


@pytest.fixture
def reugny(db: None) -> Territory:
    """The commune of the programme, and its homonym."""
    TerritoryFactory(name=OFFICIAL, code="45284")
    TerritoryFactory(name="Besançon", code="25056")
    TerritoryFactory(name="Reugny", code="03213")
    return TerritoryFactory(name="Reugny", code="37194", in_programme=True)


def doubtful(page: NewsletterPage) -> str:
    return " ".join(f.message for f in publication_findings(page) if "Corrigez-le" in f.message)


def test_doubtful_names_are_in_the_report_and_in_the_list_of_the_page() -> None:
    page = imported(TEXT).page

    assert [name["written"] for name in page.import_report["names"]] == DOUBTS
    assert all(name["suggestions"] and name["lines"] for name in page.import_report["names"])
    assert all(written in doubtful(page) for written in DOUBTS)
    assert "Besançon (25)" not in [name["written"] for name in page.import_report["names"]]


def test_homonym_of_the_programme_is_linked_and_still_to_be_confirmed(reugny: Territory) -> None:
    page = imported(TEXT).page

    assert reugny in page.territories
    assert reugny.pk in page.unconfirmed_territories()
    assert "« Reugny »".replace(" ", "\u00a0") in doubtful(page)


def test_answers_of_the_screen_correct_and_keep(superuser_client: Client) -> None:
    response = preview(superuser_client, TEXT)
    assert "Noms de territoires" in response.content.decode()
    spelling, reugny, besancon = (
        question.doubtful for question in response.context_data["form"].names()
    )

    superuser_client.post(
        URL,
        answers(response)
        | {spelling.name: f"correct:{OFFICIAL}", reugny.name: "keep", besancon.name: ""},
    )

    page = draft(7)
    stored = str(page.rubriques.raw_data)
    assert f"La ville de {OFFICIAL} plante" in stored
    assert WRITTEN not in stored
    assert "Besançon (52)" in doubtful(page)
    assert "Reugny" not in doubtful(page)
    assert KeptName.objects.get().page_id == page.pk
    report = page.import_report["names"]
    assert [name["answer"] for name in report] == [f"correct:{OFFICIAL}", "keep", ""]


def test_answers_are_kept_by_the_next_import(superuser_client: Client) -> None:
    response = preview(superuser_client, TEXT)
    spelling, *_ = (question.doubtful for question in response.context_data["form"].names())
    superuser_client.post(URL, answers(response) | {spelling.name: f"correct:{OFFICIAL}"})

    page = imported(TEXT).page

    assert WRITTEN not in str(page.rubriques.raw_data)


def test_commune_does_not_take_the_place_of_a_group_of_the_programme() -> None:
    TerritoryFactory(name="Arras", code="62041")
    group = TerritoryFactory(name="CU d’Arras", kind="epci", code="200033579", in_programme=True)

    page = imported(
        letter("n° 8", "Arras", "🗣️ Édito\nLa communauté urbaine d’Arras, puis Arras.")
    ).page

    assert page.territories == [group]


def test_correction_moves_the_links_and_the_bold_after_it() -> None:
    from hub.newsletters.importing.builder.names import find_doubtful_names

    text = f"À {WRITTEN}, un verger ; {WRITTEN} plante"
    paragraph = Paragraph(
        text,
        Span(1, 1),
        links=(Link("https://exemple.fr", text.index("verger"), text.index("verger") + 6),),
        emphasis=(Emphasis(2, 2 + len(WRITTEN)),),
    )
    found = find_doubtful_names([paragraph])

    [corrected] = with_corrections([paragraph], found, {found[0].key: f"correct:{OFFICIAL} !"})

    [link], [bold] = corrected.links, corrected.emphasis
    assert corrected.text == text.replace(WRITTEN, f"{OFFICIAL} !")
    assert corrected.text[link.start : link.end] == "verger"
    assert corrected.text[bold.start : bold.end] == f"{OFFICIAL} !"
