"""Slugs of French titles."""

import itertools
import re
from collections.abc import Callable

from django.utils.text import slugify

# Characters that Django's slugify removes: ligatures, which NFKD does not decompose, apostrophes.
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
LETTERS = LIGATURES | str.maketrans({"’": " ", "'": " "})


def page_slug(title: str) -> str:
    """Return the slug that the admin suggests for a title, without apostrophes.

    « L’Été à Beauvais : réemploi » gives « lete-a-beauvais-reemploi ». Empty without letters; cut
    to 240 characters, which leaves room for a numeric suffix in a slug field of 255.
    """
    return slugify(title.translate(LIGATURES))[:240].strip("-")


def french_slug(text: str) -> str:
    """Return an ASCII slug, « l-oeuvre-d-arras » for « L’Œuvre d’Arras »; empty without letters."""
    return slugify(text.translate(LETTERS))


def is_made_from(slug: str, title: str) -> bool:
    """Tell whether `slug` is `page_slug` or `french_slug` of `title`, with or without a number."""
    bases = {page_slug(title), french_slug(title)}
    return any(re.fullmatch(rf"{re.escape(base)}(-\d+)?", slug) for base in bases if base)


def first_free_slug(slug: str, is_free: Callable[[str], bool]) -> str:
    """Return `slug`, or the first of `slug-2`, `slug-3`… that `is_free` accepts."""
    numbered = (f"{slug}-{number}" for number in itertools.count(2))
    return next(filter(is_free, itertools.chain([slug], numbered)))
