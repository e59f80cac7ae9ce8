from collections.abc import Callable
from pathlib import Path

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings

Post = Callable[..., HttpResponseBase]


@pytest.fixture
def mailbox(settings: Settings, tmp_path: Path) -> Path:
    """The folder of the mailbox of development, where the messages are stored."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = settings.MAILBOX_FOLDER = tmp_path / "mail"
    return settings.MAILBOX_FOLDER


@pytest.fixture
def post(client: Client) -> Post:
    """Post a form; the tasks that it queues run at once."""

    def send(url: str, referer: str = "", **data: object) -> HttpResponseBase:
        return client.post(url, data, headers={"referer": referer} if referer else None)

    return send
