"""Addresses made of French words."""

import re

from django.utils.text import slugify

# What Django's slugify drops or leaves: elision, and letters that Unicode does not take apart.
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
LETTERS = LIGATURES | str.maketrans({"’": " ", "'": " "})


def page_slug(title: str) -> str:
    """Return the address that the title field of the admin proposes: apostrophes are dropped.

    « L’Été à Beauvais : réemploi » gives « lete-a-beauvais-reemploi ». Empty without letters;
    cut to leave room for a number, since an address has 255 characters at most.
    """
    return slugify(title.translate(LIGATURES))[:240].strip("-")


def french_slug(text):
    """Return an ASCII slug, « l-oeuvre-d-arras » for « L’Œuvre d’Arras »; empty without letters."""
    return slugify(text.translate(LETTERS))


def is_made_from(slug: str, title: str) -> bool:
    """Tell whether `slug` is what one of the functions above makes of `title`, numbered or not."""
    made = {page_slug(title), french_slug(title)}
    return any(re.fullmatch(rf"{re.escape(base)}(-\d+)?", slug) for base in made if base)
