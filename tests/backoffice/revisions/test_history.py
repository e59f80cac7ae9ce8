"""History of a page: consecutive saves of one person are grouped on one line."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory, SuperuserFactory

START = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0) - timedelta(days=1)


def save(page: InitiativePage, user: User, minutes: int) -> Revision:
    with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
        return page.save_revision(user=user, log_action=True)


def lines(
    client: Client, page: InitiativePage, **parameters: str
) -> tuple[list[str], BeautifulSoup]:
    url = reverse("wagtailadmin_pages:history", args=[page.pk])
    soup = BeautifulSoup(client.get(url, parameters).content, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in soup.select("main table tbody tr")]
    # Without the line of the factory, that says when the page was created.
    return [row for row in rows if row and not row.startswith("Créé")], soup


@pytest.fixture
def page(superuser: User) -> InitiativePage:
    return InitiativePageFactory(draft=True, owner=superuser)


def test_consecutive_saves_are_one_line(
    page: InitiativePage, superuser: User, superuser_client: Client
) -> None:
    for minutes in range(6):
        save(page, superuser, minutes)
    rows, soup = lines(superuser_client, page)
    edits = [row for row in rows if "enregistrements réunis" in row]
    assert len(edits) == 1
    assert "6 enregistrements réunis" in edits[0]
    assert "Montrer les enregistrements automatiques" in soup.get_text()


def test_all_saves_are_shown_when_asked(
    page: InitiativePage, superuser: User, superuser_client: Client
) -> None:
    for minutes in range(6):
        save(page, superuser, minutes)
    folded, _ = lines(superuser_client, page)
    rows, soup = lines(superuser_client, page, saves="true")
    assert len(rows) == len(folded) + 5
    assert not any("réunis" in row for row in rows)
    assert "Réunir les enregistrements" in soup.get_text()


def test_saves_of_another_person_or_of_another_day_stay_apart(
    page: InitiativePage, superuser: User, superuser_client: Client
) -> None:
    other = SuperuserFactory()
    save(page, superuser, 0)
    save(page, other, 1)
    save(page, superuser, 2)
    save(page, superuser, 60)
    rows, _ = lines(superuser_client, page)
    assert not any("réunis" in row for row in rows)
    assert len(rows) == 4


def test_publication_separates_two_groups_of_saves(
    page: InitiativePage, superuser: User, superuser_client: Client
) -> None:
    save(page, superuser, 0)
    revision = save(page, superuser, 1)
    with time_machine.travel(START + timedelta(minutes=2), tick=False):
        revision.publish(user=superuser)
    save(page, superuser, 3)
    rows, _ = lines(superuser_client, page)
    assert len(rows) == 3
    assert "2 enregistrements réunis" in rows[2]


def test_line_compares_with_the_version_before_the_group(
    page: InitiativePage, superuser: User, superuser_client: Client
) -> None:
    before = save(page, superuser, 0)
    for minutes in (60, 61, 62):
        last = save(page, superuser, minutes)
    _, soup = lines(superuser_client, page)
    args = [page.pk, before.pk, last.pk]
    assert soup.find("a", href=reverse("wagtailadmin_pages:revisions_compare", args=args))


def test_history_takes_the_same_queries_whatever_its_length(
    page: InitiativePage, superuser: User, superuser_client: Client
) -> None:
    def count() -> int:
        url = reverse("wagtailadmin_pages:history", args=[page.pk])
        with CaptureQueriesContext(connection) as queries:
            assert superuser_client.get(url).status_code == 200
        return len(queries)

    for minutes in range(3):
        save(page, superuser, 100 * minutes)
        save(page, superuser, 100 * minutes + 1)
    count()
    short = count()
    for minutes in range(3, 12):
        save(page, superuser, 100 * minutes)
        save(page, superuser, 100 * minutes + 1)
    assert count() == short
