"""Search statistics: counts of queries without personal data."""

import datetime
import logging
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from hub.listing import statistics
from hub.listing.models import SearchClick, SearchCount
from hub.listing.statistics import MAX_FORMS_PER_DAY, purge, record_search
from tests.factories.search import SearchCountFactory
from tests.factories.site_tree import SiteTree

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
pytestmark = pytest.mark.usefixtures("requests_keep_the_connection")

CANARY_ADDRESS, CANARY_AGENT = "198.51.100.77", "Mozilla/5.0 (Canari) Firefox/140.0"


@pytest.fixture
def ask(rf: RequestFactory, db: None) -> Callable[..., int]:
    """Return a function that records a search, from the request to the end of the response."""

    def record(
        text: str = "frigo solidaire", results: int = 0, address: str = "192.0.2.1", **headers: str
    ) -> int:
        meta = {"REMOTE_ADDR": address, "HTTP_USER_AGENT": BROWSER, **headers}
        request_started.send(sender=None)
        cookies = meta.pop("cookies", {})
        request = rf.get("/recherche/", {"q": text}, **meta)
        request.COOKIES.update(cookies)
        record_search(request, text=text, results=results)
        before = SearchCount.objects.count()
        request_finished.send(sender=None)
        return before

    return record


def questions() -> dict[str, Any]:
    return {row["key"]: row for row in SearchCount.objects.all().questions()}


def test_search_is_counted_once_the_response_is_sent(ask: Callable[..., int]) -> None:
    assert ask() == 0
    count = SearchCount.objects.get()
    assert (count.text, count.searches, count.empty) == ("frigo solidaire", 1, 1)


def test_ways_of_typing_a_question_share_its_key(ask: Callable[..., int]) -> None:
    for text in ("Frigo solidaire", "les frigos solidaires ?", "frigo  solidaire"):
        ask(text)
    assert SearchCount.objects.values("key").distinct().count() == 1
    assert SearchCount.objects.get(text="frigo solidaire").searches == 2


def test_search_with_results_is_not_without_an_answer(ask: Callable[..., int]) -> None:
    ask(results=4)
    ask(results=0)
    count = SearchCount.objects.get()
    assert (count.searches, count.empty, count.results) == (2, 1, 0)


def test_question_is_shown_from_three_askers_of_one_day(ask: Callable[..., int]) -> None:
    for address in ("192.0.2.1", "192.0.2.2"):
        ask(address=address)
    assert questions() == {}
    ask(address="192.0.2.3")
    assert [row["searches"] for row in questions().values()] == [3]


def test_repeated_searches_of_one_person_count_once(ask: Callable[..., int]) -> None:
    for _ in range(10):
        ask()
    assert SearchCount.objects.get().askers == 1
    assert questions() == {}


def test_one_person_over_three_days_counts_once(ask: Callable[..., int]) -> None:
    for day in (1, 2, 3):
        with time_machine.travel(datetime.datetime(2026, 3, day, 12, tzinfo=datetime.UTC)):
            ask()
    assert SearchCount.objects.count() == 3
    assert questions() == {}


def test_people_behind_a_proxy_are_distinguished(ask: Callable[..., int]) -> None:
    for number in range(3):
        ask(address="127.0.0.1", HTTP_X_FORWARDED_FOR=f"203.0.113.9, 192.0.2.{number}")
    assert SearchCount.objects.get().askers == 3


def test_emptied_cache_never_overcounts(ask: Callable[..., int]) -> None:
    for number in range(2):
        ask(address=f"192.0.2.{number}")
    cache.clear()
    ask(address="192.0.2.0")
    assert SearchCount.objects.get().askers == 2


def test_lost_secret_restarts_the_count(ask: Callable[..., int]) -> None:
    ask()
    ask(address="192.0.2.2")
    cache.delete(f"search-askers-{timezone.localdate()}")
    ask()
    ask(address="192.0.2.2")
    assert SearchCount.objects.get().askers == 2


def test_process_with_a_cache_of_its_own_does_not_add_the_same_people(
    ask: Callable[..., int],
) -> None:
    ask()
    ask(address="192.0.2.2")
    cache.clear()  # another process, which the same two people reach
    ask()
    ask(address="192.0.2.2")
    assert SearchCount.objects.get().askers == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"HTTP_USER_AGENT": "curl/8.5.0"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_DNT": "1"},
        {"HTTP_SEC_GPC": "1"},
        {"cookies": {"sessionid": "une-redactrice"}},
    ],
    ids=str,
)
def test_robots_accounts_and_opt_outs_are_not_counted(
    headers: dict[str, Any], ask: Callable[..., int]
) -> None:
    ask(**headers)
    assert not SearchCount.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "les", "camille@example.org", "06 12 34 56 78", "?!", "dossier 20261234"]
)
def test_empty_queries_and_personal_data_are_not_counted(
    text: str, ask: Callable[..., int]
) -> None:
    ask(text)
    assert not SearchCount.objects.exists()


