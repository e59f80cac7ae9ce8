"""Rules of every public URL: no cookie, no third party, plain error pages."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from tests.factories.site_tree import SiteTree
from tests.page_types import CONTENT_TYPES, INDEX_TYPES, PageType

pytestmark = pytest.mark.django_db

FIXED = [
    "/",
    "/recherche/",
    "/recherche/?q=ete",
    "/sitemap.xml",
    "/robots.txt",
    "/lettres.rss",
    "/inspiration.geojson",
    "/agenda.ics",
    "/recherche.json?q=ete",
    "/recherche.csv?q=ete",
    "/recherche/suggestions/?q=ete",
    "/adresse-inconnue/",
]
PAGES = [*CONTENT_TYPES, *INDEX_TYPES]
LOADED = {"script": "src", "img": "src", "iframe": "src", "audio": "src", "source": "src"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "manifest"}


def addresses_loaded(html: str) -> list[str]:
    """Return the addresses that a browser loads with a page, without a click."""
    soup = BeautifulSoup(html, "html.parser")
    loaded = [str(t[a]) for tag, a in LOADED.items() for t in soup.find_all(tag) if t.get(a)]
    loaded += [
        str(link["href"])
        for link in soup.find_all("link", href=True)
        if LOADING_LINKS & set(link.get("rel", []))
    ]
    for tag in soup.find_all(srcset=True):
        loaded += [part.split()[0] for part in tag["srcset"].split(",")]
    return loaded


def assert_no_cookie_nor_third_party(response: HttpResponse) -> None:
    assert not response.cookies
    if "html" in response["Content-Type"]:
        for address in addresses_loaded(response.text):
            assert urlsplit(address).netloc in ("", "testserver"), address


@pytest.mark.parametrize("url", FIXED)
def test_an_address_sets_no_cookie_and_loads_no_third_party(
    url: str, client: Client, site_tree: SiteTree
) -> None:
    assert_no_cookie_nor_third_party(client.get(url))


@pytest.mark.parametrize("page_type", PAGES, ids=str)
def test_a_page_sets_no_cookie_and_loads_no_third_party(
    page_type: PageType, client: Client, site_tree: SiteTree
) -> None:
    response = client.get(page_type.make().get_url())

    assert response.status_code == 200
    assert_no_cookie_nor_third_party(response)


def test_the_addresses_that_a_browser_asks_are_recognised() -> None:
    html = """
        <link rel="stylesheet" href="https://a.example/x.css"><link rel="canonical" href="/b">
        <script src="https://b.example/x.js"></script>
        <img srcset="/1.jpg 1x, https://c.example/2 2x">
    """

    assert addresses_loaded(html) == [
        "https://b.example/x.js",
        "https://a.example/x.css",
        "/1.jpg",
        "https://c.example/2",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "/adresse-inconnue/",
        "/lettres/inconnue/",
        "/themes/inconnu/",
        "/territoires/99999-nulle-part/",
        "/inconnue.rss",
        "/accueil.json",
        "/lettres.ics",
        "/lettres.geojson",
        "/agenda.geojson",
        "/lettres.xml",
        "/themes/inconnu.json",
        "/territoires/99999-nulle-part.rss",
        "/territoires/nulle-part.rss",
        "/%C3%A9t%C3%A9/",
        "/%00/",
        "/%FF/",
        "/" + "a" * 3000 + "/",
    ],
)
def test_an_unknown_address_is_answered_in_french(
    url: str, client: Client, site_tree: SiteTree
) -> None:
    response = client.get(url)

    assert response.status_code == 404
    html = BeautifulSoup(response.text, "html.parser")
    assert html.html["lang"] == "fr"
    assert "n’existe pas" in html.h1.text
    assert html.find("form", attrs={"action": "/recherche/"})


def test_robots_know_the_sitemap_and_leave_the_admin(client: Client, site_tree: SiteTree) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml" in response.text
    assert "Disallow: /admin/" in response.text


@pytest.mark.parametrize("page_type", CONTENT_TYPES, ids=str)
def test_the_sitemap_lists_a_page_with_its_full_address(
    page_type: PageType, client: Client, site_tree: SiteTree
) -> None:
    page = page_type.make()

    response = client.get("/sitemap.xml")

    locations = [loc.text for loc in BeautifulSoup(response.text, "html.parser").find_all("loc")]
    assert f"http://testserver{page.get_url()}" in locations
    assert len(locations) == len(set(locations))


def test_every_address_of_the_sitemap_answers(client: Client, site_tree: SiteTree) -> None:
    for page_type in CONTENT_TYPES:
        page_type.make()
    locations = BeautifulSoup(client.get("/sitemap.xml").text, "html.parser").find_all("loc")

    assert len(locations) > len(PAGES)
    for location in locations:
        assert client.get(urlsplit(location.text).path).status_code == 200, location.text


@pytest.mark.parametrize("url", ["/", "/lettres/", "/recherche/", "/adresse-inconnue/"])
def test_security_headers(url: str, client: Client, site_tree: SiteTree) -> None:
    response = client.get(url)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("page_type", PAGES, ids=str)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_post_to_a_page_is_refused(
    page_type: PageType, method: str, client: Client, site_tree: SiteTree
) -> None:
    page = page_type.make()

    assert getattr(client, method)(page.get_url()).status_code in (200, 405)
    assert page_type.model.objects.filter(pk=page.pk, live=True).exists()
