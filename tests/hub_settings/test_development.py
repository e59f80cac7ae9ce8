"""The settings of development: none is needed; where the messages of the site go."""

import json

import pytest
from django.conf import settings

from tests.hub_settings.processes import PRINT, run

STORED = "django.core.mail.backends.filebased.EmailBackend"
PRINTED = "django.core.mail.backends.console.EmailBackend"


@pytest.mark.parametrize(
    ("variables", "backend", "folder"),
    [
        ({}, STORED, str(settings.BASE_DIR / "var" / "mail")),
        ({"EMAIL_URL": "filemail:////tmp/des%20messages"}, STORED, "/tmp/des messages"),  # noqa: S108
        ({"EMAIL_URL": "consolemail://"}, PRINTED, None),
    ],
    ids=["default", "folder", "console"],
)
def test_the_mailbox_shows_the_folder_of_the_messages(
    variables: dict[str, str], backend: str, folder: str | None
) -> None:
    status, output = run(
        ["-c", PRINT, "EMAIL_BACKEND", "MAILBOX_FOLDER"], {"HUB_ENV": "dev", **variables}
    )

    assert status == 0, output
    assert json.loads(output) == {"EMAIL_BACKEND": backend, "MAILBOX_FOLDER": folder}


def test_development_needs_no_setting() -> None:
    status, output = run(["manage.py", "check"], {})

    assert status == 0, output
