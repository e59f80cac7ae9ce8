from django.db import migrations
from django.utils.text import slugify

# The territories that the letters name, so that a hub knows them from its first day; the whole
# gazetteer comes after. Official geographic code (INSEE) and SIREN numbers of EPCI and EPT.
# (kind, code, name, what it is part of); each comes after its parent.
TERRITORIES = [
    ("region", "11", "Île-de-France", None),
    ("region", "24", "Centre-Val de Loire", None),
    ("region", "27", "Bourgogne-Franche-Comté", None),
    ("region", "28", "Normandie", None),
    ("region", "32", "Hauts-de-France", None),
    ("departement", "14", "Calvados", ("region", "28")),
    ("departement", "25", "Doubs", ("region", "27")),
    ("departement", "37", "Indre-et-Loire", ("region", "24")),
    ("departement", "45", "Loiret", ("region", "24")),
    ("departement", "60", "Oise", ("region", "32")),
    ("departement", "62", "Pas-de-Calais", ("region", "32")),
    ("departement", "71", "Saône-et-Loire", ("region", "27")),
    ("departement", "93", "Seine-Saint-Denis", ("region", "11")),
    ("epci", "200033579", "CU d’Arras", ("departement", "62")),
    ("ept", "200057867", "Plaine Commune", ("departement", "93")),
    ("commune", "14366", "Lisieux", ("departement", "14")),
    ("commune", "25056", "Besançon", ("departement", "25")),
    ("commune", "37194", "Reugny", ("departement", "37")),
    ("commune", "45284", "Saint-Jean-de-Braye", ("departement", "45")),
    ("commune", "60057", "Beauvais", ("departement", "60")),
    ("commune", "93039", "L’Île-Saint-Denis", ("ept", "200057867")),
]


def add_territories(apps, schema_editor):
    territory_model = apps.get_model("territories", "Territory")
    added = {None: None}
    for kind, code, name, parent in TERRITORIES:
        added[kind, code], _ = territory_model.objects.get_or_create(
            kind=kind,
            code=code,
            defaults={
                "name": name,
                "slug": slugify(name.replace("’", " ")),
                "parent": added[parent],
            },
        )


class Migration(migrations.Migration):
    dependencies = [("territories", "0001_initial")]
    operations = [migrations.RunPython(add_territories, migrations.RunPython.noop)]
