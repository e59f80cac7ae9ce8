"""Size of the first real letter as an e-mail."""

import pytest

from hub.mailing.messages.mjml import encoded_size
from hub.newsletters.importing import read_path
from hub.newsletters.importing.builder import import_letter
from hub.newsletters.renderings import render_email_html
from tests.newsletters.importing.conftest import REAL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def test_real_letter_is_far_below_the_clipping_size() -> None:
    letter = import_letter(read_path(REAL)).page.get_latest_revision_as_object()

    assert encoded_size(render_email_html(letter)) <= 40_000
