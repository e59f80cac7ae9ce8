"""A forgotten password: limited, and the same response with and without an account."""

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hub.accounts.devices import cookie_name
from hub.accounts.tasks import send_password_reset
from hub.limits.rates import Rate
from tests.factories.users import SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

FORM = "/admin/password_reset/"
NEW = "Trois péniches sous la lune"


@pytest.fixture
def user() -> User:
    return SuperuserFactory(username="hélène", email="helene@example.org")


def test_response_is_the_same_with_and_without_an_account(
    client: Client, user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    responses = []
    for email in ("helene@example.org", "personne@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(FORM, {"email": email})
        responses.append((response.status_code, response["Location"], response.content))
    assert responses[0] == responses[1] == (302, f"{FORM}done/", b"")
    assert [message.to for message in mail.outbox] == [["helene@example.org"]]


def test_failure_of_the_mail_server_shows_nothing(
    client: Client,
    user: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def fail(*args: object) -> None:
        raise OSError("away")

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(FORM, {"email": user.email}).status_code == 302
    # The worker tries a task that fails again.
    with pytest.raises(OSError, match="away"):
        send_password_reset.func(user.pk)


def test_link_has_the_address_of_the_site_and_opens_an_account_under_attack(
    client: Client,
    user: User,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login_account": Rate(1, 10**6)}
    login = {"username": "hélène", "password": NEW, "next": "/admin/"}
    client.post("/admin/login/", {**login, "password": "faux"}, REMOTE_ADDR="8.8.8.8")
    assert client.post("/admin/login/", login).status_code == 429

    with django_capture_on_commit_callbacks(execute=True):
        client.post(FORM, {"email": user.email}, headers={"host": "localhost"})
    link = re.search(r"http://testserver(/admin/password_reset/confirm/\S+)", mail.outbox[0].body)
    form = client.get(link[1], follow=True)
    action = form.redirect_chain[-1][0]
    changed = client.post(action, {"new_password1": NEW, "new_password2": NEW})
    assert changed.status_code == 302
    names = {cookie_name("/admin/login/"), cookie_name("/_util/login/")}
    assert names <= set(changed.cookies)
    assert client.post("/admin/login/", login).status_code == 302


def test_requests_from_one_source_are_limited(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "password_reset": Rate(2, 10**6)}
    statuses = [client.post(FORM, {"email": f"a{n}@example.org"}).status_code for n in range(3)]
    assert statuses == [302, 302, 429]
    response = client.post(FORM, {"email": "zoe@example.org"})
    assert "Trop de demandes" in response.text
    assert "zoe@example.org" in response.text
    assert int(response["Retry-After"]) > 0
    other = client.post(FORM, {"email": "zoe@example.org"}, HTTP_X_FORWARDED_FOR="198.51.100.7")
    assert other.status_code == 302


def test_messages_to_one_address_are_limited_without_a_sign(
    client: Client, user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    for number in range(9):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(
                FORM, {"email": user.email}, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}"
            )
        assert response.status_code == 302
    assert 3 <= len(mail.outbox) <= 6  # two windows at most
