"""Clicks on results are counted by rank; unverifiable ones are ignored."""

from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client

from hub.listing.models import SearchClick, SearchCount
from tests.factories.search import SearchCountFactory
from tests.factories.site_tree import SiteTree

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HERE = {"Sec-Fetch-Site": "same-origin"}


def open_result(
    client: Client, headers: dict[str, str] | None = None, **data: Any
) -> HttpResponseBase:
    return client.post(
        "/recherche/clic/",
        {"q": "frigo solidaire", "rang": "2", **data},
        headers={"User-Agent": BROWSER, **(HERE if headers is None else headers)},
    )


@pytest.fixture
def asked(site_tree: SiteTree) -> SearchCount:
    return SearchCountFactory(text="frigo solidaire")


def test_opened_result_is_counted_by_rank_alone(client: Client, asked: SearchCount) -> None:
    for _ in range(2):
        response = open_result(client)
    assert response.status_code == 204
    assert not response.cookies
    click = SearchClick.objects.get()
    assert (click.key, click.rank, click.clicks) == (asked.key, 2, 2)


@pytest.mark.parametrize(
    ("headers", "data"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, {}),
        ({"Origin": "https://ailleurs.example"}, {}),
        ({}, {}),
        ({**HERE, "DNT": "1"}, {}),
        ({**HERE, "Sec-GPC": "1"}, {}),
        ({**HERE, "User-Agent": "Googlebot/2.1"}, {}),
        (HERE, {"rang": "0"}),
        (HERE, {"rang": "51"}),
        (HERE, {"rang": "-1"}),
        (HERE, {"rang": "²"}),
        (HERE, {"q": "jamais demandé"}),
        (HERE, {"q": "frigo solidaire " * 200}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_click_that_cannot_be_trusted_is_not_counted(
    headers: dict[str, str], data: dict[str, str], client: Client, asked: SearchCount
) -> None:
    assert open_result(client, headers, **data).status_code == 204
    assert not SearchClick.objects.exists()


def test_click_from_the_site_is_known_by_its_origin_in_older_browsers(
    client: Client, asked: SearchCount
) -> None:
    open_result(client, {"Origin": "http://testserver"})
    assert SearchClick.objects.get().clicks == 1


def test_click_cannot_be_asked_for_by_a_link(client: Client, site_tree: SiteTree) -> None:
    assert client.get("/recherche/clic/").status_code == 405


def test_click_of_who_has_an_account_is_ignored(client: Client, asked: SearchCount) -> None:
    client.cookies["sessionid"] = "une-redactrice"
    assert open_result(client).status_code == 204
    assert not SearchClick.objects.exists()
