"""The CSV of the list of initiatives, imported again."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from hub.core.models import PageTerritory, TerritoryRole
from inspiration.importing import InitiativeImportError, parse_items, read_path
from inspiration.importing.builder.pages import content_of
from inspiration.importing.parser.dates import period
from inspiration.importing_admin.preview import State, preview
from inspiration.models import InitiativePage
from tests.factories import (
    InitiativePageFactory,
    NewsletterPageFactory,
    TerritoryFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


@pytest.fixture
def export(client: Client, tmp_path: Path) -> Callable[..., Path]:
    """Download the CSV of a list, change its text, and return the path of the file."""

    def download(
        address: str = "/inspiration.csv", change: tuple[str, str] = ("", ""), **how: Any
    ) -> Path:
        text = client.get(address).getvalue().decode("utf-8-sig")
        path = tmp_path / "inspiration.csv"
        path.write_text(text.replace(*change), newline="", **{"encoding": "utf-8-sig", **how})
        return path

    return download


@pytest.fixture
def page() -> InitiativePage:
    page = InitiativePageFactory(
        complete=True,
        title="L’été d’hiver ; œuvre, «\u00a0suite\u00a0»",
        summary='Deux\nlignes et un "mot".',
        site_name="=une formule",
        start_date=datetime.date(2023, 3, 15),
        start_precision="month",
        end_date=datetime.date(2024, 6, 30),
        themes=[ThemeFactory(name="Eau, énergie"), ThemeFactory(name="Prairie")],
    )
    region = TerritoryFactory(name="Île-de-l’Été", code="976", kind="region")
    TerritoryFactory(name="Département du même code", code="976", kind="departement")
    page.territory_links = [
        PageTerritory(territory=region, role=TerritoryRole.CONCERNED, sort_order=7)
    ]
    page.save_revision(user=UserFactory()).publish()
    return InitiativePage.objects.get()


def states(path: Path) -> list[State]:
    return [row.state for row in preview(read_path(path), UserFactory(is_superuser=True))]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_export_is_imported_as_itself(
    page: InitiativePage, export: Callable[..., Path], encoding: str
) -> None:
    before = content_of(page.get_latest_revision_as_object())
    path = export(encoding=encoding)

    assert states(path) == [State.SAME]
    output = io.StringIO()
    call_command("import_initiatives", str(path), overwrite=True, stdout=output)

    assert "1 initiatives lues" in output.getvalue()
    assert content_of(InitiativePage.objects.get().get_latest_revision_as_object()) == before


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        (("=une formule", "=la ferme"), "site_name", "=la ferme"),
        (("Mise en œuvre", "Usage"), "phase", "usage"),
        (("de mars 2023 à juin 2024", "mars-22"), "start_date", datetime.date(2022, 3, 1)),
        (("de mars 2023 à juin 2024", "2022"), "end_date", None),
        (("Licence Ouverte 2.0", "Creative Commons BY 4.0"), "licence", "cc-by-4.0"),
    ],
)
def test_changed_cell_changes_its_field_only(
    page: InitiativePage,
    export: Callable[..., Path],
    change: tuple[str, str],
    name: str,
    value: object,
) -> None:
    path = export(change=change)
    assert states(path) == [State.EDITED]
    call_command("import_initiatives", str(path), overwrite=True, stdout=io.StringIO())

    draft = InitiativePage.objects.get().get_latest_revision_as_object()
    assert getattr(draft, name) == value
    assert draft.summary == page.summary
    assert [link.role for link in draft.territory_links.all()] == [TerritoryRole.CONCERNED]
    assert [theme.name for theme in draft.ranked_themes] == ["Eau, énergie", "Prairie"]


def test_export_of_a_search_says_which_rows_are_not_initiatives(
    page: InitiativePage, export: Callable[..., Path]
) -> None:
    NewsletterPageFactory()
    with pytest.raises(InitiativeImportError, match="cette ligne est d’un autre type"):
        parse_items(read_path(export("/recherche.csv")))


def test_page_of_another_site_is_created(page: InitiativePage, export: Callable[..., Path]) -> None:
    path = export()
    page.delete()
    call_command("import_initiatives", str(path), stdout=io.StringIO())

    draft = InitiativePage.objects.get()
    assert (draft.slug, draft.when) == (page.slug, page.when)
    assert [str(territory) for territory in draft.territories] == ["Île-de-l’Été (Région)"]


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("le 1er mars 2023", (2023, 3, 1), None, "day"),
        ("en mars 2023", (2023, 3, 1), None, "month"),
        ("en 2023", (2023, 1, 1), None, "year"),
        ("du 1er au 3 mars 2023", (2023, 3, 1), (2023, 3, 3), "day"),
        ("du 1er mars au 3 avril 2023", (2023, 3, 1), (2023, 4, 3), "day"),
        ("du 1er mars 2022 au 3 avril 2023", (2022, 3, 1), (2023, 4, 3), "day"),
        ("d’avril 2023 à juin 2024", (2023, 4, 1), (2024, 6, 1), "month"),
        ("de 2019 à 2021", (2019, 1, 1), (2021, 1, 1), "year"),
        ("jusqu’au 3 avril 2023", None, (2023, 4, 3), "day"),
        ("jusqu’en avril 2023", None, (2023, 4, 1), "month"),
        ("2019-04", (2019, 4, 1), None, "month"),
    ],
)
def test_period_is_read_as_the_site_writes_it(
    text: str,
    start: tuple[int, int, int] | None,
    end: tuple[int, int, int] | None,
    precision: str,
) -> None:
    dates = tuple(day and datetime.date(*day) for day in (start, end))
    assert period(text) == (*dates, precision)


@pytest.mark.parametrize("text", ["bientôt", "en mars", "du 3 au 1", "de 2019 à"])
def test_period_that_is_not_one_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        period(text)
