"""Pilot territories without news: dates, dashboard panel, report."""

import datetime
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.territory.silence import last_dates, silent_territories
from hub.territories.models import Territory
from inspiration.models import InitiativeStep
from tests.factories import (
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    ProgrammeStepFactory,
    TerritoryFactory,
    UserFactory,
)
from tests.factories.blocks import quote
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree
from tests.shown_text import text_of

PANEL = "Territoires sans nouvelles"


def ago(days: int) -> datetime.date:
    return datetime.date.today() - datetime.timedelta(days=days)


def event(territory: Territory, day: datetime.date) -> None:
    EventPageFactory(start_date=day, territories=[territory])


def citation(territory: Territory, day: datetime.date) -> None:
    NewsletterPageFactory(date=day, rubriques=[rubrique(quote(territory=territory))])


def programme(territory: Territory, day: datetime.date) -> None:
    ProgrammeStepFactory(territory=territory, start=day)


def page_inside(territory: Territory, day: datetime.date) -> None:
    event(TerritoryFactory(parent=territory), day)


@pytest.mark.parametrize("source", [event, citation, programme, page_inside])
def test_last_date_comes_from_every_source(
    source: Callable[[Territory, datetime.date], None], site_tree: SiteTree
) -> None:
    territory = TerritoryFactory(pilot=True)
    source(territory, ago(300))
    assert last_dates([territory.pk]) == {territory.pk: ago(300)}
    assert [silence.territory for silence in silent_territories()] == [territory]
    source(territory, ago(30))
    assert silent_territories() == []


def test_step_of_an_initiative_is_news(site_tree: SiteTree) -> None:
    territory = TerritoryFactory(pilot=True)
    page = InitiativePageFactory(
        territories=[territory],
        first_published_at=datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=400),
    )
    assert len(silent_territories()) == 1
    InitiativeStep.objects.create(page=page, title="Récolte", date=ago(20))
    assert silent_territories() == []


def test_silence_is_sorted_and_leaves_out_those_who_left(site_tree: SiteTree) -> None:
    recent, old, never = TerritoryFactory.create_batch(3, pilot=True)
    left = TerritoryFactory(pilot=True, left_on=ago(10))
    TerritoryFactory()
    event(recent, ago(300))
    event(old, ago(600))
    found = silent_territories()
    assert [silence.territory for silence in found] == [never, old, recent]
    assert [silence.months for silence in found] == [None, 19, 9]
    assert left not in [silence.territory for silence in found]


def test_draft_is_no_news(site_tree: SiteTree) -> None:
    territory = TerritoryFactory(pilot=True)
    EventPageFactory(draft=True, start_date=ago(10), territories=[territory])
    assert len(silent_territories()) == 1


def test_silence_takes_the_same_queries_for_many(site_tree: SiteTree) -> None:
    counts = []
    for size in (3, 27):
        for territory in TerritoryFactory.create_batch(size, pilot=True):
            event(territory, ago(300))
        silent_territories()
        with CaptureQueriesContext(connection) as queries:
            silent_territories()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def sign_in(client: Client, group: str) -> None:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)


def test_dashboard_and_report_list_the_silent_ones(client: Client, site_tree: SiteTree) -> None:
    event(TerritoryFactory(name="Malauray", pilot=True), ago(300))
    event(TerritoryFactory(name="Belleray", pilot=True), ago(3))
    sign_in(client, "Rédaction")
    home = text_of(client.get(reverse("wagtailadmin_home")))
    assert PANEL in home
    assert "Malauray" in home
    assert "Rien depuis 9\u00a0mois" in home
    report = client.get(reverse("silent_territories"))
    assert "Malauray" in text_of(report)
    assert "Belleray" not in text_of(report)
    export = client.get(f"{reverse('silent_territories')}?export=csv")
    assert "Malauray" in b"".join(export.streaming_content).decode()


def test_contributors_have_neither_panel_nor_report(client: Client, site_tree: SiteTree) -> None:
    event(TerritoryFactory(pilot=True), ago(300))
    sign_in(client, "Contributions")
    assert PANEL not in text_of(client.get(reverse("wagtailadmin_home")))
    assert client.get(reverse("silent_territories")).status_code == 302
