"""State of an import between two steps: its user, its age, its signature."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import signing

from hub.core.importing import state
from hub.core.importing.state import ImportState, LostStateError
from hub.newsletters.models import NewsletterPage

STATE = ImportState("essai", NewsletterPage, "essai")
DATA = {"files": {"a": 1}, "texte": "été"}
USER, OTHER = User(pk=1), User(pk=2)


def test_data_comes_back_to_its_user() -> None:
    signed = STATE.sign(DATA, USER)
    assert STATE.load(signed, USER) == DATA
    assert not STATE.is_late(signed)


def test_data_is_lost_for_another_user() -> None:
    with pytest.raises(LostStateError):
        STATE.load(STATE.sign(DATA, USER), OTHER)


@pytest.mark.parametrize("text", ["", "a", "a:b:c"])
def test_altered_form_is_lost(text: str) -> None:
    with pytest.raises(LostStateError):
        STATE.load(text, USER)
    assert STATE.is_late(text)


@pytest.mark.parametrize("data", [DATA, [1]])
def test_older_form_without_user_is_lost(data: object) -> None:
    # Signed in the test: a signature holds the time, and two processes collect the same names.
    test_altered_form_is_lost(signing.dumps(data, salt="essai"))


def test_data_is_not_that_of_another_import() -> None:
    other = ImportState("autre", NewsletterPage, "essai")
    with pytest.raises(LostStateError):
        other.load(STATE.sign(DATA, USER), USER)


def test_data_is_late_after_an_hour_and_lost_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert timedelta(hours=1) == state.FRESH
    assert timedelta(days=1) == state.LONGEST_WAIT
    signed = STATE.sign(DATA, USER)
    monkeypatch.setattr(state, "FRESH", timedelta(seconds=-1))
    assert STATE.is_late(signed)
    assert STATE.load(signed, USER) == DATA
    monkeypatch.setattr(state, "LONGEST_WAIT", timedelta(seconds=-1))
    with pytest.raises(LostStateError):
        STATE.load(signed, USER)
