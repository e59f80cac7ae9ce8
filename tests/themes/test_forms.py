"""The form of a theme generates a unique slug, or shows a French error."""

import pytest
from django.http import HttpResponseBase
from django.test import Client

from hub.themes.models import Theme
from tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/snippets/themes/theme/add/"


def save(client: Client, address: str, **fields: str | int) -> HttpResponseBase:
    return client.post(address, {"definition": "", "synonyms": "", "icon": "", **fields})


@pytest.mark.parametrize("typed", ["", "eau-1"])
def test_address_of_another_theme_gets_a_number(superuser_client: Client, typed: str) -> None:
    twin = ThemeFactory(name="Eau 1", slug="eau-1")
    save(superuser_client, ADD, name="Eau : 1", slug=typed, twins_seen=twin.pk)
    assert Theme.objects.get(name="Eau : 1").slug == "eau-1-2"


def test_address_changed_for_that_of_another_theme_is_refused(superuser_client: Client) -> None:
    ThemeFactory(name="Eau", slug="eau")
    theme = ThemeFactory(name="Sols", slug="sols")
    edit = f"/admin/snippets/themes/theme/edit/{theme.pk}/"
    response = save(superuser_client, edit, name="Sols", slug="eau")
    assert "Un autre thème a déjà cette adresse" in response.content.decode()
    theme.refresh_from_db()
    assert theme.slug == "sols"


def test_name_of_another_theme_is_refused_in_plain_words(superuser_client: Client) -> None:
    twin = ThemeFactory(name="Eau", slug="eau")
    response = save(superuser_client, ADD, name="Eau", slug="", twins_seen=twin.pk)
    html = response.content.decode()
    assert "Thème\xa0: cette valeur du champ «\xa0Nom\xa0» est déjà prise." in html


@pytest.mark.parametrize(
    ("slug", "expected"), [("sols", "sols-vivants"), ("sols-2", "sols-vivants"), ("terre", "terre")]
)
def test_address_follows_the_name_unless_it_was_chosen(
    superuser_client: Client, client: Client, slug: str, expected: str
) -> None:
    theme = ThemeFactory(name="Sols", slug=slug)
    edit = f"/admin/snippets/themes/theme/edit/{theme.pk}/"
    save(superuser_client, edit, name="Sols vivants", slug=slug)
    theme.refresh_from_db()
    assert (theme.name, theme.slug) == ("Sols vivants", expected)
    if slug != expected:
        assert client.get(f"/themes/{slug}/").url == f"/themes/{expected}/"
