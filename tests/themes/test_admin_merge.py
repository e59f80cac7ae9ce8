"""Merging a theme from the admin."""

from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from hub.themes.models import Theme
from tests.factories import InitiativePageFactory, ThemeFactory


def merge_url(theme: Theme) -> str:
    return reverse("wagtailsnippets_themes_theme:merge", args=[theme.pk])


def test_merge_says_how_many_pages_follow_before_it_does_anything(superuser_client: Client) -> None:
    theme, target = ThemeFactory(name="Jardins"), ThemeFactory(name="Potagers")
    InitiativePageFactory.create_batch(2, themes=[theme])
    response = superuser_client.post(merge_url(theme), {"target": target.pk})
    assert "2 pages portent «\u00a0Jardins\u00a0»" in response.content.decode()
    assert Theme.objects.active().filter(pk=theme.pk).exists()


def test_confirmed_merge_moves_the_pages_and_leaves_a_redirect(superuser_client: Client) -> None:
    theme, target = ThemeFactory(name="Jardins"), ThemeFactory(name="Potagers")
    page = InitiativePageFactory(themes=[theme])
    superuser_client.post(merge_url(theme), {"target": target.pk, "confirm": "1"})
    theme.refresh_from_db()
    assert theme.merged_into == target
    assert list(page.themes.all()) == [target]
    assert Redirect.objects.get(old_path="/themes/jardins").link == "/themes/potagers/"


def test_theme_cannot_be_merged_with_itself(superuser_client: Client) -> None:
    theme = ThemeFactory()
    superuser_client.post(merge_url(theme), {"target": theme.pk, "confirm": "1"})
    theme.refresh_from_db()
    assert theme.merged_into is None


def test_merged_theme_cannot_be_merged_again(superuser_client: Client) -> None:
    theme, target, other = ThemeFactory.create_batch(3)
    theme.merge_into(target)
    superuser_client.post(merge_url(theme), {"target": other.pk, "confirm": "1"})
    theme.refresh_from_db()
    assert theme.merged_into == target


def test_edit_form_and_list_offer_to_merge(superuser_client: Client) -> None:
    theme = ThemeFactory()
    edit = reverse("wagtailsnippets_themes_theme:edit", args=[theme.pk])
    listing = reverse("wagtailsnippets_themes_theme:list")
    for url in (edit, listing):
        assert merge_url(theme) in superuser_client.get(url).content.decode()


def test_renamed_theme_leaves_a_redirect(superuser_client: Client) -> None:
    theme = ThemeFactory(name="Jardins")
    data = {"name": "Potagers", "slug": "potagers", "definition": "", "synonyms": "", "icon": ""}
    url = reverse("wagtailsnippets_themes_theme:edit", args=[theme.pk])
    superuser_client.post(url, {**data, "colour": "", "parent": ""})
    assert Redirect.objects.get(old_path="/themes/jardins").link == "/themes/potagers/"
