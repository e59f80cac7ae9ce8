"""No query string makes a list fail: invalid parameters are ignored and reported."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory

from hub.listing.format_names import FORMATS
from hub.listing.listing import Listing
from tests.factories import InitiativePageFactory, NewsletterPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

LISTS = ["/lettres/", "/inspiration/", "/podcasts/", "/ressources/", "/agenda/", "/recherche/"]
FORMS = [f"/recherche.{name}" for name in FORMATS] + ["/themes/alimentation.json"]
PARAMETERS = [
    "q",
    "type",
    "theme",
    "territoire",
    "annee",
    "phase",
    "pres_de",
    "tri",
    "page",
    "inconnu",
]
# URL-encoded.
VALUES = {
    "empty": "",
    "nul": "%00",
    "nul in a word": "%C3%A9t%00%C3%A9",
    "control characters": "%01%02%07%1B%7F",
    "lone surrogate": "%ED%A0%80",
    "invalid utf-8": "%FF%FE%C3",
    "line breaks": "%0D%0ASet-Cookie:%20a=b",
    "quote": "%22",
    "unclosed quote": "%22l%E2%80%99%C3%A9t%C3%A9",
    "star": "*",
    "near": "NEAR(a%20b,5)",
    "operators": "AND%20OR%20NOT",
    "column": "title:%C3%A9t%C3%A9",
    "tsquery": "a%26%21%28b%7C%3A%2A",
    "percent": "%25_%25",
    "emoji": "%F0%9F%8C%BB%E2%80%8D%F0%9F%8C%B1",
    "right to left": "%D8%A7%D9%84%E2%80%AE",
    "quotation marks": "%C2%AB%C2%A0%C3%A9t%C3%A9%C2%A0%C2%BB",
    "script": "%3Cscript%3Ealert(1)%3C/script%3E",
    "sql": "%27%3B%20DROP%20TABLE%20home;--",
    "big number": "1000000000",
    "huge number": "9" * 400,
    "negative": "-1",
    "float": "1e9",
    "arabic digits": "%D9%A3",
    "superscript": "%C2%B2",
    "long": "%C3%A9" * 2000,
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_any_value_of_any_parameter_is_answered(value: str, client: Client) -> None:
    InitiativePageFactory()
    queries = [f"{parameter}={value}" for parameter in PARAMETERS]

    for query in [*queries, "&".join(queries)]:
        response = client.get("/inspiration/", QUERY_STRING=query)
        assert response.status_code == 200, query
        assert "<script>alert" not in response.text, query


@pytest.mark.parametrize("url", [*LISTS, "/themes/alimentation/", *FORMS])
def test_every_list_answers_everything_at_once(url: str, client: Client) -> None:
    query = "&".join(f"{p}={v}" for p in PARAMETERS for v in VALUES.values())

    assert client.get(url, QUERY_STRING=query).status_code == 200


@pytest.mark.parametrize("url", [*LISTS, *FORMS])
def test_a_hundred_kilobytes_and_ten_thousand_values_are_answered(url: str, client: Client) -> None:
    long_words = "été%20".replace("é", "%C3%A9") * 10_000

    assert client.get(url, QUERY_STRING=f"q={long_words}").status_code == 200
    themes = "&".join(f"theme=t{n}" for n in range(10_000))
    response = client.get(url, QUERY_STRING=themes)
    assert response.status_code == 200
    assert len(response.getvalue()) < 300_000


@pytest.mark.parametrize(
    "query", ["theme=inconnu", "annee=1789", "page=abc", "page=0", "page=99", "tri=hasard"]
)
def test_an_ignored_value_is_said_on_the_page(query: str, client: Client) -> None:
    InitiativePageFactory()

    html = BeautifulSoup(client.get(f"/inspiration/?{query}").text, "html.parser")

    assert query.partition("=")[2] in html.main.get_text()


def listing(query: str = "", **options: Any) -> Listing:
    return Listing(RequestFactory().get(f"/inspiration/?{query}"), **options)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("theme=inconnu", ["thème\u00a0: «\u00a0inconnu\u00a0»"]),
        ("annee=x&annee=y", ["année\u00a0: «\u00a0x\u00a0»", "année\u00a0: «\u00a0y\u00a0»"]),
        ("tri=hasard", ["l’ordre «\u00a0hasard\u00a0»"]),
        ("tri=pertinence", ["l’ordre «\u00a0pertinence\u00a0»"]),
        ("page=abc", ["la page «\u00a0abc\u00a0»"]),
        ("page=99", ["la page «\u00a099\u00a0»"]),
        ("theme=&page=1", []),
        (f"q={'a' * 201}", ["la fin de votre recherche, au-delà de 200 signes"]),
    ],
)
def test_ignored_parameters_are_described(query: str, said: list[str]) -> None:
    NewsletterPageFactory()
    found = listing(query)

    assert found.page.number == 1
    assert found.ignored == said


@pytest.mark.parametrize("words", ["été", "L’ÉTÉ", "ete", "«\u00a0été\u00a0»", '"été', "été*"])
def test_words_match_without_case_accents_and_punctuation(words: str, client: Client) -> None:
    page = InitiativePageFactory(title="Les cantines d’été")
    InitiativePageFactory(title="Un verger", summary="Des arbres.", body=[])

    found = Listing(RequestFactory().get("/recherche/", {"q": words, "type": "initiative"}))

    assert page.pk in [result.pk for result in found.page]


@pytest.mark.parametrize("words", ["de la", '"', "*", "!?", "\x00"])
def test_words_without_content_are_answered(words: str) -> None:
    InitiativePageFactory()

    found = Listing(RequestFactory().get("/recherche/", {"q": words}))

    assert found.page.number == 1
