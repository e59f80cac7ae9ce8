"""Report « Abonnés » and the screen of one subscriber."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from hub.mailing.models import Consent, Subscriber, Withdrawal
from tests.csv_exports import csv_rows
from tests.factories import SubscriberFactory, TerritoryFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

REPORT = "/admin/reports/abonnes/"


def shown(client: Client, query: str = "") -> list[str]:
    """Return the addresses of the report, by their export."""
    rows = csv_rows(client.get(f"{REPORT}?export=csv&{query}"))
    return sorted(row["Adresse"] for row in rows)


@pytest.fixture
def people() -> None:
    small = TerritoryFactory(name="Reugny", code="37194", kind="commune", population=1_700)
    large = TerritoryFactory(name="Lille", code="59350", kind="commune", population=236_000)
    theme = ThemeFactory(name="Cantines")
    SubscriberFactory(email="a@example.org", territory=small).themes.add(theme)
    SubscriberFactory(
        email="b@example.org",
        territory=large,
        paused_until=timezone.localdate() + timedelta(days=2),
    )
    SubscriberFactory(email="c@example.org", unsubscribed_at=timezone.now())
    SubscriberFactory(email="d@example.org", paused_until=timezone.localdate())


@pytest.mark.parametrize(
    ("query", "addresses"),
    [
        ("", "abcd"),
        ("state=subscribed", "ad"),
        ("state=paused", "b"),
        ("state=left", "c"),
        ("kind=commune", "ab"),
        ("stratum=500-2000", "a"),
        ("stratum=plus-de-100000", "b"),
        ("stratum=2000-5000", ""),
        ("q=b@exa", "b"),
    ],
)
@pytest.mark.usefixtures("people")
def test_segments(superuser_client: Client, query: str, addresses: str) -> None:
    assert superuser_client.get(f"{REPORT}?{query}").status_code == 200
    assert shown(superuser_client, query) == [f"{letter}@example.org" for letter in addresses]


@pytest.mark.usefixtures("people")
def test_theme_is_a_segment(superuser_client: Client) -> None:
    theme = ThemeFactory(name="Mobilités")
    Subscriber.objects.get(key="b@example.org").themes.add(theme)
    assert shown(superuser_client, f"themes={theme.pk}") == ["b@example.org"]


def test_report_takes_the_same_queries_for_3_and_30(
    superuser_client: Client, django_assert_max_num_queries: object
) -> None:
    counts = []
    for number in (3, 30):
        for _ in range(number - Subscriber.objects.count()):
            SubscriberFactory(territory=TerritoryFactory()).themes.add(ThemeFactory())
        superuser_client.get(REPORT)
        with django_assert_max_num_queries(100) as queries:  # type: ignore[operator]
            superuser_client.get(REPORT)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_screen_of_a_subscriber_shows_the_proofs(superuser_client: Client) -> None:
    subscriber = SubscriberFactory(email="zoe@example.org")
    page = superuser_client.get(reverse("hub_subscriber", args=[subscriber.pk])).content.decode()
    assert "zoe@example.org" in page
    assert Consent.objects.get().wording.text in page
    assert superuser_client.get(reverse("hub_subscriber", args=[0])).status_code == 404


def test_unsubscribed_by_the_team(superuser_client: Client) -> None:
    subscriber = SubscriberFactory()
    superuser_client.post(reverse("hub_subscriber", args=[subscriber.pk]))
    assert Consent.objects.get().withdrawn_by == Withdrawal.EDITOR
    assert [message.to for message in mail.outbox] == [[subscriber.email]]


def test_erased_by_the_team(superuser_client: Client) -> None:
    subscriber = SubscriberFactory()
    superuser_client.post(reverse("hub_subscriber", args=[subscriber.pk]), {"action": "erase"})
    assert not Subscriber.objects.exists()
    assert not ModelLogEntry.objects.filter(label__contains=subscriber.email).exists()


def test_addresses_are_for_those_who_were_given_the_right(
    client: Client, editor_client: Client
) -> None:
    subscriber = SubscriberFactory()
    one = reverse("hub_subscriber", args=[subscriber.pk])
    for address in (REPORT, one):
        response = editor_client.get(address, follow=True)
        assert subscriber.email not in response.content.decode()

    reader = User.objects.get(pk=editor_client.session["_auth_user_id"])
    reader.user_permissions.add(Permission.objects.get(codename="view_subscriber"))
    assert subscriber.email in editor_client.get(REPORT).content.decode()
    assert "Effacer" not in editor_client.get(one).content.decode()
    editor_client.post(one)
    assert Subscriber.objects.get().is_subscribed
