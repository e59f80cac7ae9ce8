"""The home page for a territory: its sections, in the order of likeness."""

import datetime

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.agenda.models import EventPage, EventStatus
from hub.dates import DatePrecision
from hub.territories.models import Territory
from inspiration.models import InitiativePage
from tests.committed_changes import send_changes_then_pause
from tests.factories import (
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PersonFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories import blocks as make
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree
from tests.shown_text import shown_text

pytestmark = pytest.mark.django_db

HERE = "/?pres_de=98101"


@pytest.fixture
def here(site_tree: SiteTree) -> Territory:
    return TerritoryFactory(
        name="Étang-d’Ici", code="98101", population=1_800, latitude=47.0, longitude=1.0
    )


@pytest.fixture
def near(here: Territory) -> Territory:
    return TerritoryFactory(name="Près-d’Ici", population=1_500, latitude=47.1, longitude=1.0)


@pytest.fixture
def far(here: Territory) -> Territory:
    return TerritoryFactory(name="Loin-d’Ici", population=900_000, latitude=43.0, longitude=6.0)


def soup_of(client: Client, url: str = HERE) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, (url, response.headers.get("Location"))
    return BeautifulSoup(response.content, "html.parser")


def section(soup: BeautifulSoup, name: str) -> Tag | None:
    """Return the section whose heading has this id."""
    return soup.select_one(f"[aria-labelledby={name}]")


def titles(part: Tag) -> list[str]:
    return [title.get_text(strip=True) for title in part.select(".card__title")]


def initiative(place: Territory, **values: object) -> InitiativePage:
    return InitiativePageFactory(territories=[place], **values)


def event(place: Territory | None, days: int, **values: object) -> EventPage:
    day = timezone.localdate() + datetime.timedelta(days=days)
    places = [place] if place else []
    return EventPageFactory(**{"territories": places, "start_date": day, **values})


def test_nearest_initiatives_come_first_and_say_why(
    client: Client, near: Territory, far: Territory
) -> None:
    initiative(far, title="Loin")
    initiative(near, title="Près")
    part = section(soup_of(client), "pour")

    assert part.h2.get_text() == "Pour Étang-d’Ici"
    assert titles(part) == ["Près", "Loin"]
    reasons = [
        card.select_one(".near-reasons").get_text(" ", strip=True)
        for card in part.select("article")
    ]
    assert "même strate" in reasons[0]
    assert "11\u00a0km" in reasons[0]
    assert all(reasons)


def test_initiatives_of_its_size_are_those_of_other_territories(
    client: Client, here: Territory, near: Territory, far: Territory
) -> None:
    initiative(here, title="La nôtre")
    for number in range(4):
        initiative(near, title=f"Voisine {number}")
    initiative(far, title="Loin")
    soup = soup_of(client)
    part = section(soup, "taille")

    assert "De 500 à 2\u00a0000\u00a0habitants" in part.get_text()
    shown = titles(part)
    assert len(shown) == 2
    assert all(title.startswith("Voisine") for title in shown)
    assert not set(shown) & set(titles(section(soup, "pour")))
    assert part.select_one(".more a")["href"] == "/inspiration/?strate=500-2000&pres_de=98101"


def test_nothing_of_its_size_is_said(client: Client, here: Territory, far: Territory) -> None:
    initiative(here, title="La nôtre")
    initiative(far, title="Loin")

    assert "Aucune autre initiative d’un territoire de cette taille" in shown_text(
        section(soup_of(client), "taille")
    )


def test_departement_is_not_compared_by_size(client: Client, site_tree: SiteTree) -> None:
    TerritoryFactory(departement=True, name="Côte-d’Ici", code="981", population=700_000)

    assert section(soup_of(client, "/?pres_de=981"), "taille") is None


def reported(text: str, place: Territory) -> make.BlockData:
    answer = {"name": "Zoé d’Été", "role": "agente", "territory": place, "text": f"<p>{text}</p>"}
    return ("interview", {"question": "Et ensuite\u00a0?", "answers": [answer]})


def test_words_of_peers_are_quoted_with_their_source(
    client: Client, near: Territory, far: Territory
) -> None:
    letter = NewsletterPageFactory(
        rubriques=[
            rubrique(
                make.quote("L’hiver à deux.", name="Max", role="maire", territory=far),
                reported("Elle raconte l’été.", near),
                make.quote("L’été à plusieurs.", name="Ada", role="élue", territory=near),
            )
        ],
        territories=[near, far],
    )
    part = section(soup_of(client), "paroles")

    first, second = part.select("figure")
    assert shown_text(first.blockquote) == "«\u00a0L’été à plusieurs.\u00a0»"
    assert "Ada, élue, Près-d’Ici" in shown_text(first.figcaption)
    assert "même strate" in shown_text(first.figcaption)
    anchor = letter.rubriques[0].value["content"][2].id
    assert first.a["href"] == f"{letter.get_url()}#b-{anchor}"
    assert "Max, maire, Loin-d’Ici" in shown_text(second.figcaption)


def test_reported_speech_has_no_quotation_marks(client: Client, near: Territory) -> None:
    content = rubrique(reported("Elle raconte l’été.", near))
    NewsletterPageFactory(rubriques=[content], territories=[near])

    (figure,) = section(soup_of(client), "paroles").select("figure")
    assert shown_text(figure.blockquote) == "Elle raconte l’été."


def test_next_dates_are_those_of_the_nearest_territories(
    client: Client, near: Territory, far: Territory
) -> None:
    event(None, 2, title="Partout")
    event(far, 4, title="Loin")
    event(near, 9, title="Près, plus tard")
    event(near, 6, title="Près", slug="pres")
    event(near, 5, title="Annulé", status=EventStatus.CANCELLED)
    event(near, -3, title="Passé")
    part = section(soup_of(client), "rendez-vous")

    assert titles(part) == ["Près", "Près, plus tard", "Loin"]
    link = part.find("a", attrs={"aria-label": "Ajouter «\u00a0Près\u00a0» à votre agenda"})
    assert link["href"] == "/agenda/pres.ics"
    assert b"SUMMARY:Pr\xc3\xa8s" in client.get(link["href"]).content


def test_date_without_a_day_cannot_be_added_to_a_calendar(client: Client, near: Territory) -> None:
    event(near, 0, start_date=None, precision=DatePrecision.UNKNOWN, slug="un-jour")

    assert section(soup_of(client), "rendez-vous").find("a", string="+\u00a0agenda") is None
    assert client.get("/agenda/un-jour.ics").status_code == 404


def test_contacts_are_forms_and_never_addresses(
    client: Client, near: Territory, far: Territory
) -> None:
    alix = PersonFactory(name="Alix d’Été", email="alix@example.org")
    initiative(far, title="Loin", contact_email="loin@example.org")
    page = initiative(near, title="Près", contact_person=alix)
    initiative(near, title="Encore Alix", contact_person=alix)
    initiative(near, title="Sans contact")
    soup = soup_of(client)
    entries = section(soup, "contacts").select("li")

    assert len(entries) == 2
    assert "Alix d’Été" in shown_text(entries[0])
    assert entries[1].a["href"].endswith("/contact/")
    assert "Loin" in shown_text(entries[1])
    assert "example.org" not in str(soup.main)
    assert client.get(f"{page.get_url()}contact/").status_code == 200


def test_lists_are_linked_for_the_territory(client: Client, here: Territory) -> None:
    links = [link["href"] for link in section(soup_of(client), "tout").select("a")]

    assert "/inspiration/?pres_de=98101" in links
    assert here.url not in links
    for url in links:
        assert client.get(url).status_code == 200, url

    initiative(here)
    assert here.url in [link["href"] for link in section(soup_of(client), "tout").select("a")]


def test_empty_site_says_what_is_missing(client: Client, here: Territory) -> None:
    words = shown_text(soup_of(client).main)

    assert "Les premières initiatives arrivent bientôt" in words
    assert "Personne d’un territoire proche n’a encore été cité" in words
    assert "Aucun rendez-vous n’est annoncé" in words


def test_hidden_pages_are_not_shown(client: Client, near: Territory) -> None:
    initiative(near, title="Brouillon", draft=True)
    event(near, 5, title="Date secrète", draft=True)
    content = rubrique(make.quote("Mots secrets.", name="Ada", territory=near))
    NewsletterPageFactory(rubriques=[content], territories=[near], draft=True)
    initiative(near, title="Publiée")
    words = shown_text(soup_of(client).main)

    assert "Publiée" in words
    assert not [hidden for hidden in ("Brouillon", "secrète", "secrets") if hidden in words]


def publish(count: int, theme: object) -> None:
    """Publish `count` initiatives, events and letters with quotations, each of a territory."""
    for _ in range(count):
        place = TerritoryFactory(latitude=47.0, longitude=2.0)
        InitiativePageFactory(territories=[place], themes=[theme], reachable=True)
        EventPageFactory(territories=[place])
        content = rubrique(make.quote(territory=place))
        NewsletterPageFactory(rubriques=[content], territories=[place], themes=[theme])


@pytest.mark.parametrize("url", ["/", HERE])
def test_queries_do_not_depend_on_the_number_of_pages(
    client: Client, here: Territory, url: str
) -> None:
    theme = ThemeFactory()
    InitiativePageFactory(territories=[here], themes=[theme])
    counts = []
    for count in (3, 27):
        publish(count, theme)
        client.get(url)
        with send_changes_then_pause(), CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 45
