"""Promoted results: matching of queries, visibility, no write by readers."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion
from wagtail.models import Page, PageViewRestriction

from hub.core.site.visibility import hidden_paths
from hub.listing.promotions import LIMIT, promoted_results
from inspiration.models import InitiativePage
from tests.factories import FreePageFactory, InitiativePageFactory, SuperuserFactory
from tests.factories.search import QueryFactory, SearchPromotionFactory
from tests.factories.site_tree import SiteTree


def titles(text: str, request: HttpRequest) -> list[str]:
    return [result.title for result in promoted_results(text, request)]


@pytest.fixture
def reader(rf: RequestFactory, site_tree: SiteTree) -> HttpRequest:
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/recherche/")
    request.user, request.session = AnonymousUser(), SessionBase()
    return request


@pytest.fixture
def page(site_tree: SiteTree) -> InitiativePage:
    return InitiativePageFactory(title="La Filature des possibles")


@pytest.mark.parametrize(
    "text", ["tiers lieux", "Tiers-lieu", "les tiers-lieux ?", "«\u00a0TIERS LIEUX\u00a0»"]
)
def test_promotion_matches_any_spelling(
    text: str, page: InitiativePage, reader: HttpRequest
) -> None:
    SearchPromotionFactory(query__query_string="tiers-lieux", page=page)
    assert titles(text, reader) == ["La Filature des possibles"]


@pytest.mark.parametrize("text", ["", "les", "lieux", "tiers lieux ruraux", "\x00"])
def test_other_question_finds_no_promotion(
    text: str, page: InitiativePage, reader: HttpRequest
) -> None:
    SearchPromotionFactory(query__query_string="tiers-lieux", page=page)
    assert titles(text, reader) == []


def close(page: InitiativePage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def unpublish(page: Page) -> None:
    page.unpublish()


def expire(page: Page) -> None:
    page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    page.save()


def close_above(page: Page) -> None:
    close(page.get_parent())


@pytest.mark.parametrize("hide", [close, close_above, unpublish, expire])
def test_hidden_page_is_never_promoted(
    hide: Callable[..., Any], page: InitiativePage, reader: HttpRequest
) -> None:
    SearchPromotionFactory(page=page, description="Un mot de trop")
    hide(page)
    assert promoted_results("tiers lieux", reader) == []
    assert promoted_results("tiers lieux", None) == []


def test_private_page_is_promoted_for_those_who_may_see_it(
    page: InitiativePage, reader: HttpRequest
) -> None:
    SearchPromotionFactory(page=page)
    close(page)
    reader.user = SuperuserFactory()
    assert titles("tiers lieux", reader) == ["La Filature des possibles"]


def test_promotions_keep_the_order_of_the_editors_and_show_a_page_once(
    page: InitiativePage, reader: HttpRequest, site_tree: SiteTree
) -> None:
    query, other = QueryFactory(), QueryFactory(query_string="les tiers lieux")
    second = FreePageFactory(parent=site_tree.home, title="Nos alliés")
    SearchPromotionFactory(query=query, page=second, sort_order=2)
    SearchPromotionFactory(query=query, page=page, sort_order=1)
    SearchPromotionFactory(query=other, page=page, sort_order=3)
    assert titles("tiers lieux", reader) == ["La Filature des possibles", "Nos alliés"]


def test_promotions_leave_room_for_the_results(page: InitiativePage, reader: HttpRequest) -> None:
    query = QueryFactory()
    for number in range(LIMIT + 2):
        SearchPromotionFactory(
            query=query,
            external_link_url=f"https://example.org/{number}",
            external_link_text=f"Guide {number}",
        )
    assert len(promoted_results("tiers lieux", reader)) == LIMIT


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/guide"])
def test_address_that_a_browser_must_not_follow_is_left_out(
    address: str, reader: HttpRequest
) -> None:
    SearchPromotionFactory(external_link_url=address, external_link_text="Guide")
    assert promoted_results("tiers lieux", reader) == []


def test_reader_writes_nothing(page: InitiativePage, client: Client) -> None:
    SearchPromotionFactory(page=page)
    tables = (Query, QueryDailyHits, SearchPromotion)
    before = [model.objects.count() for model in tables]
    client.get("/recherche/", {"q": "tiers lieux"})
    client.get("/recherche/", {"q": "une question de plus"})
    assert [model.objects.count() for model in tables] == before


@pytest.mark.parametrize("number", [0, 3, 30])
def test_promotions_cost_two_queries_at_most(
    number: int, page: InitiativePage, reader: HttpRequest
) -> None:
    for index in range(number):
        SearchPromotionFactory(query__query_string=f"question {index}", page=page)
    if number:
        SearchPromotionFactory(page=page)
    hidden_paths(reader), promoted_results("tiers lieux", reader)
    with CaptureQueriesContext(connection) as queries:
        assert len(promoted_results("tiers lieux", reader)) == min(number, 1)
    assert len(queries) <= 2


def test_what_editors_write_is_escaped(reader: HttpRequest) -> None:
    SearchPromotionFactory(
        external_link_url="https://example.org/",
        external_link_text="<script>alert(1)</script>",
        description="<b>gras</b>",
    )
    html = render_to_string(
        "components/promoted.html", {"promoted": promoted_results("tiers lieux", reader)}
    )
    assert "<script>" not in html
    assert "<b>" not in html


def test_nothing_promoted_writes_nothing() -> None:
    assert render_to_string("components/promoted.html", {"promoted": []}).strip() == ""
