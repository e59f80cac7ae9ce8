"""Doubts about names of territories in French sentences."""

import pytest
from pytest_django import DjangoAssertNumQueries

from hub.territories.checking import Doubt, check_texts
from hub.territories.models import Inclusion, Territory
from tests.bench.name_checks import read_sentences

Gazetteer = dict[str, Territory]


def doubts(text: str, *others: str, linked: tuple[int, ...] = ()) -> list[Doubt]:
    return check_texts([text, *others], linked)[0]


@pytest.mark.parametrize(
    ("text", "problem", "written", "suggestions"),
    [
        ("Lisieux Normandie (26)\u00a0: un réseau", "departement", "Lisieux Normandie (26)", "14"),
        ("À Besançon (52), on agit.", "departement", "Besançon (52)", "25"),
        ("À Besançon (Calvados), on agit.", "departement", "Besançon (Calvados)", "25"),
        ("Arras et Besançon (52) avancent.", "departement", "Besançon (52)", "25"),
        ("Arras (99) a fini.", "code", "Arras (99)", "62"),
    ],
)
def test_wrong_code_is_doubtful(
    gazetteer: Gazetteer, text: str, problem: str, written: str, suggestions: str
) -> None:
    [doubt] = doubts(text)

    assert (doubt.problem, doubt.written) == (problem, written)
    assert doubt.suggestions == (f"{written.partition(' (')[0]} ({suggestions})",)
    assert text[doubt.start : doubt.end] == written


@pytest.mark.parametrize(
    ("text", "written", "suggestion"),
    [
        ("Directrice à Saint-Jean de Braye.", "Saint-Jean de Braye", "Saint-Jean-de-Braye"),
        ("Élue de l’Ile Saint Denis.", "Ile Saint Denis", "Île-Saint-Denis"),
        ("En Seine Saint-Denis.", "Seine Saint-Denis", "Seine-Saint-Denis"),
        ("À Saint Etienne.", "Saint Etienne", "Saint-Étienne"),
        ("En Saône et-Loire.", "Saône et-Loire", "Saône-et-Loire"),
        ("St-Jean-de-Braye (45)", "St-Jean-de-Braye (45)", "Saint-Jean-de-Braye (45)"),
    ],
)
def test_unofficial_spelling_is_doubtful(
    gazetteer: Gazetteer, text: str, written: str, suggestion: str
) -> None:
    [doubt] = doubts(text)

    assert (doubt.problem, doubt.written) == ("orthographe", written)
    assert doubt.suggestions == (suggestion,)


@pytest.mark.parametrize(
    "written",
    ["Communauté Urbaine d’Arras", "communauté de communes d’Arras", "CA d’Arras"],
)
def test_other_name_of_a_group_is_doubtful(gazetteer: Gazetteer, written: str) -> None:
    [doubt] = doubts(f"Vice-président de la {written}, il agit.")

    assert (doubt.problem, doubt.written) == ("intercommunalite", written)
    assert doubt.suggestions == ("CU d’Arras",)


def test_merged_commune_is_doubtful_unless_said_so(gazetteer: Gazetteer) -> None:
    [doubt] = doubts("La mairie d’Arbignieu est ouverte.")

    assert (doubt.problem, doubt.suggestions) == ("disparu", ("Arboys en Bugey (01)",))
    assert not doubts("La commune déléguée d’Arbignieu est ouverte.")
    assert not doubts("L’ancienne commune d’Arbignieu est ouverte.")


def test_dissolved_commune_leads_to_its_successor(gazetteer: Gazetteer) -> None:
    old = gazetteer["41136"]
    Territory.objects.filter(pk=old.pk).update(dissolved_in="2027", successor=gazetteer["45284"].pk)

    [doubt] = doubts("La commune de Mer a signé.")

    assert (doubt.problem, doubt.suggestions) == ("disparu", ("Saint-Jean-de-Braye (45)",))


def test_homonym_is_doubtful_after_an_official_word(gazetteer: Gazetteer) -> None:
    [doubt] = doubts("Adjoint à Reugny, délégué à la Transition.")

    assert doubt.problem == "homonyme"
    assert set(doubt.suggestions) == {"Reugny (37)", "Reugny (03)"}
    assert not doubts("Nous étions à Reugny hier.")


def test_homonym_is_settled_by_what_the_page_says(gazetteer: Gazetteer) -> None:
    text = "La commune de Reugny a signé."
    touraine = gazetteer["37"]
    Inclusion.objects.get_or_create(inner=gazetteer["37194"], outer=touraine)

    assert doubts(text)
    assert not doubts(text, linked=(gazetteer["37194"].pk,))
    assert not doubts(text, linked=(touraine.pk,))
    assert not doubts(text, "Reugny (37)\u00a0: un verger.")
    assert not doubts(text, "En Indre-et-Loire, on plante.")
    assert doubts(text, "En Calvados, on plante.")


def test_homonym_far_larger_than_the_others_is_not_asked(gazetteer: Gazetteer) -> None:
    assert not doubts("Le maire de Valence a signé.")


@pytest.mark.parametrize(
    "text",
    [
        "Besançon (25)\u00a0: le lien entre les âges, et Saône-et-Loire (71)\u00a0: les lois",
        "Lisieux Normandie (14) et CA Lisieux Normandie",
        "La communauté urbaine d’Arras et la Communauté urbaine d’Arras",
        "L’Île-Saint-Denis (93), l’île de L’Île-Saint-Denis",
        "BESANÇON (25), SAINT-ETIENNE (42)",
        "Marie (32) et Paul (41)",
        "Le Val de Saône (71) et le plateau de Saône (70)",
        "CC de Granville, Terre et Mer (50)",
        "rue de Saint-Jean de Braye, lycée Saint Etienne",
        "Jean de Saint-Jean de Braye",
        "Saint-Jean-de-Braye (45284), Reugny (37380), (99)",
        "Région Normandie (28)",
    ],
)
def test_correct_text_is_not_doubtful(gazetteer: Gazetteer, text: str) -> None:
    assert [doubt.message for doubt in doubts(text)] == []


def test_correct_sentences_of_the_file_are_not_doubtful(gazetteer: Gazetteer) -> None:
    texts = [s["text"] for s in read_sentences() if "problem" not in s]

    assert len(texts) == 100
    assert [doubt.message for found in check_texts(texts) for doubt in found] == []


def test_planted_errors_known_to_the_small_gazetteer_are_found(gazetteer: Gazetteer) -> None:
    names = ("Reugny", "Saint-Jean de Braye", "Communauté Urbaine d’Arras", "Lisieux Normandie")
    planted = [s for s in read_sentences() if s.get("written", "").startswith(names)]

    assert len([s for s in read_sentences() if "problem" in s]) == 100
    assert len(planted) >= len(names)
    for sentence in planted:
        assert [d.written for d in doubts(sentence["text"])] == [sentence["written"]]


def test_number_of_queries_does_not_depend_on_the_text(
    gazetteer: Gazetteer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (3, 30):
        with django_assert_num_queries(2):
            check_texts(["La ville de Saint-Jean de Braye et Arras (62)."] * count)
    with django_assert_num_queries(0):
        check_texts(["rien de tel ici", ""])


@pytest.mark.parametrize(
    "text", ["maire de " * 2_000, "Nom\x00 (12)\x00", "Saint-A " * 2_000, "(" * 5_000, "\ud800 (1"]
)
def test_hostile_text_has_no_doubt(gazetteer: Gazetteer, text: str) -> None:
    assert doubts(text) == []
