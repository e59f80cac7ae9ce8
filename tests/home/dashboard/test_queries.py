"""The dashboard takes a constant number of queries and shows the name of the site."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from hub.core.models import HubSettings
from tests.factories import (
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
)
from tests.factories.search import SearchCountFactory

QUERY_LIMIT = 76  # half of them are Wagtail's own: menus, counts, last edits


def fill(user: User, number: int) -> None:
    """Give every panel `number` more rows."""
    today = timezone.localdate()
    for _ in range(number):
        page = InitiativePageFactory(draft=True, owner=user)
        page.save_revision(user=user, log_action=True)
        page.get_workflow().start(page, user)
        InitiativePageFactory(draft=True, owner=user).save_revision(user=user, log_action=True)
        planned = InitiativePageFactory(draft=True, owner=user)
        planned.save_revision(approved_go_live_at=timezone.now() + timedelta(days=2))
        missed = InitiativePageFactory(draft=True, owner=user)
        missed.save_revision(approved_go_live_at=timezone.now() - timedelta(days=2))
        NewsletterPageFactory(draft=True, owner=user, date=today - timedelta(days=3))
        EventPageFactory(owner=user, start_date=today + timedelta(days=3))
        EventPageFactory(owner=user, start_date=today - timedelta(days=3))
        SearchCountFactory()


@pytest.mark.parametrize("who", ["editor", "contributor"])
def test_dashboard_takes_the_same_queries_at_3_rows_and_at_more_than_it_shows(
    who: str, client: Client, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    client.force_login(user)
    fill(user, 3)
    client.get(reverse("wagtailadmin_home"))  # fills the caches that live as long as the process
    short = count_queries(client)
    fill(user, 9)
    assert count_queries(client) == short
    assert short <= QUERY_LIMIT


def count_queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("wagtailadmin_home")).status_code == 200
    return len(queries)


def test_dashboard_shows_the_name_of_the_site(editor: User, client: Client) -> None:
    client.force_login(editor)
    content = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "<title>Accueil - Territoires pilotes</title>" in content
    assert "Wagtail" not in content.partition("<title>")[2].partition("</title>")[0]
    site = Site.objects.get(is_default_site=True)
    HubSettings.objects.update_or_create(
        site=site, defaults={"site_name": "Le carnet des territoires"}
    )
    content = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ">Le carnet des territoires</h1>" in content
