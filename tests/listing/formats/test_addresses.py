"""Each list has the formats that suit it, with its filters, and no other."""

import json
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from hub.listing.format_names import FORMATS
from hub.themes.models import Theme
from tests.factories import (
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    SuperuserFactory,
    TerritoryFactory,
)
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db

GENERAL = ["rss", "json", "csv"]
EVERY = [*GENERAL, "ics", "geojson"]
LISTS = {
    "/lettres": GENERAL,
    "/inspiration": [*GENERAL, "geojson"],
    "/podcasts": GENERAL,
    "/ressources": GENERAL,
    "/agenda": [*GENERAL, "ics"],
    "/recherche": EVERY,
    "/themes/mobilite": EVERY,
    "/territoires/96777-saint-eloi-l-etang": EVERY,
}
CASES = [(url, name, name in names) for url, names in LISTS.items() for name in FORMATS]
TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "geojson": "application/geo+json",
}


@pytest.fixture
def places(site_tree: SiteTree) -> None:
    """A page of each kind that has a format, with the theme and the territory of LISTS."""
    territory = TerritoryFactory(
        name="Saint-Éloi-l’Étang", code="96777", latitude=49.1, longitude=0.2
    )
    common = {"themes": [Theme.objects.get(slug="mobilite")], "territories": [territory]}
    for factory in (InitiativePageFactory, EventPageFactory, NewsletterPageFactory):
        factory(**common, title="Le vélo d’été")


@pytest.mark.parametrize(("url", "name", "exists"), CASES)
def test_a_list_has_the_formats_that_suit_it(
    url: str, name: str, exists: bool, client: Client, places: None
) -> None:
    response = client.get(f"{url}.{name}")

    assert response.status_code == (200 if exists else 404)
    if exists:
        assert response["Content-Type"] == TYPES[name]
        assert response["X-Robots-Tag"] == "noindex"
        assert response.getvalue()
        assert client.get(f"{url}.{name}?theme=inconnu&q=%00").status_code == 200
    else:
        assert "n’existe pas" in response.text


@pytest.mark.parametrize("url", LISTS)
def test_the_page_of_a_list_links_to_its_formats_with_filters(
    url: str, client: Client, places: None
) -> None:
    page = BeautifulSoup(client.get(f"{url}/?q=velo&inconnu=1").text, "html.parser")
    links = page.select(".formats a")

    names = [urlsplit(link["href"]).path.rpartition(".")[2] for link in links]
    assert sorted(names) == sorted(LISTS[url])
    for link, name in zip(links, names, strict=True):
        assert link["href"] == f"{url}.{name}?q=velo"
        assert link.text == FORMATS[name].label
        assert client.get(link["href"]).status_code == 200


def test_a_theme_page_links_to_its_formats(client: Client, places: None) -> None:
    page = BeautifulSoup(client.get("/themes/mobilite/").text, "html.parser")

    assert "/themes/mobilite.json" in [link["href"] for link in page.select(".formats a")]


def test_formats_that_do_not_suit_the_chosen_type_are_not_offered(
    client: Client, places: None
) -> None:
    page = BeautifulSoup(client.get("/recherche/?type=lettre").text, "html.parser")

    names = [link["href"].partition("?")[0] for link in page.select(".formats a")]
    assert names == ["/recherche.rss", "/recherche.csv", "/recherche.json"]


def test_a_list_has_feed_autodiscovery_links(client: Client, places: None) -> None:
    def feeds(url: str) -> list[str]:
        page = BeautifulSoup(client.get(url).text, "html.parser")
        return [str(link["href"]) for link in page.select("link[rel=alternate][type*=rss]")]

    general = ["/lettres.rss", "/inspiration.rss"]
    assert feeds("/") == general
    assert feeds("/lettres/") == general
    assert feeds("/themes/mobilite/") == ["/themes/mobilite.rss", *general]
    assert feeds("/lettres/?q=velo") == ["/lettres.rss?q=velo", *general]


