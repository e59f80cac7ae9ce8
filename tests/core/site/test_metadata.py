import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from hub.core.models import HubSettings
from tests.factories import (
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    ThemeFactory,
)
from tests.factories.site_tree import SiteTree


def head_of(client: Client, url: str) -> Tag:
    head = BeautifulSoup(client.get(url).content, "html.parser").head
    assert head is not None
    return head


def canonical(head: Tag) -> str | None:
    link = head.find("link", rel="canonical")
    return str(link["href"]) if link else None


def test_page_head_has_title_description_and_canonical(client: Client, site_tree: SiteTree) -> None:
    letter = NewsletterPageFactory(number=12, title="L'été : enfin !", summary="Ce qu'on a fait.")
    head = head_of(client, letter.get_url())
    assert head.title.string == (
        "Lettre n°\u00a012\u00a0: L’été\u00a0: enfin\u00a0! – Territoires pilotes"
    )
    assert head.find("meta", attrs={"name": "description"})["content"] == "Ce qu’on a fait."
    assert canonical(head) == f"http://testserver{letter.get_url()}"
    assert head.find("meta", property="og:type")["content"] == "article"
    assert head.find("meta", attrs={"name": "robots"}) is None


def test_home_title_is_the_site_and_its_signature(client: Client, site_tree: SiteTree) -> None:
    assert head_of(client, "/").title.string.startswith("Territoires pilotes – ")


def test_share_image_falls_back_on_that_of_the_site(client: Client, site_tree: SiteTree) -> None:
    settings = HubSettings.for_site(site_tree.site)
    settings.share_image = ImageFactory(ready=True)
    settings.save()
    head = head_of(client, NewsletterPageFactory().get_url())
    assert head.find("meta", property="og:image")["content"].startswith("http://testserver/media/")


def test_share_image_that_is_not_made_yet_is_not_made_while_the_page_is_served(
    client: Client, site_tree: SiteTree
) -> None:
    page = InitiativePageFactory()
    response = client.get(page.get_url())
    assert response.status_code == 200
    assert b"og:image" not in response.content
    assert not page.image.renditions.exists()


@pytest.mark.parametrize("noise", ["?theme=verger&tri=titre", "?tri=date", "?utm_source=x"])
def test_canonical_of_a_list_ignores_filters(
    client: Client, site_tree: SiteTree, noise: str
) -> None:
    InitiativePageFactory(themes=[ThemeFactory(name="Verger")])
    head = head_of(client, f"/inspiration/{noise}")
    assert canonical(head) == "http://testserver/inspiration/"


def test_canonical_of_a_second_page_keeps_its_number(client: Client, site_tree: SiteTree) -> None:
    NewsletterPageFactory.create_batch(21)
    head = head_of(client, "/lettres/?page=2")
    assert canonical(head) == "http://testserver/lettres/?page=2"
    assert "page 2" in str(head.title.string)


@pytest.mark.parametrize("url", ["/recherche/?q=cantine", "/recherche/", "/lettres/?q=cantine"])
def test_search_results_stay_out_of_search_engines(
    client: Client, site_tree: SiteTree, url: str
) -> None:
    head = head_of(client, url)
    assert "noindex" in head.find("meta", attrs={"name": "robots"})["content"]


def test_unknown_address_gives_a_french_page_with_ways_in(
    client: Client, site_tree: SiteTree
) -> None:
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.h1.string == "Cette page n’existe pas, ou plus"
    assert soup.main.find("input", attrs={"name": "q"})
    assert soup.main.find("a", href="/lettres/")


def test_unknown_address_without_a_site_still_answers(client: Client, site_tree: SiteTree) -> None:
    site_tree.site.delete()
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert "n’existe pas" in response.content.decode()


@pytest.mark.parametrize("url", ["/", "/lettres/", "/recherche/?q=x", "/nulle-part/"])
def test_public_page_sets_no_cookie(client: Client, site_tree: SiteTree, url: str) -> None:
    assert not client.get(url).cookies
