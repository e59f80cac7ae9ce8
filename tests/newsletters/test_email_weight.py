"""What the letter that the project starts from weighs as a message."""

import pytest

from hub.newsletters.importing import read_path
from hub.newsletters.importing.builder import import_letter
from hub.newsletters.renderings import encoded_size, render_email_html
from tests.newsletters.importing.conftest import REAL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def test_real_letter_stays_far_from_what_mailboxes_cut() -> None:
    letter = import_letter(read_path(REAL)).page.get_latest_revision_as_object()

    assert encoded_size(render_email_html(letter)) <= 40_000