def test_year_and_postcode_are_counted(ask: Callable[..., int]) -> None:
    ask("lettre 2026 à Lisieux 14100")
    assert SearchCount.objects.count() == 1


def test_nothing_of_the_reader_is_stored_anywhere(
    client: Client, site_tree: SiteTree, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = {"q": "frigo solidaire"}
    meta = {"REMOTE_ADDR": CANARY_ADDRESS, "HTTP_USER_AGENT": CANARY_AGENT}
    client.get("/recherche/", asked, **meta)
    client.post(
        "/recherche/clic/",
        {"q": "frigo solidaire", "rang": "1"},
        headers={"Sec-Fetch-Site": "same-origin"},
        **meta,
    )
    assert SearchCount.objects.exists()
    assert SearchClick.objects.exists()
    for model in apps.get_models():
        for row in model._base_manager.values():
            assert CANARY_ADDRESS not in str(row), model
            assert "Canari" not in str(row), model
    held = str(cache._cache)
    assert CANARY_ADDRESS not in held
    assert "Canari" not in held
    assert "frigo" not in held
    assert CANARY_ADDRESS not in caplog.text
    assert "frigo" not in "".join(r.getMessage() for r in caplog.records if "search" in r.name)


def test_hashes_of_a_person_differ_from_one_question_to_another(ask: Callable[..., int]) -> None:
    ask("frigo solidaire")
    ask("jardin partagé")
    marks = [
        mark
        for name in list(cache._cache)
        if isinstance(found := cache.get(name.split(":", 2)[2]), frozenset)
        for mark in found
    ]
    assert len(marks) == len(set(marks)) == 2


def test_database_error_is_not_raised(
    ask: Callable[..., int], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(statistics, "_write_search", refuse)
    ask("question secrète")
    assert "was not counted" in caplog.text
    assert "secrète" not in caplog.text


def test_lock_timeout_is_short_on_sqlite(
    ask: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def patience() -> int | str:
        if connection.vendor != "sqlite":
            return "a row is locked, not the database"
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    usual, seen = patience(), []
    monkeypatch.setattr(statistics, "_write_search", lambda *args: seen.append(patience()))
    ask()
    assert seen in ([statistics.BUSY_TIMEOUT_MS], ["a row is locked, not the database"])
    assert patience() == usual


def test_pending_count_is_not_written_for_the_next_request(rf: RequestFactory, db: None) -> None:
    request = rf.get("/recherche/", HTTP_USER_AGENT=BROWSER)
    record_search(request, text="frigo", results=0)
    request_started.send(sender=None)  # the former one died before its end
    request_finished.send(sender=None)
    assert not SearchCount.objects.exists()


def test_random_queries_cannot_fill_the_database(
    ask: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "MAX_FORMS_PER_DAY", 2)
    for number in range(4):
        ask(f"mot{number}")
    ask("mot0")
    assert SearchCount.objects.count() == 2
    assert SearchCount.objects.get(text="mot0").searches == 2
    assert MAX_FORMS_PER_DAY >= 1_000


def day_before(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def test_counts_are_deleted_after_thirteen_months(db: None) -> None:
    SearchCountFactory(text="ancienne", day=day_before(397))
    SearchCountFactory(text="récente", day=day_before(395))
    SearchClick.objects.create(day=day_before(397), key="ancien", rank=1, clicks=1)
    purge()
    assert [count.text for count in SearchCount.objects.all()] == ["récente"]
    assert not SearchClick.objects.exists()


def test_rare_queries_are_deleted_after_a_month(db: None) -> None:
    SearchCountFactory(text="rare", day=day_before(32), askers=2)
    SearchCountFactory(text="rare aussi", day=day_before(30), askers=2)
    SearchCountFactory(text="connue", day=day_before(200), askers=3)
    SearchCountFactory(text="connue", day=day_before(100), askers=1)
    purge()
    assert set(SearchCount.objects.values_list("text", flat=True)) == {"rare aussi", "connue"}
    assert SearchCount.objects.filter(text="connue").count() == 2


def test_first_search_of_a_day_deletes_old_counts(ask: Callable[..., int]) -> None:
    SearchCountFactory(text="ancienne", day=day_before(400))
    ask("jardin partagé")
    assert [count.text for count in SearchCount.objects.all()] == ["jardin partagé"]


def test_command_deletes_old_counts(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    SearchCountFactory(text="ancienne", day=day_before(400))
    call_command("search_forget")
    assert not SearchCount.objects.exists()
    assert "1 décompte" in capsys.readouterr().out
