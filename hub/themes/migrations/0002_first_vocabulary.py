from django.db import migrations
from django.utils.text import slugify

# The vocabulary of the first letters. Colours keep a contrast of 4.5:1 on white (WCAG 1.4.3).
THEMES = [
    (
        "Coopération",
        "🤝",
        "#7a3b12",
        "Agir ensemble entre services, collectivités et habitants.",
        "",
    ),
    (
        "Management",
        "🧭",
        "#5b3a8c",
        "La façon de conduire les équipes et les projets.",
        "encadrement\nconduite d’équipe",
    ),
    (
        "Participation citoyenne",
        "🗣️",
        "#9c2f4b",
        "Les habitants prennent part aux décisions et aux chantiers.",
        "démocratie participative\nco-construction\nimplication citoyenne",
    ),
    (
        "Alimentation",
        "🥕",
        "#9a4a00",
        "Produire, cuisiner et partager une nourriture locale.",
        "projet alimentaire territorial\nPAT\nrestauration collective",
    ),
    (
        "Commande publique",
        "📑",
        "#1f5673",
        "Les achats des collectivités comme levier local.",
        "marchés publics\nachats publics",
    ),
    (
        "Économie sociale et solidaire",
        "🌱",
        "#2f6b3a",
        "Des entreprises et associations au service du territoire.",
        "ESS",
    ),
    (
        "Économie circulaire et déchets",
        "♻️",
        "#1d6b5f",
        "Réduire, réparer, réemployer.",
        "réemploi\nrecyclage\ndéchets",
    ),
    (
        "Tiers-lieux",
        "🏠",
        "#8a3a6e",
        "Des lieux partagés pour travailler, apprendre et fabriquer.",
        "tiers-lieu\ncoworking\nfablab",
    ),
    (
        "Lien intergénérationnel",
        "👵",
        "#8f3f2b",
        "Des âges différents qui se rencontrent et s’entraident.",
        "intergénérationnel\nrésidences autonomie",
    ),
    (
        "Emploi et insertion",
        "🛠️",
        "#3d4f8f",
        "Redonner du travail à ceux qui en sont éloignés.",
        "insertion\nemploi\nchantier d’insertion",
    ),
    (
        "Biodiversité",
        "🦋",
        "#3c6420",
        "La place du vivant dans la ville et la campagne.",
        "nature en ville",
    ),
    ("Mobilité", "🚲", "#17627d", "Se déplacer autrement.", "transports\nmobilités"),
    (
        "Friches",
        "🏗️",
        "#6b4b2a",
        "Des terrains délaissés qui reprennent vie.",
        "friche industrielle\nreconversion",
    ),
    (
        "Culture juridique des agents",
        "⚖️",
        "#4a4a7a",
        "Comprendre les lois pour mieux agir.",
        "droit\njuridique",
    ),
    (
        "Diagnostic",
        "🔎",
        "#245f5f",
        "Regarder son territoire avant d’agir.",
        "état des lieux\nrestitution",
    ),
    (
        "Projet de territoire",
        "🗺️",
        "#7a2f2f",
        "La vision partagée d’un avenir commun.",
        "vision partagée\nstratégie",
    ),
]


def add_themes(apps, schema_editor):
    theme_model = apps.get_model("themes", "Theme")
    for name, icon, colour, definition, synonyms in THEMES:
        theme_model.objects.get_or_create(
            slug=slugify(name),
            defaults={
                "name": name,
                "icon": icon,
                "colour": colour,
                "definition": definition,
                "synonyms": synonyms,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("themes", "0001_initial")]
    operations = [migrations.RunPython(add_themes, migrations.RunPython.noop)]
