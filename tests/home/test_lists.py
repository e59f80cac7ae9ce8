"""Rendering of list pages, and their number of queries."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hub.core.models import HubImage
from hub.dates import DatePrecision
from hub.territories.models import Territory
from hub.themes.models import Theme
from podcasts.models import PodcastPage
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
from tests.shown_text import shown_text


def soup_of(client: Client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def card_titles(soup: BeautifulSoup) -> list[str]:
    return [title.get_text() for title in soup.select(".card__title")]


def publish_one_of_each(theme: Theme, territory: Territory, image: HubImage) -> None:
    """Publish one page of each type with `theme` and `territory`."""
    shared = {"themes": [theme], "territories": [territory]}
    NewsletterPageFactory(**shared)
    InitiativePageFactory(image=image, **shared)
    EventPageFactory(**shared)
    ResourcePageFactory(**shared)
    EpisodePageFactory(parent=PodcastPage.objects.first(), remote=True, **shared)


@pytest.fixture
def theme_and_territory(site_tree: SiteTree) -> tuple[Theme, Territory]:
    theme = ThemeFactory(name="Alimentation d’été")
    territory = TerritoryFactory(name="Saint-Éloi-l’Étang", in_programme=True)
    EpisodePageFactory(remote=True, themes=[theme], territories=[territory])
    return theme, territory


def test_lists_cost_no_more_for_fifty_pages_than_for_fifteen(
    client: Client, theme_and_territory: tuple[Theme, Territory]
) -> None:
    theme, territory = theme_and_territory
    lists = ["/", "/lettres/", "/inspiration/", "/podcasts/", "/agenda/", "/ressources/"]
    lists += ["/themes/", "/territoires/", theme.url, territory.url, "/recherche/"]
    image, counts = ImageFactory(ready=True), []
    for batch in (3, 7):
        for _ in range(batch):
            publish_one_of_each(theme, territory, image)
        counts.append({})
        for url in lists:
            assert client.get(url).status_code == 200  # makes the renditions
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            counts[-1][url] = len(captured)
    # A list of several types asks once for each type that its page shows, so it may cost less.
    assert [url for url in lists if counts[1][url] > counts[0][url]] == []
    # The page of a territory has its thread, its look-alikes and its people besides.
    assert counts[0].pop(territory.url) <= 32
    assert max(counts[0].values()) <= 25, counts[0]


def test_letter_card_shows_number_title_and_date(client: Client, site_tree: SiteTree) -> None:
    NewsletterPageFactory(number=3, title="Premiers pas", date=datetime.date(2022, 3, 1))
    card = soup_of(client, "/lettres/").select_one(".card")
    kicker = shown_text(card.select_one(".card__kicker"))
    assert kicker == "Lettre n°\u00a03\u00a0· 1er mars 2022"
    assert card.select_one(".card__title a")["href"].startswith("/lettres/")


def test_episode_card_names_its_show_and_length(client: Client, site_tree: SiteTree) -> None:
    episode = EpisodePageFactory(remote=True, number=4)
    kicker = shown_text(soup_of(client, "/podcasts/").select_one(".listing .card__kicker"))
    assert kicker == f"{episode.get_parent().title}\u00a0· épisode\u00a04"
    assert "13\u00a0min" in soup_of(client, "/podcasts/").select_one(".listing .card").get_text()


def test_initiative_card_without_image_gets_a_drawn_cover(
    client: Client, site_tree: SiteTree
) -> None:
    theme = ThemeFactory(colour="#2f6f4f")
    InitiativePageFactory(image=None, image_alt="", themes=[theme])
    cover = soup_of(client, "/inspiration/").select_one(".card svg.cover")
    assert cover["fill"] == "#2f6f4f"
    assert cover["aria-hidden"] == "true"


def test_initiative_card_image_says_its_size_and_alternative(
    client: Client, site_tree: SiteTree
) -> None:
    InitiativePageFactory(image=ImageFactory(ready=True), image_alt="Des élèves plantent un arbre")
    image = soup_of(client, "/inspiration/").select_one(".card img")
    assert image["alt"] == "Des élèves plantent un arbre"
    assert (image["width"], image["height"], image["loading"]) == ("300", "200", "lazy")


def test_agenda_shows_what_is_to_come_nearest_first_and_the_past_apart(
    client: Client, site_tree: SiteTree
) -> None:
    EventPageFactory(title="Plus tard", start_date=datetime.date(2999, 5, 1))
    EventPageFactory(title="Sans date", start_date=None, precision=DatePrecision.UNKNOWN)
    EventPageFactory(title="Bientôt", start_date=datetime.date(2998, 1, 1))
    EventPageFactory(title="Hier", past=True)
    to_come = soup_of(client, "/agenda/")
    assert card_titles(to_come) == ["Bientôt", "Plus tard", "Sans date"]
    views = {view.get_text(): view["href"] for view in to_come.select(".views a")}
    assert views == {"À venir (3)": "/agenda/", "Passés (1)": "/agenda/?quand=passes"}
    past = soup_of(client, views["Passés (1)"])
    assert card_titles(past) == ["Hier"]
    assert past.select_one(".views [aria-current]").get_text() == "Passés (1)"


def test_list_reports_ignored_parameters(client: Client, site_tree: SiteTree) -> None:
    notice = shown_text(soup_of(client, "/lettres/?tri=bidon").select_one(".notice"))
    assert notice.startswith("Nous n’avons pas compris l’ordre «\u00a0bidon\u00a0».")


def test_filters_are_removable_one_by_one_and_all_at_once(
    client: Client, site_tree: SiteTree
) -> None:
    themes = [ThemeFactory(name="Haies"), ThemeFactory(name="Verger")]
    InitiativePageFactory(themes=themes)
    soup = soup_of(client, "/inspiration/?theme=haies&theme=verger")
    chips = {chip["aria-label"]: chip["href"] for chip in soup.select(".chip")}
    assert chips["Retirer le filtre Haies"] == "/inspiration/?theme=verger"
    assert soup.select_one(".chips__reset")["href"] == "/inspiration/"
    checked = [box["value"] for box in soup.select(".facet input[checked]")]
    assert checked == ["haies", "verger"]


def test_empty_result_helps_and_empty_list_says_so(client: Client, site_tree: SiteTree) -> None:
    InitiativePageFactory(title="Un verger")
    filtered = soup_of(client, "/inspiration/?q=introuvable").select_one(".empty")
    assert filtered.find("a", href="/inspiration/")
    empty = soup_of(client, "/ressources/").select_one(".empty").get_text()
    assert "Il n’y a encore rien ici" in empty


def test_search_words_are_escaped_everywhere(client: Client, site_tree: SiteTree) -> None:
    html = client.get("/recherche/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html


def test_pagination_keeps_filters_and_marks_the_page(client: Client, site_tree: SiteTree) -> None:
    theme = ThemeFactory(name="Haies")
    NewsletterPageFactory.create_batch(21, themes=[theme])
    pages = soup_of(client, "/lettres/?theme=haies&page=2").select_one(".pagination")
    assert pages.find("a", rel="prev")["href"] == "/lettres/?theme=haies"
    assert pages.find(None, {"aria-current": "page"})["aria-label"] == "Page 2"


@pytest.mark.parametrize(
    "url", ["/", "/lettres/", "/themes/", "/territoires/", "/agenda/", "/recherche/", "/rien/"]
)
def test_page_has_one_h1_one_main_and_french(client: Client, site_tree: SiteTree, url: str) -> None:
    soup = soup_of(client, url)
    assert len(soup.find_all("h1")) == 1
    assert len(soup.find_all("main")) == 1
    assert soup.html["lang"] == "fr"
    assert soup.select_one("a.skip-link")["href"] == f"#{soup.main['id']}"
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_theme_index_sorts_accents_like_a_dictionary(client: Client, site_tree: SiteTree) -> None:
    for name in ("Zones d’été", "Écoute d’été", "Eau d’été"):
        ThemeFactory(name=name)
    names = [a.get_text() for a in soup_of(client, "/themes/").select(".tile > a")]
    assert names.index("Eau d’été") < names.index("Écoute d’été") < names.index("Zones d’été")
