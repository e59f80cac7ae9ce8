import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from hub.territories.models import Territory, TerritoryKind
from tests.factories import TerritoryFactory
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db


def test_the_same_code_is_refused_for_the_same_kind() -> None:
    TerritoryFactory(code="37194")

    with pytest.raises(ValidationError, match="Un territoire de cette nature a déjà ce code"):
        Territory(name="Reugny", kind=TerritoryKind.COMMUNE, code="37194").full_clean()


def test_a_departement_and_a_region_may_share_a_code() -> None:
    TerritoryFactory(kind=TerritoryKind.DEPARTEMENT, name="Haute-Marne", code="52")

    Territory(name="Pays de la Loire", kind=TerritoryKind.REGION, code="52").full_clean()


@pytest.mark.parametrize("code", ["", "1", "37 194", "37194-", "abcde", "2C004", "1234567890"])
def test_a_code_that_is_not_one_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        Territory(name="Reugny", kind=TerritoryKind.COMMUNE, code=code).full_clean()


@pytest.mark.parametrize(
    ("kind", "code", "departement"),
    [
        (TerritoryKind.COMMUNE, "37261", "37"),
        (TerritoryKind.COMMUNE, "2A004", "2A"),
        (TerritoryKind.COMMUNE, "2B033", "2B"),
        (TerritoryKind.COMMUNE, "97411", "974"),
        (TerritoryKind.COMMUNE, "97105", "971"),
        (TerritoryKind.COMMUNE, "01004", "01"),
        (TerritoryKind.DEPARTEMENT, "2A", "2A"),
        (TerritoryKind.DEPARTEMENT, "974", "974"),
        (TerritoryKind.REGION, "53", ""),
        (TerritoryKind.EPCI, "244500468", ""),
    ],
)
def test_departement_code(kind: TerritoryKind, code: str, departement: str) -> None:
    territory = TerritoryFactory.build(kind=kind, code=code)

    territory.full_clean()
    assert territory.departement_code == departement


def test_its_name_is_shown_with_its_departement() -> None:
    assert str(TerritoryFactory.build(name="L’Île-d’Yeu", code="85113")) == "L’Île-d’Yeu (85)"


def test_its_name_is_shown_with_its_kind_when_it_has_no_departement() -> None:
    territory = TerritoryFactory.build(name="CU d’Arras", kind=TerritoryKind.EPCI, code="200033579")

    assert str(territory) == "CU d’Arras (Intercommunalité (EPCI))"


def test_the_address_follows_the_name() -> None:
    territory = TerritoryFactory(name="Saint-Jean-de-Braye", code="45284")
    assert territory.url == "/territoires/45284-saint-jean-de-braye/"

    territory.name = "L’Haÿ-les-Roses"
    territory.save(update_fields=["name"])

    territory.refresh_from_db()
    assert territory.slug == "l-hay-les-roses"


def test_a_name_of_255_characters_is_kept() -> None:
    territory = TerritoryFactory(name="É" * 255)

    assert Territory.objects.get(pk=territory.pk).slug == "e" * 255


def within(territory: Territory) -> set[Territory]:
    return set(Territory.objects.within(territory))


def test_contents_are_found_whatever_the_depth() -> None:
    region = TerritoryFactory(region=True)
    departement = TerritoryFactory(departement=True, parent=region)
    epci = TerritoryFactory(kind=TerritoryKind.EPCI, code="200033579", parent=departement)
    commune = TerritoryFactory(parent=epci)
    elsewhere = TerritoryFactory()

    assert within(region) == {region, departement, epci, commune}
    assert within(commune) == {commune}
    assert elsewhere not in within(region)
    assert set(commune.departement_codes.split()) == {departement.code, commune.code[:2]}
    assert epci.region_codes == region.code


def test_moving_a_territory_moves_what_it_contains() -> None:
    first, second = TerritoryFactory(region=True), TerritoryFactory(region=True)
    departement = TerritoryFactory(departement=True, parent=first)
    commune = TerritoryFactory(parent=departement)

    departement.parent = second
    departement.save()

    commune.refresh_from_db()
    assert within(first) == {first}
    assert within(second) == {second, departement, commune}
    assert commune.region_codes == second.code


def test_a_loop_of_parents_does_not_hang() -> None:
    first = TerritoryFactory()
    second = TerritoryFactory(parent=first)

    first.parent = second
    first.save()

    assert within(first) == within(second) == {first, second}


@pytest.mark.parametrize(("field", "value"), [("latitude", 91), ("longitude", -181)])
def test_coordinates_out_of_the_globe_are_refused(field: str, value: int) -> None:
    territory = TerritoryFactory.build(**{field: value})

    with pytest.raises(ValidationError) as error:
        territory.full_clean()
    assert list(error.value.message_dict) == [field]


def test_the_territories_of_the_programme() -> None:
    pilot = TerritoryFactory(pilot=True)
    TerritoryFactory()

    assert list(Territory.objects.in_programme()) == [pilot]


def test_a_former_name_in_the_address_leads_to_the_current_one(
    client: Client, site_tree: SiteTree
) -> None:
    TerritoryFactory(name="Reugny", code="37194", in_programme=True)

    response = client.get("/territoires/37194-ancien-nom/")

    assert response.status_code == 301
    assert response.url == "/territoires/37194-reugny/"


def test_a_territory_without_content_has_no_page(client: Client, site_tree: SiteTree) -> None:
    territory = TerritoryFactory()

    assert client.get(territory.url).status_code == 404
