from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def mailbox(settings: Settings, tmp_path: Path) -> Path:
    """The folder of the mailbox of development, where the messages are stored."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = settings.MAILBOX_FOLDER = tmp_path / "mail"
    return settings.MAILBOX_FOLDER
