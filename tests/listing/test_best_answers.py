"""The best answer to a query that names a theme, a territory, a person or an organisation."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from hub.listing.best_answers import name_key, plural_key
from hub.people.models import Person
from hub.territories.models import Territory, TerritoryKind
from hub.themes.models import Theme
from inspiration.models import CooperationPartner, InitiativePage
from tests.factories import (
    InitiativePageFactory,
    NewsletterPageFactory,
    OrganisationFactory,
    PersonFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.blocks import quote
from tests.factories.newsletters import rubrique
from tests.factories.people import PersonFunctionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


# Those of other searches are at most 25; the words of a person load a page.
QUERIES = 30


def search(client: Client, query: str, **parameters: Any) -> Any:
    response = client.get("/recherche/", {"q": query, **parameters})
    assert response.status_code == 200
    return response.context["listing"]


def answer_name(client: Client, query: str) -> str:
    answer = search(client, query).best_answer
    return answer.name if answer else ""


@pytest.fixture
def theme() -> Theme:
    theme = ThemeFactory(
        name="Projet alimentaire territorial",
        synonyms="l’été à table & au jardin\nPLU(i)\nCCAS",
        definition="Des champs aux assiettes.",
    )
    InitiativePageFactory(title="Une ressourcerie", themes=[theme])
    return theme


@pytest.mark.parametrize(
    "query",
    [
        "Projet alimentaire territorial",
        "le projet alimentaire territorial",
        "PROJET ALIMENTAIRE TERRITORIAL\u00a0?",
        "projets alimentaires territorial",
        "pat",
        "P.A.T.",
        "P.A.T",
        "Ete a table et au jardin",
        "étés à tables & au jardin",
        "PLUi",
        "plu(i)",
        "ccas",
    ],
)
@pytest.mark.usefixtures("theme")
def test_theme_is_found_by_its_names(client: Client, query: str) -> None:
    answer = search(client, query).best_answer

    assert (answer.kind, answer.name) == ("Thème", "Projet alimentaire territorial")
    assert answer.url == "/themes/projet-alimentaire-territorial/"
    assert (answer.summary, answer.total) == ("Des champs aux assiettes.", 1)


@pytest.mark.usefixtures("theme")
def test_acronym_of_a_name_is_found_without_being_a_synonym(client: Client) -> None:
    Theme.objects.update(synonyms="")

    assert answer_name(client, "PAT") == "Projet alimentaire territorial"


@pytest.mark.parametrize("query", ["projet", "projet alimentaire", "pat ici", "pa", "CCA"])
@pytest.mark.usefixtures("theme")
def test_part_of_a_name_is_no_answer(client: Client, query: str) -> None:
    assert answer_name(client, query) == ""


def test_plural_of_an_acronym_is_another_name() -> None:
    assert plural_key("CCAS") == ""
    assert plural_key("Mobilités douces") == plural_key("mobilité douce")
    assert name_key("L’Été") == name_key("ete")
    assert name_key("La") == "la"


def test_theme_without_a_page_is_no_answer(client: Client) -> None:
    ThemeFactory(name="Sujet vide")

    assert answer_name(client, "sujet vide") == ""


def test_hidden_pages_are_no_answer(client: Client, theme: Theme) -> None:
    page = InitiativePage.objects.get(title="Une ressourcerie")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert answer_name(client, theme.name) == ""


def test_name_of_a_theme_comes_before_a_synonym(client: Client) -> None:
    other = ThemeFactory(name="Autre sujet", synonyms="Compost")
    named = ThemeFactory(name="Compost")
    InitiativePageFactory(themes=[other, named])

    assert answer_name(client, "composts") == "Compost"
    assert answer_name(client, "compost") == "Compost"


@pytest.fixture
def indre_et_loire() -> Territory:
    region = TerritoryFactory(name="Bretagne", kind=TerritoryKind.REGION, code="53")
    departement = TerritoryFactory(
        name="Indre-et-Loire", kind=TerritoryKind.DEPARTEMENT, code="37", parent=region
    )
    reugny = TerritoryFactory(
        name="Montlouis-d’Été", code="37156", parent=departement, postcodes="37190"
    )
    InitiativePageFactory(title="Un verger d’essai", territories=[reugny])
    return departement


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("37", "Indre-et-Loire (37)"),
        ("Indre et Loire", "Indre-et-Loire (37)"),
        ("l’Indre-et-Loire", "Indre-et-Loire (37)"),
        ("37190", "Montlouis-d’Été (37)"),
        ("37156", "Montlouis-d’Été (37)"),
        ("bretagne", "Bretagne (Région)"),
        ("la Bretagne", "Bretagne (Région)"),
        ("région Bretagne", "Bretagne (Région)"),
    ],
)
@pytest.mark.usefixtures("indre_et_loire")
def test_territory_is_the_answer(client: Client, query: str, name: str) -> None:
    listing = search(client, query)

    assert [str(place.territory) for place in listing.places.shown] == [name]
    assert listing.places.shown[0].page_count == 1
    assert listing.best_answer is None


def test_one_answer_at_most(client: Client, indre_et_loire: Territory) -> None:
    theme = ThemeFactory(name="Bretagne")
    InitiativePageFactory(themes=[theme])
    response = client.get("/recherche/", {"q": "Bretagne"})

    assert response.context["listing"].best_answer.name == "Bretagne"
    assert response.content.decode().count('class="named"') == 1


@pytest.fixture
def letter() -> None:
    reugny = TerritoryFactory(name="Reugny", code="37194")
    person = PersonFactory(name="Élodie Mœrs")
    PersonFunctionFactory(person=person, title="maire", territory=reugny)
    said = quote(text="Nous plantons ensemble.", person=person, name=person.name)
    NewsletterPageFactory(title="Entrée", number=3, rubriques=[rubrique(said)])


@pytest.mark.parametrize("query", ["Élodie Mœrs", "elodie moers", "ÉLODIE  MOERS", "élodie-mœrs"])
@pytest.mark.usefixtures("letter")
def test_person_is_found_with_their_words(client: Client, query: str) -> None:
    answer = search(client, query).best_answer

    assert (answer.kind, answer.name, answer.total) == ("Maire, Reugny", "Élodie Mœrs", 1)
    [page] = answer.pages
    assert (page.title, page.words) == ("Lettre n°\u00a03\u00a0: Entrée", "Nous plantons ensemble.")
    assert page.url.startswith("/lettres/")
    assert "#b-" in page.url
    listing = client.get(answer.more_url).context["listing"]
    assert [card.title for card in listing.page] == ["Entrée"]
    assert listing.best_answer.more_url == ""


@pytest.mark.usefixtures("letter")
def test_person_without_a_page_a_homonym_and_one_word_are_no_answers(client: Client) -> None:
    PersonFactory(name="Camille Sans-Page")

    assert answer_name(client, "Camille Sans-Page") == ""
    assert answer_name(client, "Mœrs") == ""
    PersonFactory(name="Elodie Moers")
    assert answer_name(client, "Élodie Mœrs") == ""


@pytest.mark.usefixtures("letter")
def test_erased_person_is_no_answer(client: Client) -> None:
    Person.objects.get().erase()

    assert answer_name(client, "Élodie Mœrs") == ""
    assert answer_name(client, "Un·e élu·e de Reugny") == ""


@pytest.mark.parametrize("query", ["Fabrique des lieux", "la fabrique des lieux", "FDL", "f.d.l."])
def test_organisation_is_found_by_its_name_and_acronym(client: Client, query: str) -> None:
    fabrique = OrganisationFactory(name="La Fabrique des lieux", acronym="FDL")
    InitiativePageFactory(
        title="Un verger", partners=[CooperationPartner(organisation=fabrique, role="accueil")]
    )

    answer = search(client, query).best_answer

    assert (answer.kind, answer.name) == ("Association", "La Fabrique des lieux (FDL)")
    assert [page.title for page in answer.pages] == ["Un verger"]


@pytest.mark.parametrize("query", ["", "?", "«\u00a0»", "a" * 200, "\x00", "%", "a b c d e f g h"])
@pytest.mark.usefixtures("theme", "letter")
def test_any_text_is_accepted(client: Client, query: str) -> None:
    assert search(client, query).best_answer is None


@pytest.mark.usefixtures("theme")
def test_answer_is_a_region_with_a_heading(client: Client) -> None:
    text = client.get("/recherche/", {"q": "PAT"}).content.decode()

    assert '<section class="named" aria-labelledby="meilleure-reponse">' in text
    assert 'id="meilleure-reponse"' in text
    assert 'href="/themes/projet-alimentaire-territorial/"' in text


@pytest.mark.usefixtures("theme")
def test_lists_of_one_kind_have_no_answer(client: Client) -> None:
    assert "meilleure-reponse" not in client.get("/inspiration/", {"q": "PAT"}).content.decode()


@pytest.mark.parametrize("query", ["PAT", "Élodie Mœrs", "lettre n° 3", "lettres sur l’été"])
@pytest.mark.usefixtures("theme", "letter")
def test_number_of_queries_is_limited_and_does_not_depend_on_names(
    client: Client, query: str
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            search(client, query)
        return len(captured)

    count()  # fills what each process keeps
    alone = count()
    for number in range(5):
        ThemeFactory(name=f"Autre sujet {number}")
        PersonFactory(name=f"Élodie Mœr{number}")
        OrganisationFactory(name=f"Élodie Mœr{number}", acronym=f"PA{number}")
    count()

    assert count() == alone <= QUERIES
