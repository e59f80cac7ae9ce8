"""Fixtures of the import screen: accounts, and its two steps."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from hub.territories.models import Territory
from hub.themes.models import Theme
from tests.factories import TerritoryFactory, ThemeFactory
from tests.factories.site_tree import SiteTree
from tests.inspiration.importing_admin.files import sign_in


@pytest.fixture
def names(site_tree: SiteTree) -> tuple[Theme, Territory]:
    """A theme and a territory that the files name."""
    return ThemeFactory(name="Climat"), TerritoryFactory(name="Vire", code="96A01")


@pytest.fixture
def editor(names: tuple[Theme, Territory], client: Client) -> User:
    return sign_in(client, "Rédaction")


@pytest.fixture
def contributor(names: tuple[Theme, Territory], client: Client) -> User:
    return sign_in(client, "Contributions")


@pytest.fixture
def upload(client: Client) -> Callable[..., HttpResponseBase]:
    """A function that sends files and returns the screen."""
    return lambda *files: client.post(reverse("import_initiatives"), {"files": list(files)})


@pytest.fixture
def create(client: Client) -> Callable[..., HttpResponseBase]:
    """A function that sends the second form as the screen shows it, with some answers changed."""

    def create(screen: HttpResponseBase, **answers: list[str] | str) -> HttpResponseBase:
        soup = BeautifulSoup(screen.content, "html.parser")
        source = soup.select_one("[name=source]")["value"]
        ticked = [box["value"] for box in soup.select("[name=chosen][checked]")]
        data = {"source": source, "chosen": ticked, **answers}
        return client.post(reverse("import_initiatives"), data, follow=True)

    return create
