"""After an erasure, the address is in no table, cache, log or task."""

import json
import logging
import re
from collections.abc import Iterator
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from unittest.mock import patch

import pytest
from django.apps import apps
from django.core import mail, serializers
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from hub.mailing.messages.sending import NotSentError, send
from hub.mailing.models import DailyMessage, Subscriber
from hub.mailing.tokens import Purpose, token_url
from hub.settings import base
from hub.worker.queue import claim, execute, record

ADDRESS = "zoe.martin@example.org"
LINK = re.compile(r"https?://[^/]+(/abonnement/\S+/)")
PERMANENT, TEMPORARY = (550, ADDRESS.encode()), (451, ADDRESS.encode())


@pytest.fixture
def queue(settings: Settings) -> None:
    """Store the tasks in the database, as in production."""
    settings.TASKS = base.TASKS


def run_tasks() -> None:
    """Run the tasks that are due, once each; those that fail wait for their next attempt."""
    while (row := claim("worker")) is not None:
        record(row, execute(row))


def everything() -> Iterator[str]:
    """Yield every stored row, then every value of the cache."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield from map(str, serializers.serialize("jsonl", model._base_manager.all()))
    yield json.dumps({key: repr(value) for key, value in cache._cache.items()})


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("queue")
def test_address_is_nowhere_after_an_erasure(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    refused = SMTPRecipientsRefused({ADDRESS: TEMPORARY})
    with patch.object(EmailBackend, "send_messages", side_effect=refused):
        client.post("/abonnement/", {"email": ADDRESS})
        run_tasks()
    (failed,) = DBTaskResult.objects.all()
    assert "SMTPRecipientsRefused 451" in failed.traceback
    DBTaskResult.objects.update(run_after=timezone.now())
    run_tasks()
    client.post(LINK.findall(mail.outbox[-1].body)[0])
    client.post("/abonnement/lien/", {"email": ADDRESS.upper()})
    run_tasks()
    own = token_url(Purpose.PREFERENCES, Subscriber.objects.get().uid)
    client.get(own)
    found = "".join(everything()).casefold()
    assert ADDRESS in found  # what is read below does hold addresses

    client.post(f"{own}effacer/")

    found = "".join(everything()).casefold()
    assert ADDRESS not in found
    assert "zoe.martin" not in found
    assert "zoe.martin" not in caplog.text.casefold()


def message() -> mail.EmailMessage:
    return mail.EmailMessage("Bonjour", "Bonjour", to=[ADDRESS])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "text"),
    [
        (SMTPRecipientsRefused({ADDRESS: TEMPORARY}), "SMTPRecipientsRefused 451"),
        (SMTPDataError(452, ADDRESS), "SMTPDataError 452"),
        (SMTPServerDisconnected(ADDRESS), "SMTPServerDisconnected"),
    ],
    ids=["recipient", "data", "cut"],
)
def test_error_of_the_server_does_not_name_the_recipient(error: Exception, text: str) -> None:
    with (
        patch.object(EmailBackend, "send_messages", side_effect=error),
        pytest.raises(NotSentError) as raised,
    ):
        send(message())
    assert str(raised.value) == text
    assert raised.value.__suppress_context__
    # It may be tried again: it does not count.
    assert not DailyMessage.objects.exists()


@pytest.mark.django_db
def test_fourth_message_of_a_day_is_not_sent(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(4):
        send(message())
    assert len(mail.outbox) == DailyMessage.objects.count() == 3
    assert ADDRESS not in caplog.text


@pytest.mark.django_db
def test_recipient_refused_for_good_is_not_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    error = SMTPRecipientsRefused({ADDRESS: PERMANENT})
    with patch.object(EmailBackend, "send_messages", side_effect=error):
        send(message())
    assert "550" in caplog.text
    assert ADDRESS not in caplog.text
