"""JSON Feed 1.1 of lists (https://www.jsonfeed.org/version/1.1/)."""

import datetime
import json
from typing import Any

import pytest
from django.test import Client

from hub.listing.listing import PER_PAGE
from tests.factories import (
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.page_types import CONTENT_TYPES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

# Names of the standard; extensions begin with an underscore.
FEED_NAMES = {
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "description",
    "next_url",
    "language",
    "items",
}
ITEM_NAMES = {
    "id",
    "url",
    "title",
    "content_text",
    "summary",
    "image",
    "date_published",
    "date_modified",
    "tags",
    "language",
}


def read(client: Client, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/feed+json"
    feed = json.loads(response.content)
    assert_valid(feed)
    return feed


def assert_valid(feed: dict[str, Any]) -> None:
    """Check the requirements of JSON Feed 1.1."""
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert {name for name in feed if not name.startswith("_")} <= FEED_NAMES
    for name in ("home_page_url", "feed_url"):
        assert feed[name].startswith("http://testserver/")
    for item in feed["items"]:
        assert {name for name in item if not name.startswith("_")} <= ITEM_NAMES
        assert isinstance(item["id"], str)
        assert item["id"]
        assert item["content_text"]
        assert item["url"].startswith("http://testserver/")
        for name in ("date_published", "date_modified"):
            assert datetime.datetime.fromisoformat(item[name]).tzinfo, name
        assert all(isinstance(tag, str) for tag in item.get("tags", []))


def test_pages_of_every_type_are_valid(client: Client) -> None:
    for page_type in CONTENT_TYPES:
        page_type.make()

    items = read(client, "/recherche.json")["items"]

    # All but the free page, which no list shows.
    kinds = {item["_hub"]["kind"] for item in items}
    models = [page_type.model for page_type in CONTENT_TYPES]
    assert kinds == {model.kind for model in models if hasattr(model, "uid")}


def test_an_item_has_every_field(client: Client) -> None:
    territory = TerritoryFactory(name="L’Île-d’Été", code="96123")
    page = InitiativePageFactory(
        title="L’été d’hiver",
        themes=[ThemeFactory(name="Forêt œuvrée", slug="foret-oeuvree")],
        territories=[territory],
        licence="cc-by-4.0",
    )

    [item] = read(client, "/inspiration.json")["items"]

    assert item["id"] == page.uid.urn
    assert item["title"] == "L’été d’hiver"
    assert item["summary"] == page.summary
    assert item["tags"] == ["Forêt œuvrée"]
    data = item["_hub"]
    assert data["kind"] == "initiative"
    assert data["date"] == page.listed_on.isoformat()
    assert data["themes"] == [{"slug": "foret-oeuvree", "name": "Forêt œuvrée"}]
    assert data["territories"] == [
        {"code": "96123", "name": "L’Île-d’Été", "kind": "commune", "role": "porteur"}
    ]
    assert data["licence"]["name"] == "Creative Commons BY 4.0"
    assert data["licence"]["url"].startswith("https://creativecommons.org/licenses/by/4.0/")
    assert data["details"]["Phase"] == "Mise en œuvre"


def test_pages_follow_each_other_to_the_last(client: Client) -> None:
    for number in range(2 * PER_PAGE + 1):
        NewsletterPageFactory(title=f"Lettre {number}", rubriques=[])

    address, seen, numbers = "/lettres.json?tri=titre&page=1", [], []
    while address:
        feed = read(client, address)
        numbers.append(feed["_hub"]["page"])
        seen += [item["id"] for item in feed["items"]]
        address = feed.get("next_url", "").removeprefix("http://testserver")

    assert numbers == [1, 2, 3]
    assert len(seen) == len(set(seen)) == feed["_hub"]["total"] == 2 * PER_PAGE + 1


def test_ignored_parameters_are_reported(client: Client) -> None:
    NewsletterPageFactory()

    feed = read(client, "/lettres.json?theme=inconnu&page=99")

    assert len(feed["_hub"]["ignored"]) == 2
    assert feed["feed_url"] == "http://testserver/lettres.json"


def test_an_empty_list_is_an_empty_list(client: Client) -> None:
    assert read(client, "/lettres.json")["items"] == []


@pytest.mark.parametrize(
    ("precision", "said"), [("day", "2099-03-01"), ("month", "2099-03"), ("year", "2099")]
)
def test_a_date_is_no_more_precise_than_it_is_known(
    precision: str, said: str, client: Client
) -> None:
    EventPageFactory(start_date=datetime.date(2099, 3, 1), precision=precision)

    assert read(client, "/agenda.json")["items"][0]["_hub"]["date"] == said


def test_an_event_without_a_date_has_none(client: Client) -> None:
    EventPageFactory(start_date=None, precision="unknown")

    assert "date" not in read(client, "/agenda.json")["items"][0]["_hub"]
