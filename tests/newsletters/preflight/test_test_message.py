"""The test message of « Avant l’envoi »: recipients, one message each, result shown."""

import re
from collections.abc import Callable, Sequence
from smtplib import SMTPRecipientsRefused

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hub.newsletters.models import NewsletterPage
from hub.newsletters.preflight.recipients import MAX_RECIPIENTS, colleagues, split_addresses
from tests.factories import (
    EditorFactory,
    NewsletterPageFactory,
    SuperuserFactory,
    UserFactory,
)
from tests.factories import blocks as make
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(site_tree: SiteTree) -> User:
    """A contributor, who may edit their own letters and publish none."""
    return EditorFactory(email="camille@example.org")


@pytest.fixture
def letter(author: User) -> NewsletterPage:
    letter = NewsletterPageFactory(
        number=3,
        title="L’été",
        draft=True,
        owner=author,
        rubriques=[rubrique(make.paragraph())],
    )
    letter.save_revision()
    return letter


@pytest.fixture
def send(client: Client, letter: NewsletterPage, author: User) -> Callable[..., HttpResponseBase]:
    """A function that sends the form as the author and returns the screen that follows."""
    client.force_login(author)

    def send(**answers: list[int] | str) -> HttpResponseBase:
        return client.post(address(letter), answers, follow=True)

    return send


def address(letter: NewsletterPage) -> str:
    return reverse("letter_preflight", args=[letter.pk])


def test_each_gets_a_message_apart_with_the_last_saved_draft(
    send: Callable[..., HttpResponseBase], letter: NewsletterPage, author: User
) -> None:
    colleague = EditorFactory(email="dominique@example.org")
    letter.title = "L’automne"
    letter.save_revision()
    response = send(accounts=[author.pk, colleague.pk], addresses="maire@example.org")
    wanted = ["camille@example.org", "dominique@example.org", "maire@example.org"]
    assert sorted(message.to[0] for message in mail.outbox) == wanted
    assert all(message.recipients() == message.to for message in mail.outbox)
    assert all(len(message.to) == 1 for message in mail.outbox)
    for message in mail.outbox:
        assert message.subject == "[Essai] Lettre n°\u00a03\u00a0: L’automne"
        assert "L’automne" in message.body
        assert "L’automne" in message.alternatives[0].content
        others = set(wanted) - set(message.to)
        assert not any(other in message.message().as_string() for other in others)
    assert "L’essai est parti à" in response.text
    assert all(recipient in response.text for recipient in wanted)


def test_own_account_is_ticked_at_first(
    client: Client, letter: NewsletterPage, author: User
) -> None:
    EditorFactory(email="dominique@example.org")
    client.force_login(author)
    ticked = re.findall(
        r'<input[^>]*name="accounts"[^>]*checked[^>]*>', client.get(address(letter)).text
    )
    assert len(ticked) == 1
    assert f'value="{author.pk}"' in ticked[0]


def test_last_choice_comes_back_for_this_letter_only(
    client: Client, send: Callable[..., HttpResponseBase], letter: NewsletterPage, author: User
) -> None:
    colleague = EditorFactory(email="dominique@example.org")
    send(accounts=[colleague.pk], addresses="maire@example.org\nadjointe@example.org")
    form = client.get(address(letter)).context["form"]
    assert form.initial["accounts"] == [colleague.pk]
    assert form["addresses"].value() == "maire@example.org\nadjointe@example.org"
    other = NewsletterPageFactory(draft=True, owner=author)
    other.save_revision()
    assert client.get(address(other)).context["form"].initial == {"accounts": [author.pk]}


def test_wrong_addresses_are_named_and_nothing_is_lost_or_sent(
    send: Callable[..., HttpResponseBase], author: User
) -> None:
    typed = "maire@example.org, mairie.example.org ; l’été@"
    response = send(accounts=[author.pk], addresses=typed)
    assert "«\u00a0mairie.example.org\u00a0» n’est pas une adresse électronique." in response.text
    assert "«\u00a0l’été@\u00a0» n’est pas une adresse électronique." in response.text
    assert typed in response.text
    assert mail.outbox == []


def test_nobody_is_refused(send: Callable[..., HttpResponseBase]) -> None:
    assert "Choisissez au moins un destinataire." in send(addresses=" , ").text
    assert mail.outbox == []


def test_too_many_are_refused_with_their_number(send: Callable[..., HttpResponseBase]) -> None:
    typed = " ".join(f"lecteur{n}@example.org" for n in range(MAX_RECIPIENTS + 1))
    assert f"vous en avez choisi {MAX_RECIPIENTS + 1}" in send(addresses=typed).text
    assert mail.outbox == []


def test_address_written_twice_gets_one_message(
    send: Callable[..., HttpResponseBase], author: User
) -> None:
    send(accounts=[author.pk], addresses="Camille@example.org maire@example.org maire@example.org")
    assert [message.to for message in mail.outbox] == [
        ["camille@example.org"],
        ["maire@example.org"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a@example.org,b@example.org",
        "a@example.org; b@example.org;",
        "a@example.org\nb@example.org\r\n",
        "  a@example.org \t b@example.org",
        "Anne Martin <a@example.org>, Bruno <b@example.org>",
        "<a@example.org>\n« Bruno » < b@example.org >",
    ],
)
def test_addresses_are_separated_as_people_do(text: str) -> None:
    assert split_addresses(text) == ["a@example.org", "b@example.org"]


def test_only_active_accounts_of_the_admin_with_an_address_are_offered(site_tree: SiteTree) -> None:
    editor, chief = EditorFactory(), SuperuserFactory()
    EditorFactory(email="")
    EditorFactory(is_active=False)
    UserFactory()
    member = UserFactory()
    member.groups.set(Group.objects.all())
    assert set(colleagues()) == {editor, chief, member}
    assert len(colleagues()) == 3


def test_account_that_is_not_offered_is_refused(send: Callable[..., HttpResponseBase]) -> None:
    response = send(accounts=[UserFactory().pk])
    assert response.status_code == 200
    assert mail.outbox == []


def test_account_without_address_is_told_so(client: Client, letter: NewsletterPage) -> None:
    client.force_login(SuperuserFactory(email=""))
    assert "n’a pas d’adresse électronique" in client.get(address(letter)).text


class RefusingBackend(EmailBackend):
    """An e-mail backend that refuses « inconnue@example.org »."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            if message.to == ["inconnue@example.org"]:
                raise SMTPRecipientsRefused({message.to[0]: (550, b"No such user")})
        return super().send_messages(messages)


def test_refused_recipient_is_reported_and_others_are_sent(
    send: Callable[..., HttpResponseBase], settings: Settings
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    response = send(addresses="a@example.org inconnue@example.org b@example.org")
    assert [message.to for message in mail.outbox] == [["a@example.org"], ["b@example.org"]]
    assert "L’essai est parti à a@example.org, b@example.org." in response.text
    assert "inconnue@example.org\u00a0: le serveur de courriel a répondu" in response.text
    assert "No such user" in response.text


def test_server_failure_is_reported_for_each_recipient(
    send: Callable[..., HttpResponseBase], settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = send(addresses="a@example.org b@example.org")
    assert "L’essai n’est pas parti à" in response.text
    assert response.text.count("le serveur de courriel a répondu") == 2
    assert "L’essai est parti" not in response.text


def test_message_needs_the_token_of_the_form(letter: NewsletterPage, author: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)
    assert strict.post(address(letter), {"accounts": [author.pk]}).status_code == 403
    assert mail.outbox == []
