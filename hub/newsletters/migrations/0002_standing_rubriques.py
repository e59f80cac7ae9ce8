from django.db import migrations

# Names, order and taglines of the letter as it is published.
RUBRIQUES = [
    ("edito", "🗣️", "Édito", ""),
    (
        "en-theorie",
        "📖",
        "En théorie…",
        "Une rubrique pour revenir sur les apprentissages donnés et les connaissances assimilées.",
    ),
    (
        "en-pratique",
        "📝",
        "En pratique…",
        "Une rubrique pour revenir sur les moments de prospective et d’action des territoires.",
    ),
    (
        "nouvelles-des-territoires",
        "🔎",
        "Les nouvelles des territoires…",
        "Une rubrique pour suivre les évolutions des territoires.",
    ),
    (
        "en-chantier",
        "📍",
        "En chantier…",
        "Une rubrique pour suivre, du point de vue des alliés et/ou des territoires, "
        "les chantiers menés tout au long de l’accompagnement.",
    ),
    (
        "a-suivre",
        "🔜",
        "À suivre…",
        "Une rubrique pour rappeler les prochaines échéances.",
    ),
    (
        "inspiration",
        "👉",
        "Inspiration par Territoires Audacieux…",
        "Une rubrique pour vous partager des initiatives à impact positif menées par les "
        "collectivités publiques. Des contenus produits par le média Territoires Audacieux.",
    ),
]


def add_rubriques(apps, schema_editor):
    rubrique_model = apps.get_model("newsletters", "Rubrique")
    for order, (slug, emoji, name, tagline) in enumerate(RUBRIQUES):
        rubrique_model.objects.get_or_create(
            slug=slug,
            defaults={"emoji": emoji, "name": name, "tagline": tagline, "sort_order": order},
        )


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0001_initial")]
    operations = [migrations.RunPython(add_rubriques, migrations.RunPython.noop)]
