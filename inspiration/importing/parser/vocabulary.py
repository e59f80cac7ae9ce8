"""Keys accepted in the files, and the field of an initiative that each one fills.

Keys are compared without case, accents, punctuation and article: « Freins et échecs »,
`freins_et_echecs` and « Les freins et échecs » are the same key.
"""

import re

from django.utils.text import slugify

from hub.core.models import Licence
from inspiration.importing.parser import values
from inspiration.importing.parser.dates import full_date
from inspiration.means import ProjectResource
from inspiration.models import Phase, Setting

ARTICLE = re.compile(r"^(?:le|la|les|l|des|du)-")

# key → (model field, parser of its value)
VALUES = {
    "chapo": ("summary", values.text(280)),
    "texte-de-remplacement": ("image_alt", values.text(255)),
    "credit": ("image_credit", values.text(255)),
    "phase": ("phase", values.choice(Phase)),
    "lieu": ("site_name", values.text(160)),
    "milieu": ("setting", values.choice(Setting)),
    "latitude": ("latitude", values.degrees(90)),
    "longitude": ("longitude", values.degrees(180)),
    "licence": ("licence", values.choice(Licence)),
    "adresse-d-origine": ("source_url", values.web_address),
    "verifie": ("verified_on", full_date),
    "note-de-mise-a-jour": ("update_note", values.text(255)),
    "budget": ("budget", values.whole_number),
    "cout-annuel": ("running_cost", values.whole_number),
    "equipe-etp": ("staff", values.decimal_number),
    "mois-avant-resultat": ("months_to_result", values.whole_number),
    "forme-juridique": ("legal_form", values.text(160)),
    "inconnu": ("unknown_means", values.choices(ProjectResource)),
    "echelle-minimale": ("minimum_scale", values.text(255)),
    "courriel-de-contact": ("contact_email", values.email_address),
}
# key → rich-text field
STORIES = {
    "defi": "challenge",
    "objectifs": "objectives",
    "ce-qui-a-ete-fait": "actions",
    "participation": "participation",
    "freins-et-echecs": "obstacles",
    "conditions-de-reussite": "success_factors",
    "conseils-aux-pairs": "advice",
    "prerequis": "prerequisites",
    "briques-reutilisables": "reusable_bricks",
}
# key → child relation, one row per line
ROWS = {
    "demarche": "steps",
    "qui-coopere": "partners",
    "resultats": "results",
    "financeurs": "funders",
    "sources": "sources",
}
BODY = "recit"
# Keys handled by the `_read_…` methods of `parser.initiative.ItemParser`.
OWN_KEYS = (
    "titre",
    "adresse",
    "debut",
    "fin",
    "themes",
    "territoires",
    "inspirations",
    "contact",
    "image",
)
ALIASES = {
    "accroche": "chapo",
    "resume": "chapo",
    "slug": "adresse",
    "theme": "themes",
    "territoire": "territoires",
    "texte-alternatif": "texte-de-remplacement",
    "nom-du-lieu": "lieu",
    "source-url": "adresse-d-origine",
    "verifie-le": "verifie",
    "note": "note-de-mise-a-jour",
    "cout-de-fonctionnement": "cout-annuel",
    "equipe": "equipe-etp",
    "freins": "freins-et-echecs",
    "actions": "ce-qui-a-ete-fait",
    "participation-des-habitants": "participation",
    "conseils": "conseils-aux-pairs",
    "briques": "briques-reutilisables",
    "etapes": "demarche",
    "partenaires": "qui-coopere",
    "inspiree-de": "inspirations",
}


def key_of(label: str) -> str:
    """Return the normalised key of a label or a heading, known or not."""
    key = ARTICLE.sub("", slugify(re.sub(r"[_’']", " ", label)))
    return ALIASES.get(key, key)


def is_known(key: str) -> bool:
    return key in VALUES or key in STORIES or key in ROWS or key in OWN_KEYS or key == BODY


def known_keys() -> list[str]:
    """Return all the keys, in the order of the documentation, for an error message."""
    return [*OWN_KEYS, *VALUES, *STORIES, *ROWS, BODY]
