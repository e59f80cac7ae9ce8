"""Real territories with homonyms, abbreviations and former names."""

import pytest

from hub.territories.models import AliasKind, Territory, TerritoryAlias, TerritoryKind
from tests.factories import TerritoryFactory

COMMUNES = (
    ("Saint-Denis", "93066", "93", "93200 93210", 149_077),
    ("Saint-Denis", "97411", "974", "97400 97417", 157_087),
    ("L’Île-Saint-Denis", "93039", "93", "93450", 8_715),
    ("Sainte-Foy-lès-Lyon", "69202", "69", "69110", 21_700),
    ("Reugny", "37194", "37", "37380", 1_759),
    ("Reugny", "03213", "03", "03190", 246),
    ("Lisieux", "14366", "14", "14100", 19_900),
    ("La Rochelle", "17300", "17", "17000", 79_961),
    ("Toulouse", "31555", "31", "31000 31100", 514_819),
    ("Ajaccio", "2A004", "2A", "20000", 75_000),
    ("Valserhône", "01033", "01", "01200", 16_500),
    ("Paris", "75056", "75", "75001 75002", 2_100_000),
    ("Ville-d’Avray", "92077", "92", "92410", 11_000),
    # The code of the first is the postcode of the second, for the tests.
    ("Montlouis-sur-Loire", "37156", "37", "37270", 10_900),
    ("Azay-le-Rideau", "37014", "37", "37156", 3_500),
)
OTHERS = (
    (TerritoryKind.EPCI, "CU d’Arras", "200033579", "62", 108_000),
    (TerritoryKind.EPCI, "CC du Val de Sarthe", "247200421", "72", 30_000),
    (TerritoryKind.EPCI, "CA Lisieux Normandie", "200069532", "14", 73_000),
    (TerritoryKind.EPCI, "Métropole de Lyon", "200046977", "69", 1_424_000),
    (TerritoryKind.EPCI, "Nantes Métropole", "244400404", "44", 690_000),
    (TerritoryKind.DEPARTEMENT, "Seine-Saint-Denis", "93", "93", 1_680_000),
    (TerritoryKind.DEPARTEMENT, "Calvados", "14", "14", 703_000),
    (TerritoryKind.DEPARTEMENT, "Indre-et-Loire", "37", "37", 613_000),
    (TerritoryKind.DEPARTEMENT, "Dordogne", "24", "24", 413_000),
    (TerritoryKind.DEPARTEMENT, "Paris", "75", "75", 2_100_000),
    (TerritoryKind.REGION, "Centre-Val de Loire", "24", "", 2_570_000),
    (TerritoryKind.REGION, "Normandie", "28", "", 3_330_000),
)


@pytest.fixture
def territories(db: None) -> None:
    """The territories of this module, none of them a pilot."""
    Territory.objects.update(in_programme=False)
    for name, code, departement, postcodes, population in COMMUNES:
        TerritoryFactory(
            name=name,
            code=code,
            departement_codes=departement,
            postcodes=postcodes,
            population=population,
        )
    for kind, name, code, departement, population in OTHERS:
        TerritoryFactory(
            kind=kind, name=name, code=code, departement_codes=departement, population=population
        )
    TerritoryAlias.objects.create(
        territory=Territory.objects.get(kind=TerritoryKind.COMMUNE, code="01033"),
        kind=AliasKind.DELEGATED,
        name="Bellegarde-sur-Valserine",
        code="01033",
    )
