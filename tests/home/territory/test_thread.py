"""The thread of a territory, on its page."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.test import Client

from home.territory.thread import MAX_ITEMS, SHOWN_PAST, ThreadItem, arrange
from hub.agenda.models import EventStatus
from hub.dates import DatePrecision
from hub.territories.models import ProgrammePhase, Territory
from inspiration.models import InitiativeStep
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    ProgrammeStepFactory,
    TerritoryFactory,
)
from tests.factories.blocks import quote
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree
from tests.shown_text import shown_text

NOW = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def today(site_tree: SiteTree) -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def territory() -> Territory:
    return TerritoryFactory(name="Malauray", pilot=True)


def thread(client: Client, territory: Territory) -> Tag | None:
    soup = BeautifulSoup(client.get(territory.url).content, "html.parser")
    return soup.select_one("section[aria-labelledby=fil]")


def titles(found: Tag) -> list[str]:
    return [shown_text(title) for title in found.select(".thread-title")]


def item(day: str, precision: str = DatePrecision.DAY, **values: object) -> ThreadItem:
    return ThreadItem("Étape", day, datetime.date.fromisoformat(day), precision, **values)


def test_thread_gathers_every_source_latest_first(client: Client, territory: Territory) -> None:
    shared = {"territories": [territory]}
    NewsletterPageFactory(title="La lettre d’avril", date=datetime.date(2026, 4, 2), **shared)
    EpisodePageFactory(
        remote=True, title="L’épisode de mai", date=datetime.date(2026, 5, 4), **shared
    )
    EventPageFactory(title="La journée de mars", start_date=datetime.date(2026, 3, 9), **shared)
    initiative = InitiativePageFactory(
        title="Un verger", first_published_at=NOW - datetime.timedelta(days=3), **shared
    )
    InitiativeStep.objects.create(
        page=initiative, title="Les premiers arbres", date=datetime.date(2025, 11, 1)
    )
    ProgrammeStepFactory(territory=territory, start=datetime.date(2026, 1, 31))
    found = thread(client, territory)
    assert titles(found) == [
        "Un verger",
        "L’épisode de mai",
        "La lettre d’avril",
        "La journée de mars",
        "Restitution",
        "Les premiers arbres",
    ]
    assert [shown_text(year) for year in found.select("h3")] == ["2026", "2025"]
    assert found.find("a", string="Les premiers arbres")["href"].endswith("#demarche")
    assert "En novembre 2025" in shown_text(found)


def test_letter_that_quotes_it_is_linked_at_the_quotation(
    client: Client, territory: Territory
) -> None:
    words = quote(text="Nous avons planté un verger.", territory=territory)
    letter = NewsletterPageFactory(
        title="Les vergers", date=datetime.date(2026, 4, 2), rubriques=[rubrique(words)]
    )
    found = thread(client, territory)
    link = found.find("a", string="Les vergers")["href"]
    page = BeautifulSoup(client.get(letter.url).content, "html.parser")
    target = page.find(id=link.partition("#")[2])
    assert "Nous avons planté un verger." in shown_text(target)
    assert "Nous avons planté un verger." in shown_text(found)


def test_second_quoting_letter_is_linked_at_the_quotation_without_being_read(
    client: Client, territory: Territory
) -> None:
    for number in range(5):
        words = quote(text=f"Parole {number}.", territory=territory)
        day = datetime.date(2026, 1, 1 + number)
        NewsletterPageFactory(title=f"Lettre {number}", date=day, rubriques=[rubrique(words)])
    links = thread(client, territory).select("a.thread-title")
    assert len(links) == 5
    assert all("#b-" in link["href"] for link in links)


def test_what_comes_is_first_and_nearest_first(client: Client, territory: Territory) -> None:
    shared = {"territories": [territory]}
    EventPageFactory(title="En août", start_date=datetime.date(2026, 8, 1), **shared)
    EventPageFactory(
        title="En juillet",
        start_date=datetime.date(2026, 7, 1),
        status=EventStatus.CANCELLED,
        **shared,
    )
    EventPageFactory(title="En mai", start_date=datetime.date(2026, 5, 1), **shared)
    found = thread(client, territory)
    assert titles(found) == ["En juillet", "En août", "En mai"]
    assert [shown_text(head) for head in found.select("h3")] == ["À venir", "2026"]
    assert "Annulé" in shown_text(found)


def test_hidden_pages_are_not_in_the_thread(client: Client, territory: Territory) -> None:
    NewsletterPageFactory(
        draft=True, title="Brouillon", date=datetime.date(2026, 4, 2), territories=[territory]
    )
    hidden = EventPageFactory(draft=True, title="Caché", territories=[territory])
    ProgrammeStepFactory(
        territory=territory, start=datetime.date(2026, 1, 31), page=hidden, text=""
    )
    found = thread(client, territory)
    assert titles(found) == ["Restitution"]
    assert "Caché" not in shown_text(found)
    assert found.find("a")["href"] == "#programme"


def test_step_told_by_an_event_is_one_item(client: Client, territory: Territory) -> None:
    day = datetime.date(2026, 1, 31)
    event = EventPageFactory(title="La restitution", start_date=day, territories=[territory])
    ProgrammeStepFactory(territory=territory, start=day, page=event)
    found = thread(client, territory)
    assert titles(found) == ["Restitution"]
    assert found.find("a")["href"] == event.url


def test_container_gathers_what_happens_inside(client: Client, site_tree: SiteTree) -> None:
    region = TerritoryFactory(region=True, name="Val d’Été")
    departement = TerritoryFactory(departement=True, name="Haute-Brise", parent=region)
    commune = TerritoryFactory(name="Malauray", parent=departement, pilot=True)
    EventPageFactory(
        title="La veillée", start_date=datetime.date(2026, 3, 9), territories=[commune]
    )
    ProgrammeStepFactory(territory=commune, start=datetime.date(2026, 1, 31))
    for container in (region, departement):
        found = thread(client, container)
        assert titles(found) == ["La veillée", "Restitution"]
        assert "Programme, Malauray" in shown_text(found)
    rss = client.get(f"{region.url.rstrip('/')}.rss").content.decode()
    assert "La veillée" in rss


def test_calendar_holds_events_and_steps_dated_to_the_day(
    client: Client, territory: Territory
) -> None:
    EventPageFactory(title="La veillée", territories=[territory])
    ProgrammeStepFactory(territory=territory, start=datetime.date(2026, 1, 31))
    ProgrammeStepFactory(
        territory=territory,
        phase=ProgrammePhase.SUPPORT,
        start=datetime.date(2026, 3, 1),
        precision=DatePrecision.MONTH,
    )
    calendar = client.get(f"{territory.url.rstrip('/')}.ics").content.decode()
    assert "SUMMARY:La veillée" in calendar
    assert "SUMMARY:Restitution\u00a0: Malauray" in calendar
    assert "DTSTART;VALUE=DATE:20260131" in calendar
    assert "DTEND;VALUE=DATE:20260201" in calendar
    assert "Accompagnement" not in calendar


@pytest.mark.parametrize(
    ("day", "precision", "upcoming"),
    [
        ("2026-06-14", "day", False),
        ("2026-06-15", "day", True),
        ("2026-06-01", "month", True),
        ("2026-05-01", "month", False),
        ("2026-01-01", "year", True),
        ("2025-01-01", "year", False),
    ],
)
def test_item_is_upcoming_until_its_day_month_or_year_is_over(
    day: str, precision: str, upcoming: bool
) -> None:
    assert item(day, precision).is_upcoming is upcoming


def test_publication_of_today_is_not_upcoming() -> None:
    assert not item("2026-06-15", is_publication=True).is_upcoming
    assert item("2026-06-16", is_publication=True).is_upcoming


def test_long_thread_folds_its_oldest_items() -> None:
    items = [item(f"2025-{month:02}-{day:02}") for month in range(1, 13) for day in range(1, 11)]
    found = arrange(items)
    assert [title for title, _ in found.latest] == ["2025"]
    assert [title for title, _ in found.older] == ["2025, suite"]
    assert sum(len(group) for _, group in found.latest) == SHOWN_PAST
    assert found.older_count == MAX_ITEMS - SHOWN_PAST
    assert found.latest[0][1][0].title == "2025-12-10"
    assert found.total == 120
