import pytest

from hub.territories.models import AliasKind, Territory, TerritoryAlias, TerritoryKind
from tests.factories.territories import TerritoryFactory


@pytest.fixture
def gazetteer(db: None) -> dict[str, Territory]:
    """Territories of the sentences, by code; those of the letters, and their homonyms."""
    rows = [
        ("departement", "37", "Indre-et-Loire", "37"),
        ("departement", "03", "Allier", "03"),
        ("departement", "14", "Calvados", "14"),
        ("departement", "93", "Seine-Saint-Denis", "93"),
        ("departement", "71", "Saône-et-Loire", "71"),
        ("departement", "42", "Loire", "42"),
        ("region", "11", "Île-de-France", ""),
        ("region", "28", "Normandie", ""),
        ("commune", "37194", "Reugny", "37"),
        ("commune", "03213", "Reugny", "03"),
        ("commune", "45284", "Saint-Jean-de-Braye", "45"),
        ("commune", "25056", "Besançon", "25"),
        ("commune", "62041", "Arras", "62"),
        ("commune", "93039", "L’Île-Saint-Denis", "93"),
        ("commune", "42218", "Saint-Étienne", "42"),
        ("commune", "26362", "Valence", "26"),
        ("commune", "82186", "Valence", "82"),
        ("commune", "25532", "Saône", "25"),
        ("commune", "41136", "Mer", "41"),
        ("commune", "06080", "Marie", "06"),
        ("commune", "01015", "Arboys en Bugey", "01"),
        ("epci", "200033579", "CU d’Arras", "62"),
        ("epci", "200069532", "CA Lisieux Normandie", "14"),
    ]
    populations = {"26362": 64_000, "82186": 5_000, "42218": 172_000}
    made = {}
    for kind, code, name, departement in rows:
        territory = TerritoryFactory(
            kind=TerritoryKind(kind), code=code, name=name, population=populations.get(code, 1_000)
        )
        Territory.objects.filter(pk=territory.pk).update(
            departement_codes=departement, edition="2026"
        )
        made[code] = territory
    TerritoryAlias.objects.create(
        territory=made["01015"], kind=AliasKind.DELEGATED, name="Arbignieu", code="01015"
    )
    return made
