"""Active filters are shown in French above a list."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import EpisodePageFactory
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("value", "words"), [("true", "oui"), ("false", "non")])
def test_boolean_filter_shows_oui_or_non(
    superuser_client: Client, site_tree: SiteTree, value: str, words: str
) -> None:
    EpisodePageFactory()
    response = superuser_client.get("/admin/episodes/", {"transcript": value})
    pill = BeautifulSoup(response.content, "html.parser").select_one(".w-active-filters")
    assert pill.get_text(" ", strip=True).startswith(f"Transcription\xa0: {words}")


@pytest.mark.parametrize("parameter", ["saves", "is_commenting_action"])
def test_filter_of_page_history_is_in_french(
    superuser_client: Client, site_tree: SiteTree, parameter: str
) -> None:
    page = EpisodePageFactory()
    response = superuser_client.get(f"/admin/pages/{page.pk}/history/", {parameter: "true"})
    pill = BeautifulSoup(response.content, "html.parser").select_one(".w-active-filters")
    assert "oui" in pill.get_text(" ")
    assert "True" not in pill.get_text(" ")
