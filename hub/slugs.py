"""Addresses made of French words."""

from django.utils.text import slugify

# What Django's slugify drops or leaves: elision, and letters that Unicode does not take apart.
LETTERS = str.maketrans({"’": " ", "'": " ", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


def french_slug(text):
    """Return an ASCII slug, « l-oeuvre-d-arras » for « L’Œuvre d’Arras »; empty without letters."""
    return slugify(text.translate(LETTERS))
