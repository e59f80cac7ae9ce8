"""CSV of lists: encoding, columns, no formula."""

from typing import Any

import pytest
from django.test import Client

from hub.listing.formats import table
from tests.csv_exports import csv_rows
from tests.factories import (
    InitiativePageFactory,
    NewsletterPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.page_types import CONTENT_TYPES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    """Read a CSV as a French spreadsheet does."""
    response = client.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return csv_rows(response)


def test_a_page_is_a_row_with_french_headings(client: Client) -> None:
    page = InitiativePageFactory(
        title="L’été d’hiver ; œuvre, «\u00a0suite\u00a0»",
        summary='Deux\nlignes et un "mot".',
        themes=[ThemeFactory(name="Forêt"), ThemeFactory(name="Prairie")],
        territories=[TerritoryFactory(name="L’Île-d’Été", code="96001")],
    )

    [row] = rows(client, "/inspiration.csv")

    assert row["Type"] == "Initiative"
    assert row["Titre"] == page.title
    assert row["Résumé"] == page.summary
    assert row["Date"] == page.listed_on.isoformat()
    assert row["Thèmes"] == "Forêt | Prairie"
    assert row["Territoires"] == "L’Île-d’Été (96)"
    assert row["Codes des territoires"] == "96001"
    assert row["Phase"] == "Mise en œuvre"
    assert row["Licence"] == "Licence Ouverte 2.0"
    assert row["Adresse"] == f"http://testserver{page.url}"
    assert row["Identifiant"] == page.uid.urn


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str, client: Client) -> None:
    formula = f'{start}HYPERLINK("https://example.org";"été")'
    InitiativePageFactory(
        title=formula,
        summary=formula,
        site_name=formula,
        themes=[ThemeFactory(name=formula)],
        territories=[TerritoryFactory(name=formula)],
    )

    [row] = rows(client, "/inspiration.csv")

    cells = [row[name] for name in ("Titre", "Résumé", "Thèmes", "Territoires", "Lieu")]
    assert [cell[:2] for cell in cells] == [f"'{start}"] * 5
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_every_page_of_the_list_is_in_the_table(client: Client) -> None:
    for number in range(12):
        ResourcePageFactory(title=f"Guide {number:02}")

    found = rows(client, "/ressources.csv?tri=titre")

    assert [row["Titre"] for row in found] == [f"Guide {number:02}" for number in range(12)]


def test_a_table_has_a_maximum_of_rows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LIMIT", 2)
    NewsletterPageFactory.create_batch(3, rubriques=[])

    assert len(rows(client, "/lettres.csv")) == 2


def test_every_type_fills_its_own_columns(client: Client) -> None:
    for page_type in CONTENT_TYPES:
        page_type.make()

    by_kind = {row["Type"]: row for row in rows(client, "/recherche.csv")}

    assert by_kind["Lettre"]["Numéro"]
    assert by_kind["Épisode"]["Podcast"]
    assert by_kind["Rendez-vous"]["Quand"]
    assert by_kind["Ressource"]["Nature"]
    assert by_kind["Podcast"]["Titre"]
    assert by_kind["Lettre"]["Phase"] == ""


def test_an_empty_table_has_its_headings(client: Client) -> None:
    response = client.get("/lettres.csv")

    text = response.getvalue().decode("utf-8-sig")
    assert text.startswith("Type;Titre;Résumé;Date;")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 1


def test_a_table_is_streamed_with_a_file_name(client: Client) -> None:
    response = client.get("/themes/mobilite.csv")

    assert response.streaming
    assert response["Content-Disposition"] == 'attachment; filename="themes-mobilite.csv"'
