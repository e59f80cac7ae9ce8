"""New passwords: length, common words, words of the site and its territories."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.test import Client

from hub.accounts.passwords import WORDS
from tests.factories import TerritoryFactory
from tests.factories.users import SuperuserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password",
    [
        "territoirespilotes",
        "Territoires-Pilotes-59",
        "TerritoiresPilotes2026!",
        "m0td3p@sse2026",
        "motdepasse75012",
        "Azertyuiop12!",
        "Bonjour.Septembre.2026",
        "password1234",
        "iloveyou123456",
        "aaaaaaaaaaaa",
        "abcdefghijkl",
        "zzzz9999aaaa",
        "123456789012",
        "PaysDeLumbres-2026",
        "pays de lumbres 62",
        "Lumbres!Lumbres!",
    ],
)
def test_guessable_password_is_refused_in_french(password: str) -> None:
    TerritoryFactory(name="Communauté de communes du Pays de Lumbres", in_programme=True)
    with pytest.raises(ValidationError) as caught:
        validate_password(password)
    assert any("trop facile à deviner" in message for message in caught.value.messages)


@pytest.mark.parametrize("password", ["k7#Xq9!mZ2$", "Onze signes"])
def test_short_password_is_refused_in_french(password: str) -> None:
    assert len(password) == 11
    with pytest.raises(ValidationError, match="12 caractères"):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    ["Quatre chèvres sur un quai", "k7#Xq9!mZ2$w", "Cheval-Batterie-Agrafe", "été à Lumbres, vélo"],
)
def test_other_passwords_are_accepted(password: str) -> None:
    validate_password(password)


def test_rules_are_shown_in_french() -> None:
    texts = " ".join(password_validators_help_texts())
    assert "12 caractères" in texts
    assert "Quatre mots sans rapport" in texts


def test_existing_account_keeps_its_password(client: Client) -> None:
    SuperuserFactory(username="zoé", password="azerty")
    assert authenticate(username="zoé", password="azerty")


def test_list_of_words_is_folded_and_without_duplicates() -> None:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    assert len(words) == len(set(words))
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
