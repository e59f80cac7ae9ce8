"""Addresses typed by people."""

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from hub.mailing.addresses import address_key, masked, read_address, suppression_digests

LONGEST = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 58}.fr"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" zoe@example.org ", "zoe@example.org"),
        ("Zoe.Martin@Example.ORG", "Zoe.Martin@example.org"),
        ("zoe+lettre@example.org", "zoe+lettre@example.org"),
        ('"zoe"@example.org', '"zoe"@example.org'),
        ("zoe@médiathèque.fr", "zoe@" + "médiathèque.fr".encode("idna").decode()),
        ("Zoé Martin <zoe@example.org>", "zoe@example.org"),
        ("mailto:zoe@example.org", "zoe@example.org"),
        ("zoe@example.org.", "zoe@example.org"),
        ("zoe@\u200bexample.org\u00a0", "zoe@example.org"),
        ("ｚｏｅ＠example.org", "zoe@example.org"),
        ("mairie@example.org", "mairie@example.org"),
        (LONGEST, LONGEST),
    ],
)
def test_what_people_paste_is_understood(typed: str, address: str) -> None:
    assert read_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "zoe",
        "zoe@",
        "@example.org",
        "zoe@example",
        "zoe@@example.org",
        "zoe@example..org",
        "zoe@example.org, lea@example.org",
        "zoe@example.org\r\nBcc: lea@example.org",
        "zoé@example.org",
        f"a{LONGEST}",
        f"zoe@{'b' * 64}.org",
        "\x00zoe@example.org",
    ],
)
def test_what_is_not_one_address_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_address(typed)
    (message,) = refused.value.messages
    assert "nom@exemple.fr" in message or "accent" in message


def test_spellings_of_one_mailbox_share_a_key() -> None:
    assert address_key("Zoe@example.org") == address_key(read_address("zoe@EXAMPLE.org"))
    assert address_key("zoe+1@example.org") != address_key("zoe@example.org")


def test_masked_address_is_recognised_by_its_owner_only() -> None:
    assert masked("zoe.martin@example.org") == "z…@example.org"


def test_a_new_secret_key_forgets_no_erased_address(settings: Settings) -> None:
    before = suppression_digests("zoe@example.org")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret"
    after = suppression_digests("zoe@example.org")
    assert after[0] != before[0]
    assert after[1:] == before
