"""Signed links of messages."""

from uuid import uuid4

import pytest
from pytest_django import Settings

from hub.mailing.tokens import Purpose, make_token, read_token, token_url


@pytest.mark.parametrize("purpose", Purpose)
def test_token_is_read_for_its_purpose_only(purpose: Purpose) -> None:
    uid = uuid4()
    token = make_token(purpose, uid)
    read = {other: read_token(other, token) for other in Purpose}
    assert read == {other: uid if other == purpose else None for other in Purpose}


def test_altered_token_is_refused() -> None:
    token = make_token(Purpose.CONFIRM, uuid4())
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        assert read_token(Purpose.CONFIRM, token[:place] + other + token[place + 1 :]) is None


def test_token_holds_neither_an_address_nor_a_number_of_a_row() -> None:
    uid = uuid4()
    assert str(uid) not in make_token(Purpose.CONFIRM, uid)


def test_link_works_after_the_secret_key_changed(settings: Settings) -> None:
    uid = uuid4()
    token = make_token(Purpose.UNSUBSCRIBE, uid)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret"
    assert read_token(Purpose.UNSUBSCRIBE, token) == uid


def test_link_is_absolute(settings: Settings) -> None:
    settings.BASE_URL = "https://hub.example.org"
    url = token_url(Purpose.CONFIRM, uuid4())
    assert url.startswith("https://hub.example.org/abonnement/confirmer/")