@pytest.mark.parametrize("name", EVERY)
def test_filters_apply_to_every_format(name: str, client: Client, places: None) -> None:
    def size(query: str) -> int:
        return len(client.get(f"/recherche.{name}?{query}").getvalue())

    assert size("theme=mobilite") > size("theme=mobilite&annee=1999&q=introuvable")
    assert size("q=velo") > size("q=introuvable")


@pytest.mark.parametrize("name", ["rss", "json", "ics", "geojson"])
def test_an_unchanged_format_answers_304(name: str, client: Client, places: None) -> None:
    first = client.get(f"/recherche.{name}")
    second = client.get(f"/recherche.{name}", headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == "public, no-cache"
    assert (second.status_code, second.content) == (304, b"")


@pytest.mark.parametrize("name", EVERY)
def test_response_to_a_signed_in_user_is_private(name: str, client: Client, places: None) -> None:
    client.force_login(SuperuserFactory())

    assert "private" in client.get(f"/recherche.{name}")["Cache-Control"]


@pytest.mark.parametrize(
    "url", ["/lettres", "/themes/mobilite", "/territoires/96777-saint-eloi-l-etang"]
)
def test_the_formats_of_a_private_list_are_private(
    url: str, client: Client, places: None, site_tree: SiteTree
) -> None:
    for page in (site_tree.letters, site_tree.themes, site_tree.territories):
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    for name in LISTS[url]:
        response = client.get(f"{url}.{name}")
        assert (response.status_code, response.url) == (302, f"/_util/login/?next={url}.{name}")


@pytest.mark.parametrize("name", EVERY)
def test_a_format_accepts_only_get_and_head(name: str, client: Client, places: None) -> None:
    assert client.head(f"/recherche.{name}").status_code == 200
    for method in ("post", "put", "delete"):
        assert getattr(client, method)(f"/recherche.{name}").status_code in (403, 405)


def test_a_merged_theme_redirects_to_the_formats_of_the_other(
    client: Client, site_tree: SiteTree
) -> None:
    theme, other = Theme.objects.get(slug="mobilite"), Theme.objects.get(slug="alimentation")
    theme.merge_into(other)

    response = client.get("/themes/mobilite.json?annee=2022")

    assert response.status_code == 301
    assert response.url == "/themes/alimentation.json?annee=2022"


def test_a_renamed_theme_redirects_to_its_formats(client: Client, site_tree: SiteTree) -> None:
    theme = Theme.objects.get(slug="mobilite")
    theme.slug = "se-deplacer"
    theme.save()

    response = client.get("/themes/mobilite.rss")

    assert (response.status_code, response.url) == (301, "/themes/se-deplacer.rss")


def test_a_renamed_territory_redirects_to_its_formats(client: Client, site_tree: SiteTree) -> None:
    TerritoryFactory(name="Nouveau Nom", code="96777", in_programme=True)

    response = client.get("/territoires/96777-ancien.csv?q=a")

    assert (response.status_code, response.url) == (301, "/territoires/96777-nouveau-nom.csv?q=a")


def test_a_renamed_list_redirects_to_its_formats(client: Client, site_tree: SiteTree) -> None:
    Redirect.add_redirect("/courriers/", redirect_to="/lettres/")

    response = client.get("/courriers.rss")

    assert (response.status_code, response.url) == (301, "/lettres.rss")


@pytest.mark.parametrize("link", ["https://example.org/", "//example.org/"])
def test_a_redirect_to_another_site_is_not_followed(
    link: str, client: Client, site_tree: SiteTree
) -> None:
    Redirect.objects.create(old_path="/courriers", redirect_link=link)

    assert client.get("/courriers.rss").status_code == 404


def test_a_format_links_to_the_page_of_its_list(client: Client, places: None) -> None:
    feed = json.loads(client.get("/themes/mobilite.json?tri=titre").content)

    assert feed["home_page_url"] == "http://testserver/themes/mobilite/?tri=titre"
    assert feed["title"] == "Mobilité — Territoires pilotes"
