"""Subscription in two steps: the form, the message, its link, the confirmation."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hub.limits.rates import Rate
from hub.mailing import wordings
from hub.mailing.models import Consent, Subscriber, SubscriptionRequest
from hub.mailing.people.subscribing import delete_old_requests
from hub.mailing.tokens import Purpose, token_url
from tests.factories import NewsletterPageFactory, SubscriberFactory
from tests.factories.site_tree import SiteTree
from tests.mailing.conftest import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

FORM = "/abonnement/"
LINK = re.compile(r"https?://[^/]+(/abonnement/\S+/)")


def link_of(place: int = -1) -> str:
    """Return the first link of a subscription in the text of a message."""
    (found, *_) = LINK.findall(mail.outbox[place].body)
    return found


def subscribe(post: Post, address: str = "zoe@example.org") -> str:
    """Subscribe up to the end; return the address of the preferences."""
    post(FORM, email=address)
    response = post(link_of())
    return response["Location"].partition("?")[0]


def test_a_form_subscribes_no_one_before_the_confirmation(post: Post, client: Client) -> None:
    response = post(FORM, email="zoe@example.org")

    assert (response.status_code, response["Location"]) == (302, "/abonnement/envoye/?subscribe")
    assert not Subscriber.objects.exists()
    (message,) = mail.outbox
    assert message.to == ["zoe@example.org"]
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
    # Scanners of messages follow the links.
    for method in (client.get, client.head):
        assert method(link_of()).status_code == 200
    assert not Subscriber.objects.exists()


def test_confirmation_subscribes_and_keeps_its_proof(post: Post) -> None:
    asked = timezone.now()
    with time_machine.travel(asked, tick=False):
        post(FORM, email="Zoe@example.org", referer="http://testserver/lettres/?q=x")
    with time_machine.travel(asked + timedelta(hours=3), tick=False):
        response = post(link_of())

    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.is_subscribed) == ("Zoe@example.org", True)
    assert token_url(Purpose.PREFERENCES, subscriber.uid) in response["Location"]
    proof = Consent.objects.get()
    assert proof.subscriber == subscriber
    assert proof.wording.text == wordings.LETTER
    assert proof.form == "/lettres/"
    assert proof.confirmed_at - proof.asked_at == timedelta(hours=3)
    assert proof.withdrawn_at is None


def test_wording_of_the_proof_is_on_every_page(client: Client) -> None:
    assert wordings.LETTER in client.get("/").content.decode()
    assert wordings.LETTER in client.get(FORM).content.decode()


def test_confirming_twice_changes_nothing(post: Post) -> None:
    post(FORM, email="zoe@example.org")
    link = link_of()
    post(link)
    sent = len(mail.outbox)
    assert post(link).status_code == 302
    assert Consent.objects.count() == 1
    assert len(mail.outbox) == sent


def test_old_confirmation_does_not_bring_back_who_left(post: Post) -> None:
    post(FORM, email="zoe@example.org")
    link = link_of()
    post(link)
    post(re.findall(LINK, mail.outbox[-1].body)[-1])
    assert not Subscriber.objects.get().is_subscribed
    post(link)
    assert not Subscriber.objects.get().is_subscribed


def test_welcome_has_the_last_letter_and_one_click_headers(post: Post, site_tree: SiteTree) -> None:
    NewsletterPageFactory(parent=site_tree.letters, title="Une lettre", number=7)
    NewsletterPageFactory(parent=site_tree.letters, title="Un brouillon", number=8, live=False)
    subscribe(post)

    welcome = mail.outbox[-1]
    assert "Une lettre" in welcome.body
    assert "brouillon" not in welcome.body
    uid = Subscriber.objects.get().uid
    url = token_url(Purpose.UNSUBSCRIBE, uid)
    assert welcome.extra_headers["List-Unsubscribe"] == f"<{url}>"
    assert welcome.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_known_and_unknown_addresses_get_the_same_answer(post: Post) -> None:
    SubscriberFactory(email="connue@example.org")
    for form in (FORM, f"{FORM}lien/"):
        known, unknown = (
            post(form, email=address) for address in ("connue@example.org", "autre@example.org")
        )
        assert (known.status_code, known["Location"], known.content) == (
            unknown.status_code,
            unknown["Location"],
            unknown.content,
        )
    assert [message.to[0] for message in mail.outbox] == [
        "connue@example.org",
        "autre@example.org",
        "connue@example.org",  # no message to an address that has no subscription to find
    ]


def test_subscriber_who_subscribes_again_gets_the_link_of_preferences(post: Post) -> None:
    subscriber = SubscriberFactory(email="zoe@example.org")
    post(FORM, email="ZOE@example.org")
    (message,) = mail.outbox
    assert "déjà abonnée" in message.body
    assert token_url(Purpose.PREFERENCES, subscriber.uid) in message.body
    assert Subscriber.objects.count() == 1


def test_one_address_receives_three_messages_a_day(post: Post, settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "subscription": None}
    with time_machine.travel("2026-12-01T10:00:00+01:00", tick=False):
        for spelling in ("zoe@example.org", "Zoe@example.org", "ZOE@EXAMPLE.ORG") * 4:
            assert post(FORM, email=spelling).status_code == 302
            post(f"{FORM}lien/", email=spelling)
        post(FORM, email="lea@example.org")
    assert [message.to[0].casefold() for message in mail.outbox] == [
        *["zoe@example.org"] * 3,
        "lea@example.org",
    ]
    with time_machine.travel("2026-12-02T10:00:00+01:00", tick=False):
        post(FORM, email="zoe@example.org")
    assert len(mail.outbox) == 5


def test_source_above_the_rate_waits_and_keeps_what_was_typed(
    post: Post, settings: Settings
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "subscription": Rate(2, 3600)}
    for number in range(2):
        assert post(FORM, email=f"a{number}@example.org").status_code == 302
    refused = post(FORM, email="zoe@example.org")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    page = refused.content.decode()
    assert 'value="zoe@example.org"' in page
    assert "Attendez" in page
    assert SubscriptionRequest.objects.count() == 2


def test_robot_that_fills_in_everything_gets_the_same_answer_and_no_message(post: Post) -> None:
    response = post(FORM, email="zoe@example.org", website="https://example.org")
    assert response["Location"] == "/abonnement/envoye/?subscribe"
    assert not SubscriptionRequest.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("typed", ["", "zoe", "zoé@example.org", "zoe@example.org\r\nBcc: a@b.fr"])
def test_bad_address_is_refused_with_its_text(post: Post, typed: str) -> None:
    response = post(FORM, email=typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Votre demande n’est pas partie" in page
    assert 'aria-invalid="true"' in page
    assert mail.outbox == []


@pytest.mark.parametrize(
    "referer",
    ["", "https://example.org/x/", "//example.org/", "http://[", "http://testserver/" + "a" * 900],
)
def test_page_of_the_form_is_a_path_of_the_site(post: Post, referer: str) -> None:
    post(FORM, email="zoe@example.org", referer=referer)
    form = SubscriptionRequest.objects.get().form
    assert form.startswith(("/abonnement/", "/aaa"))
    assert len(form) <= 255


def test_confirmation_link_ends_after_seven_days(post: Post, client: Client) -> None:
    post(FORM, email="zoe@example.org")
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        response = post(link_of())
        assert response.status_code == 404
        assert "Ce lien ne fonctionne pas" in response.content.decode()
        assert not Subscriber.objects.exists()
        delete_old_requests()
    assert not SubscriptionRequest.objects.exists()


@pytest.mark.parametrize("path", ["confirmer/x/", "preferences/", "desinscription/a.b/", "autre"])
def test_broken_link_says_what_to_do(client: Client, path: str) -> None:
    for method in (client.get, client.post):
        response = method(f"/abonnement/{path}")
        assert response.status_code == 404
        assert "Retrouver mon abonnement" in response.content.decode()


def test_token_of_another_purpose_opens_nothing(client: Client) -> None:
    subscriber = SubscriberFactory()
    token = token_url(Purpose.UNSUBSCRIBE, subscriber.uid).rstrip("/").rpartition("/")[2]
    for page in ("preferences", "confirmer"):
        assert client.get(f"/abonnement/{page}/{token}/").status_code == 404


def test_pages_are_kept_by_no_cache_and_give_their_token_to_no_site(client: Client) -> None:
    subscriber = SubscriberFactory()
    response = client.get(token_url(Purpose.PREFERENCES, subscriber.uid))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
