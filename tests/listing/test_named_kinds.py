"""A query that begins with the name of a kind of pages, with words or a number."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from hub.core.page_types import page_kinds
from hub.listing.named_kinds import KindQuery, read_kind_query
from tests.factories import (
    EpisodePageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PodcastPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.shown_text import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def search(client: Client, query: str, **parameters: Any) -> Any:
    response = client.get("/recherche/", {"q": query, **parameters})
    assert response.status_code == 200
    return response.context["listing"]


def titles(client: Client, query: str, **parameters: Any) -> list[str]:
    return [card.title for card in search(client, query, **parameters).page]


@pytest.fixture
def pages() -> None:
    show = PodcastPageFactory(title="Le son de l’eau")
    EpisodePageFactory(title="L’eau qui dort", parent=show, number=12)
    NewsletterPageFactory(title="La cantine et l’eau", number=3)
    InitiativePageFactory(title="Un podcast sur la cantine")
    InitiativePageFactory(title="Un jardin partagé et son eau")
    ResourcePageFactory(title="Recruter les ressources humaines")


@pytest.mark.parametrize(
    ("typed", "kinds", "words"),
    [
        ("podcast sur l’eau", ("podcast", "episode"), "l’eau"),
        ("Podcasts : eau", ("podcast", "episode"), "eau"),
        ("lettres sur la cantine", ("lettre",), "cantine"),
        ("les lettres de février 2022", ("lettre",), "février 2022"),
        ("initiative jardin partagé", ("initiative",), "jardin partagé"),
        ("Quelles initiatives pour les jeunes ?", ("initiative",), "jeunes ?"),
        ("ÉPISODE COMPOST", ("episode",), "COMPOST"),
        ("rendez-vous à Lisieux", ("evenement",), "Lisieux"),
        ("événements à Lisieux", ("evenement",), "Lisieux"),
        ("lettres « budget vert »", ("lettre",), "« budget vert »"),
    ],
)
def test_kind_named_first_is_read(typed: str, kinds: tuple[str, ...], words: str) -> None:
    assert read_kind_query(typed) == KindQuery(typed, kinds, words)


@pytest.mark.parametrize("kind", page_kinds())
def test_each_kind_is_read_by_its_own_names(kind: str) -> None:
    meta = page_kinds()[kind]._meta
    for name in (meta.verbose_name, meta.verbose_name_plural):
        found = read_kind_query(f"{name} compost")
        assert found is not None
        assert found.kinds[0] == kind


@pytest.mark.parametrize(
    "typed",
    ["lettre 3", "lettre n° 3", "Lettre n°3", "lettre nº 3", "lettre numéro 3", "la lettre n.3",
     "lettre no 3", "lettre n 3", "lettre #3", "lettre n°\u00a003"],
)  # fmt: skip
def test_number_is_read(typed: str) -> None:
    found = read_kind_query(typed)

    assert found is not None
    assert (found.kinds, found.number) == (("lettre",), 3)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "?",
        "podcast",
        "les lettres",
        "lettre de",
        "« lettre de mission »",
        '"lettre ouverte"',
        "-lettre cantine",
        "lettre -cantine",
        "jardin lettre",
        "lettrage cantine",
        "ressources humaines",
        "ressources humaines des petites communes",
    ],
)
def test_other_queries_name_no_kind(typed: str) -> None:
    assert read_kind_query(typed) is None


def test_name_of_a_theme_is_not_split() -> None:
    ThemeFactory(name="Lettres classiques")

    assert read_kind_query("lettres classiques") is None
    assert read_kind_query("Les lettres classiques à Reugny") is None
    assert read_kind_query("lettres modernes") is not None


@pytest.mark.usefixtures("pages")
def test_results_are_of_the_kind(client: Client) -> None:
    assert set(titles(client, "podcast sur l’eau")) == {"L’eau qui dort", "Le son de l’eau"}
    assert titles(client, "lettres sur la cantine") == ["La cantine et l’eau"]
    assert titles(client, "initiative jardin partagé")[0] == "Un jardin partagé et son eau"
    assert {c.kind for c in search(client, "initiative jardin partagé").page} == {"initiative"}


@pytest.mark.usefixtures("pages")
def test_kind_is_a_filter_to_remove(client: Client) -> None:
    response = client.get("/recherche/", {"q": "lettres sur la cantine"})
    chips = {chip["label"]: chip["url"] for chip in response.context["listing"].chips}

    text = text_of(response)
    assert "Lettres sur «\u00a0cantine\u00a0»." in text
    assert "Recherche\u00a0: «\u00a0lettres sur la cantine\u00a0»" in text
    assert chips["Lettre"] == "/recherche/?q=cantine"
    assert "Un podcast sur la cantine" in titles(client, "cantine")


@pytest.mark.usefixtures("pages")
def test_words_are_searched_everywhere_by_the_link(client: Client) -> None:
    url = search(client, "podcast sur la cantine").everywhere_url
    assert url == ""  # no podcast has these words
    url = search(client, "podcast sur l’eau").everywhere_url
    found = client.get(url).context["listing"]

    assert found.kind_query is None
    assert found.total > 2


@pytest.mark.usefixtures("pages")
def test_words_are_searched_everywhere_when_the_kind_has_none(client: Client) -> None:
    assert "Un podcast sur la cantine" in titles(client, "podcast sur la cantine")
    assert search(client, "podcast sur la cantine").kind_query is None


@pytest.mark.usefixtures("pages")
def test_chosen_kinds_are_kept(client: Client) -> None:
    assert titles(client, "podcast sur l’eau", type="episode") == ["L’eau qui dort"]
    assert search(client, "podcast sur l’eau", type="initiative").kind_query is None


@pytest.mark.usefixtures("pages")
def test_other_formats_have_the_same_results(client: Client) -> None:
    found = client.get("/recherche.json", {"q": "lettres sur la cantine"}).json()

    assert [item["title"] for item in found["items"]] == [
        "Lettre n°\u00a03\u00a0: La cantine et l’eau"
    ]


@pytest.mark.parametrize("typed", ["lettre numéro 3", "lettre n° 3", "lettre 3", "les lettres 3"])
@pytest.mark.usefixtures("pages")
def test_numbered_page_is_the_best_answer(client: Client, typed: str) -> None:
    TerritoryFactory(name="Trois", code="96903", postcodes="00003")
    answer = search(client, typed).best_answer

    assert (answer.kind, answer.name) == ("Lettre n°\u00a03", "La cantine et l’eau")
    assert answer.url.startswith("/lettres/")


@pytest.mark.parametrize("typed", ["épisode 12", "podcast n° 12"])
@pytest.mark.usefixtures("pages")
def test_number_of_an_episode_is_not_a_departement(client: Client, typed: str) -> None:
    TerritoryFactory(name="Aveyron", kind="departement", code="12")
    listing = search(client, typed)

    assert listing.best_answer.name == "L’eau qui dort"
    assert listing.places.shown == []


@pytest.mark.usefixtures("pages")
def test_number_of_several_shows_lists_them(client: Client) -> None:
    EpisodePageFactory(title="Une autre voix", parent=PodcastPageFactory(title="Voix"), number=12)
    answer = search(client, "épisode 12").best_answer

    assert sorted(page.title for page in answer.pages) == [
        "L’eau qui dort (Le son de l’eau)",
        "Une autre voix (Voix)",
    ]


@pytest.mark.usefixtures("pages")
def test_unknown_number_is_a_word(client: Client) -> None:
    listing = search(client, "lettre 2022")

    assert listing.best_answer is None


def test_hidden_page_is_no_answer(client: Client) -> None:
    page = NewsletterPageFactory(title="Secrète", number=3)
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert search(client, "lettre 3").best_answer is None
