"""Pages of the links of messages: preferences, unsubscription, erasure, export."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from hub.mailing.models import Consent, Subscriber, SubscriptionRequest, Suppression
from hub.mailing.people.erasing import PROOF_LIFE, forget_unsubscribed
from hub.mailing.tokens import Purpose, token_url
from tests.factories import (
    SubscriberFactory,
    SubscriptionRequestFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.mailing.conftest import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


@pytest.fixture
def subscriber() -> Subscriber:
    return SubscriberFactory(email="zoe@example.org")


def url(subscriber: Subscriber, purpose: Purpose = Purpose.PREFERENCES) -> str:
    return token_url(purpose, subscriber.uid)


def test_choices_are_saved_and_shown(post: Post, client: Client, subscriber: Subscriber) -> None:
    territory = TerritoryFactory(name="Reugny", code="37194")
    theme = ThemeFactory(name="Cantines")
    response = post(url(subscriber), territory="reugny", themes=[theme.pk], pause="91")
    assert response["Location"].endswith("?enregistre")

    subscriber.refresh_from_db()
    assert subscriber.territory == territory
    assert list(subscriber.themes.all()) == [theme]
    assert subscriber.pause_end == timezone.localdate() + timedelta(days=91)
    assert subscriber not in Subscriber.objects.active()
    page = client.get(url(subscriber)).content.decode()
    assert 'value="Reugny' in page
    assert "en cours" in page
    assert "zoe@example.org" not in page

    post(url(subscriber), territory="", pause="kept")
    subscriber.refresh_from_db()
    assert subscriber.territory is None
    assert not subscriber.themes.exists()
    assert subscriber.pause_end
    post(url(subscriber), pause="")
    assert subscriber in Subscriber.objects.active()


def test_territory_that_is_not_sure_is_refused_with_what_was_chosen(
    post: Post, subscriber: Subscriber
) -> None:
    for code in ("35176", "37194"):
        TerritoryFactory(name="Saint-Jean", code=code)
    theme = ThemeFactory()
    response = post(url(subscriber), territory="Saint-Jean", themes=[theme.pk], pause="30")
    page = response.content.decode()
    assert "Vos choix ne sont pas enregistrés" in page
    assert "ne désigne pas un seul territoire" in page
    assert "choisir dans la liste" in page
    assert "checked" in page
    subscriber.refresh_from_db()
    assert (subscriber.territory, subscriber.pause_end) == (None, None)
    unknown = post(url(subscriber), territory="Nullepart-les-Bains").content.decode()
    assert "ne désigne pas un seul territoire" in unknown


def test_territory_chosen_in_the_list_is_proposed_not_saved(
    client: Client, subscriber: Subscriber
) -> None:
    TerritoryFactory(name="Reugny", code="37194")
    page = client.get(f"{url(subscriber)}?pres_de=37194").content.decode()
    assert 'value="Reugny' in page
    subscriber.refresh_from_db()
    assert subscriber.territory is None


def test_themes_are_in_dictionary_order(client: Client, subscriber: Subscriber) -> None:
    for name in ("Tiers-lieux ouverts", "Économie locale", "Eau partagée"):
        ThemeFactory(name=name)
    page = client.get(url(subscriber)).content.decode()
    places = [page.index(name) for name in ("Eau partagée", "Économie locale", "Tiers-lieux ouv")]
    assert places == sorted(places)


def test_merged_theme_stays_chosen(subscriber: Subscriber) -> None:
    theme, target = ThemeFactory(name="Repas"), ThemeFactory(name="Cantines")
    subscriber.themes.set([theme, target])
    theme.merge_into(target)
    assert list(subscriber.themes.all()) == [target]


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
def test_unsubscription_acts_on_post_only_and_once(
    post: Post, client: Client, subscriber: Subscriber, body: dict[str, str]
) -> None:
    address = url(subscriber, Purpose.UNSUBSCRIBE)
    for method in (client.get, client.head):
        assert method(address).status_code == 200
    assert Subscriber.objects.get().is_subscribed

    for _ in range(2):
        response = post(address, **body)
        assert response.status_code == 200
        assert not response.cookies
    assert not Subscriber.objects.get().is_subscribed
    proof = Consent.objects.get()
    assert proof.withdrawn_at
    assert proof.withdrawn_by == ("one_click" if body else "page")
    assert [message.subject for message in mail.outbox] == [
        "Vous êtes désinscrit — Territoires pilotes"
    ]


def test_one_click_needs_no_token_against_forged_requests(subscriber: Subscriber) -> None:
    strict = Client(enforce_csrf_checks=True)
    body = {"List-Unsubscribe": "One-Click"}
    assert strict.post(url(subscriber, Purpose.UNSUBSCRIBE), body).status_code == 200
    assert not Subscriber.objects.get().is_subscribed


def test_unsubscription_link_works_years_later_and_after_an_erasure(
    post: Post, subscriber: Subscriber
) -> None:
    address = url(subscriber, Purpose.UNSUBSCRIBE)
    with time_machine.travel(timezone.now() + timedelta(days=3000), tick=False):
        assert post(address).status_code == 200
        assert not Subscriber.objects.get().is_subscribed
        post(f"{url(subscriber)}effacer/")
        assert post(address, **{"List-Unsubscribe": "One-Click"}).status_code == 200


def test_who_left_comes_back_with_a_new_proof(post: Post, subscriber: Subscriber) -> None:
    address = url(subscriber, Purpose.UNSUBSCRIBE)
    post(address)
    # A form that was open before the person left.
    post(url(subscriber), pause="", territory="")
    assert not Subscriber.objects.get().is_subscribed

    post(address, reabonner="oui")
    assert Subscriber.objects.get().is_subscribed
    post(address)
    post(url(subscriber), reabonner="oui")
    assert Subscriber.objects.get().is_subscribed
    assert Consent.objects.filter(withdrawn_at=None).count() == 1
    assert Consent.objects.count() == 3


def test_erasure_leaves_a_digest(post: Post, client: Client, subscriber: Subscriber) -> None:
    SubscriptionRequestFactory(email="ZOE@example.org")
    address = f"{url(subscriber)}effacer/"
    assert client.get(address).status_code == 200
    assert Subscriber.objects.exists()

    assert post(address)["Location"] == "/abonnement/efface/"
    assert client.get("/abonnement/efface/").status_code == 200
    assert not Subscriber.objects.exists()
    assert not Consent.objects.exists()
    assert not SubscriptionRequest.objects.exists()
    assert len(Suppression.objects.get().digest) == 64
    assert client.get(address).status_code == 404


def test_erased_person_may_subscribe_again(post: Post, subscriber: Subscriber) -> None:
    post(f"{url(subscriber)}effacer/")
    request = SubscriptionRequestFactory(email="zoe@example.org")
    post(token_url(Purpose.CONFIRM, request.uid))
    assert Subscriber.objects.get().is_subscribed
    assert not Suppression.objects.exists()


def test_export_has_what_is_stored(client: Client, subscriber: Subscriber) -> None:
    subscriber.themes.add(ThemeFactory(name="Cantines"))
    response = client.get(f"{url(subscriber)}donnees/")
    assert response["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
    found = json.loads(response.content)
    assert found["adresse"] == "zoe@example.org"
    assert found["thèmes"] == ["Cantines"]
    (proof,) = found["consentements"]
    assert proof["finalité"] == "lettre"
    assert proof["formule"]


def test_proof_is_kept_three_years_after_a_withdrawal(post: Post, subscriber: Subscriber) -> None:
    SubscriberFactory()
    post(url(subscriber, Purpose.UNSUBSCRIBE))
    with time_machine.travel(timezone.now() + PROOF_LIFE - timedelta(days=1), tick=False):
        forget_unsubscribed()
        assert Subscriber.objects.count() == 2
    with time_machine.travel(timezone.now() + PROOF_LIFE + timedelta(days=1), tick=False):
        forget_unsubscribed()
    assert not Subscriber.objects.filter(key="zoe@example.org").exists()
    assert Subscriber.objects.count() == 1
