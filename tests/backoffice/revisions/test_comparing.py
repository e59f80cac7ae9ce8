"""Comparison of two versions of a page: only the changes, in words, with their place."""

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.rich_text import RichText

from hub.backoffice.revisions.blocks import find_moved_ids
from hub.backoffice.revisions.values import format_value
from hub.core.models import HubPage
from hub.newsletters.models import NewsletterPage
from inspiration.models import InitiativePage
from tests.factories import (
    EventPageFactory,
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    RubriqueFactory,
    ThemeFactory,
)
from tests.factories.blocks import image as image_block
from tests.factories.newsletters import rubrique


def compare(client: Client, page: HubPage, change: Callable[..., None]) -> tuple[Tag | None, str]:
    """Save a page, `change` it, save it again, and return the text of what is compared."""
    first = page.save_revision()
    page = page.__class__.objects.get(pk=page.pk).get_latest_revision_as_object()
    change(page)
    second = page.save_revision()
    args = [page.pk, first.pk, second.pk]
    response = client.get(reverse("wagtailadmin_pages:revisions_compare", args=args))
    assert response.status_code == 200
    compared = BeautifulSoup(response.content, "html.parser").select_one(".hub-compare")
    return compared, " ".join(compared.get_text(" ").split()).replace("\u00a0", " ")


@pytest.fixture
def letter(superuser: User) -> NewsletterPage:
    """A letter of seven rubriques, each of two paragraphs."""
    names = ["Ouverture", "Dates proches", "Gros plan", "Témoin", "Lectures", "Trousse", "La suite"]
    parts = [
        rubrique(
            ("paragraph", RichText(f"<p>Premier de {name}</p>")),
            ("paragraph", RichText(f"<p>Second de {name}</p>")),
            rubrique=RubriqueFactory(name=name, emoji=""),
            headline="",
        )
        for name in names
    ]
    return NewsletterPageFactory(rubriques=parts)


def test_letter_shows_the_changed_block_only_and_its_place(
    letter: NewsletterPage, superuser_client: Client
) -> None:
    def change(page: NewsletterPage) -> None:
        page.rubriques[2].value["content"][1].value = RichText(
            "<p>Second de Gros plan, corrigé</p>"
        )

    compared, text = compare(superuser_client, letter, change)
    assert [place.get_text() for place in compared.select(".hub-place")] == [
        "Rubrique «\u00a0Gros plan\u00a0», Contenu, bloc 2 (Paragraphe)"
    ]
    assert (
        "corrigé" in compared.select_one(".addition + *, .addition").get_text() or "corrigé" in text
    )
    assert "Premier de Gros plan" not in text
    assert "Ouverture" not in text


def test_added_removed_and_moved_blocks_are_reported(
    letter: NewsletterPage, superuser_client: Client
) -> None:
    def change(page: NewsletterPage) -> None:
        content = page.rubriques[0].value["content"]
        content.insert(0, ("paragraph", RichText("<p>Tout nouveau</p>")))
        del page.rubriques[3].value["content"][0]
        page.rubriques.insert(0, page.rubriques.pop(6))

    _, text = compare(superuser_client, letter, change)
    assert "Rubrique « La suite » Déplacé : il était au rang 7." in text
    assert "Rubrique « Ouverture », Contenu, bloc 1 (Paragraphe) Ajouté : Tout nouveau" in text
    assert "Rubrique « Témoin », Contenu, bloc 1 (Paragraphe) Supprimé : Premier de Témoin" in text
    assert "Dates proches" not in text
    assert text.count("Déplacé") == 1


def test_title_of_a_rubrique_is_named(letter: NewsletterPage, superuser_client: Client) -> None:
    def change(page: NewsletterPage) -> None:
        page.rubriques[1].value["headline"] = "Tout l’été"

    compared, text = compare(superuser_client, letter, change)
    place = compared.select_one(".hub-place").get_text()
    assert place.endswith("Titre de ce numéro")
    assert "Tout l’été" in text


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("start_time", datetime.time(14, 30), "14 h 30"),
        ("start_date", datetime.date(2027, 3, 9), "9 mars 2027"),
        ("status", "annule", "Annulé"),
        ("image_is_decorative", True, "Oui"),
    ],
)
def test_values_are_in_words(
    field: str,
    value: bool | datetime.date | datetime.time | str,
    expected: str,
    superuser_client: Client,
) -> None:
    page = EventPageFactory()
    _, text = compare(superuser_client, page, lambda version: setattr(version, field, value))
    assert expected in text
    assert not any(raw in text for raw in ("True", "False", "None"))


def test_chosen_objects_are_named_and_none_is_never_shown(
    superuser_client: Client, superuser: User
) -> None:
    page = InitiativePageFactory(verified_by=None)
    _, text = compare(superuser_client, page, lambda p: setattr(p, "verified_by", superuser))
    assert str(superuser) in text
    assert "None" not in text


def test_image_is_compared_as_an_image(superuser_client: Client) -> None:
    image = ImageFactory(title="La place")
    page = InitiativePageFactory(image=None)
    compared, _ = compare(superuser_client, page, lambda version: setattr(version, "image", image))
    assert compared.find("img")


def test_changes_of_a_block_of_image_are_shown(superuser_client: Client) -> None:
    page = InitiativePageFactory(body=[image_block()])

    def change(version: InitiativePage) -> None:
        block = version.body[0].value
        block["image"] = ImageFactory(title="La place")
        block["image"].contextual_alt_text = "Un marché"
        block["image"].decorative = False

    _, text = compare(superuser_client, page, change)
    assert "La place" in text
    assert "Un marché" in text


def test_only_the_changed_rows_of_a_list_are_shown(superuser_client: Client) -> None:
    kept, other = ThemeFactory(name="Semences"), ThemeFactory(name="Vélos")
    page = InitiativePageFactory(themes=[kept])
    link = page.theme_items.model

    def change(version: InitiativePage) -> None:
        version.theme_items.add(link(tag=other, sort_order=1))

    _, text = compare(superuser_client, page, change)
    assert "N° 2, ajouté" in text
    assert "Vélos" in text
    assert "Semences" not in text


def test_identical_versions_are_reported_as_such(superuser_client: Client) -> None:
    _, text = compare(superuser_client, InitiativePageFactory(), lambda version: None)
    assert "Ces deux versions sont les mêmes." in text


def test_versions_are_named_in_words(superuser_client: Client) -> None:
    page = InitiativePageFactory()
    _, text = compare(superuser_client, page, lambda version: setattr(version, "title", "Autre"))
    assert text.startswith("Version du ")
    assert "UTC" not in text
    assert "+00:00" not in text


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("abc", "abc", set()),
        ("abcdefg", "gabcdef", {"g"}),
        ("abcd", "bcda", {"a"}),
        ("", "", set()),
    ],
)
def test_fewest_blocks_are_reported_as_moved(before: str, after: str, moved: set[str]) -> None:
    assert find_moved_ids(list(before), list(after)) == moved


def test_words_of_values() -> None:
    values = [None, "", True, False, 1200, "texte"]
    assert [
        format_value(value).replace("\u202f", " ").replace("\u00a0", " ") for value in values
    ] == [
        "(vide)",
        "(vide)",
        "Oui",
        "Non",
        format_value(1200).replace("\u202f", " ").replace("\u00a0", " "),
        "texte",
    ]
