"""Tracking parameters are removed from links, and nothing else."""

from urllib.parse import urlencode

import pytest

from hub.newsletters.importing.readers.links import MAX_REDIRECTORS, clean_address

TARGET = "https://lettre.example/a?b=1&c=2"
INSIDE = "https%3A%2F%2Flettre.example%2Fa%3Fb%3D1%26c%3D2"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (TARGET, TARGET),
        ("https://lettre.example/a?utm_source=x&utm_campaign=y", "https://lettre.example/a"),
        (
            "https://lettre.example/?p=3&mc_eid=1&mc_cid=2&fbclid=3#bas",
            "https://lettre.example/?p=3#bas",
        ),
        (f"https://eur01.safelinks.protection.outlook.com/?url={INSIDE}&data=05", TARGET),
        (f"https://www.google.com/url?q={INSIDE}&sa=D", TARGET),
        (f"https://l.facebook.com/l.php?u={INSIDE}&h=AT0", TARGET),
        (f"https://outil.example/track/click?id=1&url={INSIDE}", TARGET),
        ("https://urldefense.com/v3/__https://lettre.example/a__;!!x$", "https://lettre.example/a"),
        # A search and a page with a URL parameter: not redirectors.
        ("https://lettre.example/recherche?q=haies", "https://lettre.example/recherche?q=haies"),
        (
            f"https://lettre.example/partager?u={INSIDE}",
            f"https://lettre.example/partager?u={INSIDE}",
        ),
        ("mailto:bonjour@lettre.example", "mailto:bonjour@lettre.example"),
    ],
)
def test_address_is_cleaned_to_its_target(written: str, kept: str) -> None:
    assert clean_address(written).url == kept


def test_nested_redirectors_are_resolved() -> None:
    inner = f"https://www.google.com/url?q={INSIDE}".replace("%", "%25").replace("?", "%3F")
    outer = f"https://x.safelinks.protection.outlook.com/?url={inner.replace('://', '%3A%2F%2F')}"
    address = clean_address(outer)
    assert (address.url, address.tracked) == (TARGET, True)


def test_last_of_the_resolved_redirectors_gives_its_target() -> None:
    address = TARGET
    for _ in range(MAX_REDIRECTORS):
        address = f"https://www.google.com/url?{urlencode({'q': address})}"
    assert clean_address(address).url == TARGET


@pytest.mark.parametrize(
    "written",
    [
        "https://lettre.us1.list-manage.com/track/click?u=1&id=2&e=3",
        "https://xyz.r.tsp1-brevo.net/tr/cl/abc".replace("r.tsp1-brevo.net/tr", "sendibt2.com"),
        "https://u1.ct.sendgrid.net/ls/click?upn=abc",
    ],
)
def test_redirector_with_an_opaque_target_is_reported(written: str) -> None:
    assert clean_address(written).opaque


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "JaVa\nScript:x",
        "data:text/html,x",
        "/page",
        "file:///etc/x",
        "http://[",
        "",
    ],
)
def test_address_that_leads_nowhere_or_runs_is_refused(written: str) -> None:
    assert clean_address(written).url == ""
