"""CSV template of an import: the main columns and one example row."""

import csv
import io

from hub.territories.models import Territory
from hub.themes.models import Theme

NAME = "modele-initiatives.csv"
# The empty columns get a theme and a territory of the site, so that the example can be imported.
COLUMNS = {
    "titre": "Exemple : un jardin nourricier",
    "chapo": "Exemple : une pelouse nourrit la cantine et fait se parler l’école et les voisins.",
    "themes": "",
    "territoires": "",
    "phase": "usage",
    "debut": "mars 2023",
    "lieu": "Le jardin de la mairie",
    "milieu": "rural",
    "defi": "La commune achetait ses légumes à plus de cent kilomètres.",
    "objectifs": "Nourrir la cantine, et que l’école et les voisins se parlent.",
    "ce_qui_a_ete_fait": "La pelouse de la mairie est devenue un jardin.",
    "demarche": "mars 2023 — Une réunion dans l’herbe : quarante personnes dessinent le jardin\n"
    "2024 — Une deuxième parcelle",
    "qui_coopere": "École de Villexemple : sème et récolte",
    "resultats": "Légumes servis : 420 kg (2024, carnet du jardin)",
    "freins_et_echecs": "Personne n’avait prévu qui fermerait l’eau l’hiver.",
    "conseils_aux_pairs": "Posez une table et des chaises avant de planter.",
    "budget": "18 500",
    "financeurs": "Département : 12 000",
    "sources": "[Le bilan](https://example.org/bilan)",
    "recit": "Tout a commencé par une question : à quoi sert cette pelouse ?",
}


def model_file() -> bytes:
    """Return the CSV with semicolons and a UTF-8 BOM, as French spreadsheet programs expect."""
    theme = Theme.objects.active().order_by("slug").first()
    territory = Territory.objects.order_by("-in_programme", "slug", "code").first()
    example = {
        **COLUMNS,
        "themes": theme.name if theme else "",
        "territoires": f"{territory.kind} {territory.code} : porteur" if territory else "",
    }
    output = io.StringIO()
    writer = csv.writer(output, delimiter=";")
    writer.writerow(example)
    writer.writerow(example.values())
    return output.getvalue().encode("utf-8-sig")
