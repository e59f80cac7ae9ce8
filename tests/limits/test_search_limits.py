"""A source that searches without end is throttled, others are served."""

import pytest
from bs4 import BeautifulSoup
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from hub.limits.middleware import LimitMiddleware
from hub.limits.rates import Rate
from hub.limits.throttling import wait_text

ROBOT, READER = "203.0.113.5", "198.51.100.7"


def serve(rf: RequestFactory, path: str, source: str) -> HttpResponseBase:
    """Return the response of the middleware alone: 204 from the view."""
    middleware = LimitMiddleware(lambda request: HttpResponse(status=204))
    return middleware(rf.get(path, HTTP_X_FORWARDED_FOR=source))


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/recherche/?q=eau", 600),
        ("/recherche/suggestions/?q=ea", 3000),
    ],
)
def test_ten_thousand_searches_from_one_source_are_throttled(
    rf: RequestFactory, path: str, most: int
) -> None:
    statuses = [serve(rf, path, ROBOT).status_code for _ in range(10_000)]
    # Two windows at most, if the test runs over the end of the first.
    assert most <= statuses.count(204) <= 2 * most
    assert statuses.count(429) == 10_000 - statuses.count(204)
    assert serve(rf, path, READER).status_code == 204


@pytest.mark.parametrize(
    "path",
    ["/", "/inspiration/", "/inspiration/?theme=eau", "/admin/pages/?q=eau", "/lettres/une/"],
)
def test_pages_without_a_search_are_not_limited(
    path: str, rf: RequestFactory, settings: Settings
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search": Rate(1, 600)}
    assert {serve(rf, path, ROBOT).status_code for _ in range(5)} == {204}


@pytest.fixture
def low_rates(settings: Settings) -> None:
    settings.RATE_LIMITS = {
        **settings.RATE_LIMITS,
        "search": Rate(1, 600),
        "suggestions": Rate(1, 600),
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("site_tree", "low_rates")
def test_throttled_page_is_french_and_takes_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert client.get("/recherche/?q=eau").status_code == 200
    with django_assert_num_queries(0):
        response = client.get("/recherche/?q=eau")
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 600
    assert "no-store" in response["Cache-Control"]
    page = BeautifulSoup(response.text, "html.parser")
    assert page.html["lang"] == "fr"
    assert page.h1.text == "Trop de demandes à la fois"
    assert "Attendez" in page.main.text
    assert client.get("/recherche/?q=eau", HTTP_X_FORWARDED_FOR=READER).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("site_tree", "low_rates")
@pytest.mark.parametrize("path", ["/recherche/suggestions/?q=ea", "/recherche.json?q=eau"])
def test_throttled_script_gets_json(path: str, client: Client) -> None:
    assert client.get(path).status_code == 200
    response = client.get(path)
    assert response.status_code == 429
    assert response["Content-Type"] == "application/json"
    assert response.json()["error"].startswith("Trop de demandes. Attendez")


@pytest.mark.usefixtures("low_rates")
def test_limit_that_is_off_limits_nothing(rf: RequestFactory, settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search": None}
    assert {serve(rf, "/recherche/", ROBOT).status_code for _ in range(5)} == {204}


@pytest.mark.usefixtures("low_rates")
def test_unknown_source_is_not_limited(rf: RequestFactory) -> None:
    def get_response(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=204)

    middleware = LimitMiddleware(get_response)
    requests = [rf.get("/recherche/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=ROBOT)] * 5
    assert {middleware(request).status_code for request in requests} == {204}


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1, "1\u00a0seconde"),
        (90, "90\u00a0secondes"),
        (91, "2\u00a0minutes"),
        (3600, "60\u00a0minutes"),
        (7200, "2\u00a0heures"),
    ],
)
def test_time_to_wait_is_written_in_french(seconds: int, text: str) -> None:
    assert wait_text(seconds) == text
