"""Validation of new passwords: common words, words of the site and of its territories."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from hub.folding import fold
from hub.territories.models import Territory

WORDS = Path(__file__).with_name("guessable_words.txt")
MIN_DISTINCT = 6  # different signs beside guessable words
_SEPARATORS = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Digits and signs written for letters: « m0td3p@sse ».
_LEET = str.maketrans("013457@$€!", "oieastasei")
_RUN = 3  # consecutive signs (abc, 321) that count as one


class GuessableWordsValidator:
    """Validator that refuses a password made of guessable words, with a few signs around.

    Words are removed, with years and sequences, from the password without its accents, case and
    separators; what is left must have `MIN_DISTINCT` different signs. Common passwords (those of
    Django's list) are refused with any digits after them.
    """

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError for a guessable password."""
        words = _known_words() | _words_of_site()
        folded = fold(password)
        for text in {folded, folded.translate(_LEET)}:
            joined = _SEPARATORS.sub("", text)
            is_common = {joined, joined.rstrip("0123456789")} & _common_passwords()
            if is_common or _distinct(_without(joined, words)) < MIN_DISTINCT:
                raise ValidationError(
                    "Ce mot de passe est trop facile à deviner\u00a0: il est fait de mots "
                    "courants, du nom du site ou d’un territoire. Prenez par exemple quatre mots "
                    "sans rapport entre eux.",
                    code="password_guessable",
                )

    def get_help_text(self) -> str:
        """Return the rule, shown beside the field."""
        return (
            "Votre mot de passe ne peut pas être fait de mots courants, du nom du site ou d’un "
            "territoire, même suivis de chiffres. Quatre mots sans rapport entre eux conviennent."
        )


@cache
def _common_passwords() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


@cache
def _known_words() -> frozenset[str]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _words_of_site() -> frozenset[str]:
    """Return the words of the name of the site and of the territories of the programme."""
    names = [settings.WAGTAIL_SITE_NAME, *_programme_names()]
    found = {_SEPARATORS.sub("", fold(name)) for name in names}
    for name in names:
        found.update(word for word in _SEPARATORS.split(fold(name)) if len(word) > 3)
    return frozenset(found - {""})


def _programme_names() -> Iterable[str]:
    return Territory.objects.filter(in_programme=True).values_list("name", flat=True)


def _without(text: str, words: Iterable[str]) -> str:
    """Return the text without the words, the longest first, and without years."""
    for word in sorted(words, key=lambda word: (-len(word), word)):
        text = text.replace(word, "")
    return _YEAR.sub("", text)


def _distinct(text: str) -> int:
    """Return the number of different signs, one for a sequence (« 1234 », « dcba »)."""
    kept: list[str] = []
    step, length = 0, 1
    for previous, sign in zip(text, text[1:], strict=False):
        difference = ord(sign) - ord(previous)
        length = length + 1 if difference == step and abs(difference) == 1 else 2
        step = difference
        if length < _RUN:
            kept.append(sign)
    return len({*kept, *text[:1]})
