"""RSS 2.0 feeds of lists (https://www.rssboard.org/rss-specification)."""

import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from tests.factories import EventPageFactory, NewsletterPageFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

ATOM = "{http://www.w3.org/2005/Atom}"


def channel(client: Client, address: str) -> Element | None:
    response = client.get(address)
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)  # noqa: S314  our own feed
    assert root.tag == "rss"
    assert root.get("version") == "2.0"
    return root.find("channel")


def test_a_feed_has_what_the_standard_asks(client: Client) -> None:
    found = channel(client, "/lettres.rss?tri=titre")

    assert found.find("title").text == "Lettres — Territoires pilotes"
    assert found.find("link").text == "http://testserver/lettres/?tri=titre"
    assert found.find("description").text.endswith("lettres.")
    assert found.find("language").text == "fr"
    assert found.find(f"{ATOM}link").get("rel") == "self"
    assert found.find(f"{ATOM}link").get("href") == "http://testserver/lettres.rss?tri=titre"


def test_an_item_says_the_page(client: Client) -> None:
    page = NewsletterPageFactory(
        title="L’été à l’école «\u00a0& après\u00a0»",
        number=7,
        date=datetime.date(2022, 7, 3),
        themes=[ThemeFactory(name="Forêt & prairie")],
    )

    item = channel(client, "/lettres.rss").find("item")

    assert item.find("title").text.endswith("7\u00a0: L’été à l’école «\u00a0& après\u00a0»")
    assert item.find("link").text == f"http://testserver{page.url}"
    assert item.find("guid").text == page.uid.urn
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.find("category").text == "Forêt & prairie"
    published = parsedate_to_datetime(item.find("pubDate").text)
    assert published.isoformat() == "2022-07-03T00:00:00+02:00"


def test_pub_date_of_a_month_is_the_publication_date(client: Client) -> None:
    page = EventPageFactory(start_date=datetime.date(2099, 3, 1), precision="month")

    item = channel(client, "/agenda.rss").find("item")

    published = parsedate_to_datetime(item.find("pubDate").text)
    assert published == page.first_published_at.replace(microsecond=0)


def test_characters_that_xml_cannot_hold_are_left_out(client: Client) -> None:
    NewsletterPageFactory(title="L’été\x0b d’hiver", summary="a\x1fb", number=7)

    item = channel(client, "/lettres.rss").find("item")

    assert item.find("title").text.endswith("L’été  d’hiver")
    assert item.find("description").text == "a b"


def test_a_search_has_a_feed_of_its_own(client: Client) -> None:
    NewsletterPageFactory(title="Le potager d’été")
    NewsletterPageFactory(title="Autre chose", intro="<p>Rien.</p>", summary="")

    found = channel(client, "/recherche.rss?q=potager")

    assert found.find("title").text == (
        "Recherche\u00a0: «\u00a0potager\u00a0» — Territoires pilotes"
    )
    assert len(found.findall("item")) == 1


def test_an_empty_feed_stays_the_same(client: Client) -> None:
    tag = client.get("/lettres.rss")["ETag"]

    assert client.get("/lettres.rss", headers={"if-none-match": tag}).status_code == 304
