import datetime
import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from hub.agenda.models import EventStatus
from hub.core.site.structured_data import drop_empty, json_ld_script, structured_data_of
from hub.dates import DatePrecision
from inspiration.models import ResourceKind, ResourcePage
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.site_tree import SiteTree


def json_ld(client: Client, url: str) -> dict[str, Any]:
    """Return the JSON-LD objects of a served page, by schema.org type."""
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    scripts = soup.find_all("script", type="application/ld+json")
    assert len(scripts) == 1
    return {part["@type"]: part for part in json.loads(scripts[0].string)}


def test_known_drops_what_is_empty_at_any_depth() -> None:
    data = {"a": "", "b": None, "c": {"@type": "Place", "name": ""}, "d": [{"e": []}], "f": 0}
    assert drop_empty(data) == {"f": 0}


def test_script_of_hostile_text_cannot_close_its_element() -> None:
    hostile = "</script><script>alert(1)</script><!-- & \u2028"
    html = json_ld_script([{"name": hostile}])
    assert len(re.findall("<", html)) == 2
    text = BeautifulSoup(html, "html.parser").script.string
    assert json.loads(text) == [{"name": hostile}]


def test_script_of_nothing_is_nothing() -> None:
    assert json_ld_script([]) == ""


def test_home_page_says_how_to_search_the_site(client: Client, site_tree: SiteTree) -> None:
    action = json_ld(client, "/")["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == (
        "http://testserver/recherche/?q={search_term_string}"
    )


def test_letter_is_an_article_with_its_own_date(client: Client, site_tree: SiteTree) -> None:
    letter = NewsletterPageFactory(
        number=3, title="Entrée dans la seconde phase", date=datetime.date(2022, 3, 1)
    )
    article = json_ld(client, letter.get_url())["NewsArticle"]
    assert article["headline"] == "Lettre n°\u00a03\u00a0: Entrée dans la seconde phase"
    assert article["datePublished"] == "2022-03-01"
    assert article["isPartOf"]["issueNumber"] == 3


def test_initiative_names_its_themes_and_territories(client: Client, site_tree: SiteTree) -> None:
    initiative = InitiativePageFactory(
        themes=[ThemeFactory(name="Ombrage")],
        territories=[TerritoryFactory(name="Malauray")],
        site_name="L’ancienne gare",
        image=ImageFactory(ready=True),
    )
    article = json_ld(client, initiative.get_url())["Article"]
    assert article["keywords"] == ["Ombrage"]
    assert article["spatialCoverage"] == [{"@type": "Place", "name": "Malauray"}]
    assert article["contentLocation"] == {"@type": "Place", "name": "L’ancienne gare"}
    assert article["image"].startswith("http://testserver/")


def test_initiative_keeps_its_contact_address_private(client: Client, site_tree: SiteTree) -> None:
    initiative = InitiativePageFactory(contact_email="mairie@example.org")
    html = client.get(initiative.get_url()).content.decode()
    assert "mairie@example.org" not in html


def test_episode_says_its_sound_and_its_show(client: Client, site_tree: SiteTree) -> None:
    episode = EpisodePageFactory(remote=True)
    data = json_ld(client, episode.get_url())["PodcastEpisode"]
    assert data["associatedMedia"]["contentUrl"] == "https://example.org/sons/ete.mp3"
    assert data["timeRequired"] == "PT754S"
    assert data["partOfSeries"]["name"] == episode.get_parent().title


def test_episode_hosted_here_gives_a_whole_address(client: Client, site_tree: SiteTree) -> None:
    episode = EpisodePageFactory()
    data = json_ld(client, episode.get_url())["PodcastEpisode"]
    assert data["associatedMedia"]["contentUrl"] == f"http://testserver{episode.sound_url}"


@pytest.mark.parametrize(
    ("precision", "start"),
    [
        (DatePrecision.DAY, "2027-03-07T09:30:00+01:00"),
        (DatePrecision.MONTH, "2027-03"),
        (DatePrecision.YEAR, "2027"),
        (DatePrecision.UNKNOWN, None),
    ],
)
def test_event_date_is_no_more_precise_than_known(
    client: Client, site_tree: SiteTree, precision: DatePrecision, start: str | None
) -> None:
    event = EventPageFactory(
        start_date=datetime.date(2027, 3, 7), start_time=datetime.time(9, 30), precision=precision
    )
    assert json_ld(client, event.get_url())["Event"].get("startDate") == start


def test_event_cancelled_says_so_and_hides_its_link(client: Client, site_tree: SiteTree) -> None:
    event = EventPageFactory(status=EventStatus.CANCELLED, link="https://visio.example.org/secret")
    data = json_ld(client, event.get_url())["Event"]
    assert data["eventStatus"].endswith("EventCancelled")
    assert data["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert "visio.example.org" not in json.dumps(data)


def test_resource_of_data_is_a_dataset(client: Client, site_tree: SiteTree) -> None:
    resource = ResourcePageFactory(resource_kind=ResourceKind.DATASET)
    assert "Dataset" in json_ld(client, resource.get_url())


def test_theme_is_a_collection_named_after_it(client: Client, site_tree: SiteTree) -> None:
    theme = ThemeFactory(name="Mobilité douce")
    data = json_ld(client, theme.url)
    assert data["CollectionPage"]["name"] == "Mobilité douce"
    names = [item["name"] for item in data["BreadcrumbList"]["itemListElement"]]
    assert names == ["Accueil", site_tree.themes.title, "Mobilité douce"]


def test_breadcrumb_leaves_out_a_private_ancestor(rf: RequestFactory, site_tree: SiteTree) -> None:
    letter = NewsletterPageFactory()
    PageViewRestriction.objects.create(
        page=site_tree.letters, restriction_type=PageViewRestriction.LOGIN
    )
    request = rf.get(letter.get_url())
    request.user = type("Anonymous", (), {"is_authenticated": False, "is_superuser": False})()
    parts = {part["@type"]: part for part in structured_data_of(request, letter)}
    names = [item["name"] for item in parts["BreadcrumbList"]["itemListElement"]]
    assert names == ["Accueil", letter.title]


def test_structured_data_of_an_unsaved_page_does_not_fail(
    rf: RequestFactory, site_tree: SiteTree
) -> None:
    request = rf.get("/")
    unsaved = ResourcePage(title="Pas encore enregistrée")
    parts = structured_data_of(request, unsaved)
    assert parts[0]["name"] == "Pas encore enregistrée"
