"""Suggestions of the search box: titles, themes, territories; visibility; any input."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from hub.listing import suggestions
from hub.search.contract import EngineUnavailable, Entry
from hub.search.engines import embedded_engine
from hub.territories.models import Territory
from hub.themes.models import Theme
from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory, SuperuserFactory, TerritoryFactory, ThemeFactory
from tests.factories.site_tree import SiteTree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

ADDRESS = "/recherche/suggestions/"


def ask(client: Client, typed: str) -> Any:
    response = client.get(ADDRESS, {"q": typed})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def labels(client: Client, typed: str, kind: str | None = None) -> list[str]:
    groups = ask(client, typed)["groups"]
    return [
        one["label"]
        for group in groups
        for one in group["suggestions"]
        if kind in (None, group["kind"])
    ]


@pytest.fixture
def used() -> Callable[..., InitiativePage]:
    """A function that adds an initiative to a theme or a territory, so that it is suggested."""

    def use(
        *, themes: Iterable[Theme] = (), territories: Iterable[Territory] = (), **values: Any
    ) -> InitiativePage:
        return InitiativePageFactory(themes=list(themes), territories=list(territories), **values)

    return use


@pytest.fixture
def titles() -> Callable[..., None]:
    """A function that stores pages in the engine by their titles."""
    engine = embedded_engine()

    def store(*texts: str, kind: str = "initiative", **values: str) -> None:
        engine.apply(
            [
                Entry(uid=f"{kind}-{text}", kind=kind, title=text, url=f"/{kind}/{n}/", **values)
                for n, text in enumerate(texts)
            ]
        )

    return store


def test_groups_say_what_they_hold(
    client: Client, used: Callable[..., InitiativePage], titles: Callable[..., None]
) -> None:
    used(
        themes=[ThemeFactory(name="Forêts d’été")],
        territories=[TerritoryFactory(name="Forêt-l’Abbaye", code="96888")],
    )
    titles("La forêt des écoles")

    assert ask(client, "foret") == {
        "total": 3,
        "groups": [
            {
                "kind": "theme",
                "label": "Thèmes",
                "suggestions": [
                    {"label": "Forêts d’été", "url": "/themes/forets-d-ete/", "kind": "Thème"}
                ],
            },
            {
                "kind": "territoire",
                "label": "Territoires",
                "suggestions": [
                    {
                        "label": "Forêt-l’Abbaye (96)",
                        "url": "/territoires/96888-foret-l-abbaye/",
                        "kind": "Territoire",
                    }
                ],
            },
            {
                "kind": "initiative",
                "label": "Initiatives",
                "suggestions": [
                    {
                        "label": "La forêt des écoles",
                        "url": "/initiative/0/",
                        "kind": "Initiative",
                    }
                ],
            },
        ],
    }


@pytest.mark.parametrize("typed", ["œuvr", "OEUV", "L'Œuvre", "«\u00a0oeuvre", "œuvre d'e"])
def test_accents_capitals_ligatures_and_apostrophes_do_not_matter(
    typed: str, client: Client, used: Callable[..., InitiativePage]
) -> None:
    used(themes=[ThemeFactory(name="L’Œuvre d’été")])

    assert labels(client, typed, "theme") == ["L’Œuvre d’été"]


def test_a_synonym_leads_to_its_theme(client: Client, used: Callable[..., InitiativePage]) -> None:
    used(themes=[ThemeFactory(name="Économie partagée", synonyms="ESS\néconomie solidaire")])

    assert labels(client, "ess", "theme") == ["Économie partagée"]
    assert labels(client, "solid", "theme") == ["Économie partagée"]


def test_names_that_begin_so_come_first(
    client: Client, used: Callable[..., InitiativePage]
) -> None:
    names = ["Bien vivre au verger", "Vergers", "Autre thème"]
    used(themes=[ThemeFactory(name=name, synonyms="") for name in names])
    used(themes=[ThemeFactory(name="À part", synonyms="verger")])

    assert labels(client, "verg", "theme") == ["Vergers", "Bien vivre au verger", "À part"]


def test_a_theme_is_proposed_for_the_pages_under_it(
    client: Client, used: Callable[..., InitiativePage]
) -> None:
    parent = ThemeFactory(name="Grand sujet d’été")
    used(themes=[ThemeFactory(name="Autre", parent=parent)])

    assert labels(client, "grand", "theme") == ["Grand sujet d’été"]


def test_names_without_a_page_are_not_suggested(client: Client) -> None:
    ThemeFactory(name="Sujet vide")
    TerritoryFactory(name="Sujet-Vide")
    TerritoryFactory(name="Sujet-Pilote", pilot=True, code="96555")

    assert labels(client, "sujet") == ["Sujet-Pilote (96)"]


@pytest.mark.parametrize("typed", ["96A05", "96a05", "96555", "96 555"])
def test_a_territory_with_pages_is_suggested_for_its_codes(
    typed: str, client: Client, used: Callable[..., InitiativePage]
) -> None:
    used(territories=[TerritoryFactory(name="Verger", code="96A05", postcodes="96550 96555")])
    TerritoryFactory(name="Sans-Page", code="96A06", postcodes="96555")

    assert labels(client, typed, "territoire") == ["Verger (96)"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("st jean", "Saint-Jean-d’Été (96)"),
        ("ste mar", "Sainte-Marie (96)"),
        ("lil o", "Lil’Ô"),
        ("plu(i)", "PLUi"),
    ],
)
def test_abbreviations_of_names_are_read(
    typed: str, name: str, client: Client, used: Callable[..., InitiativePage]
) -> None:
    used(
        themes=[ThemeFactory(name="Lil’Ô"), ThemeFactory(name="PLUi")],
        territories=[
            TerritoryFactory(name="Saint-Jean-d’Été"),
            TerritoryFactory(name="Sainte-Marie"),
        ],
    )

    assert labels(client, typed)[0] == name


def test_a_merged_theme_is_proposed_under_its_new_name(
    client: Client, used: Callable[..., InitiativePage]
) -> None:
    theme = ThemeFactory(name="Ancien sujet")
    used(themes=[theme])
    theme.merge_into(Theme.objects.get(slug="mobilite"))

    assert labels(client, "ancien", "theme") == ["Mobilité"]


def test_number_of_suggestions_is_limited(
    client: Client, used: Callable[..., InitiativePage], titles: Callable[..., None]
) -> None:
    used(
        themes=[ThemeFactory(name=f"Jardin {n}") for n in range(6)],
        territories=[TerritoryFactory(name=f"Jardin-{n}") for n in range(6)],
    )
    titles(*[f"Jardin partagé {n}" for n in range(12)])
    titles(*[f"Jardin ouvert {n}" for n in range(12)], kind="lettre")

    assert ask(client, "jardin")["total"] == suggestions.TITLES + 2 * suggestions.NAMES


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "a",
        "é",
        "l’",
        "?!",
        '"',
        "*",
        "\x00",
        "\x00\x01\x7f",
        "-",
        "«\u00a0»",
        "🌻",
        "\u202e",
    ],
)
def test_too_short_text_has_no_suggestions(
    typed: str, client: Client, used: Callable[..., InitiativePage]
) -> None:
    used(themes=[ThemeFactory(name="Été")])

    assert ask(client, typed) == {"total": 0, "groups": []}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=%FF%FE%C3",
        "q=%ED%A0%80aa",
        "q=%00%00aa",
        "q=" + "ab%20" * 25_000,
        "q=%25_%25ab",
        "q=%27%3B%20DROP%20TABLE",
        "q=aa&q=bb&x[]=1",
        "q=(((((((*NEAR(",
    ],
)
def test_any_text_is_answered(query: str, client: Client) -> None:
    assert client.get(ADDRESS, QUERY_STRING=query).status_code == 200


def test_a_page_of_a_closed_branch_is_not_proposed(
    client: Client, titles: Callable[..., None], site_tree: SiteTree
) -> None:
    titles("Jardin secret", path=site_tree.initiatives.path + "0001")
    assert labels(client, "jardin") == ["Jardin secret"]
    PageViewRestriction.objects.create(page=site_tree.initiatives, restriction_type="login")

    assert labels(client, "jardin") == []
    client.force_login(SuperuserFactory())
    assert labels(client, "jardin") == ["Jardin secret"]


def test_names_are_proposed_while_the_engine_is_down(
    client: Client, used: Callable[..., InitiativePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Down:
        def suggest(self, *args: object, **kwargs: object) -> None:
            raise EngineUnavailable

    used(themes=[ThemeFactory(name="Jardins")])
    monkeypatch.setattr(suggestions, "get_engine", Down)

    assert labels(client, "jardin") == ["Jardins"]


def test_caches_keep_an_answer_a_minute_and_never_that_of_an_account(client: Client) -> None:
    shared = client.get(ADDRESS, {"q": "ete"})
    client.force_login(SuperuserFactory())
    own = client.get(ADDRESS, {"q": "ete"})

    assert shared["Cache-Control"] == "public, max-age=60"
    assert shared["X-Robots-Tag"] == "noindex"
    assert "private" in own["Cache-Control"]


def test_only_pages_about_searching_load_the_script(client: Client, site_tree: SiteTree) -> None:
    initiative = InitiativePageFactory(contact_email="contact@example.org")
    for url in ("/", "/recherche/", "/lettres/", "/themes/mobilite/"):
        assert "js/suggestions" in client.get(url).text, url
    for url in (initiative.url, "/themes/", f"{initiative.url}contact/", "/rien/"):
        assert "js/suggestions" not in client.get(url).text, url
