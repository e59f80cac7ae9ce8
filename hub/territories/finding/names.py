"""Comparable forms of the names of territories: words without case, accents, abbreviations."""

import re
from collections.abc import Iterable

from hub.folding import fold

# « Chalon s/ Saône », « N.-D. »: before punctuation is removed.
SUR = re.compile(r"\bs\s?/\s?")
NOTRE_DAME = re.compile(r"\bn\.\s?-?d\b\.?")
SEPARATORS = re.compile(r"[\W_]+")
# « Lyon 3e », « Paris 13e arrondissement »: the districts are not territories.
DISTRICT = re.compile(r"^(paris|lyon|marseille) \d{1,2}(er|e|eme|ieme)?( arrondissement)?$")

SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
ABBREVIATIONS = {
    **SAINTS,
    "comcom": "cc",
    "agglo": "agglomeration",
    "dpt": "departement",
    "dept": "departement",
}
ARTICLES = frozenset(["l", "d", "le", "la", "les", "de", "du", "des", "en", "et", "a", "au", "aux"])
# Natures of groups of communes as the official names abbreviate them: « CU d’Arras »; other words
# for a nature; usual acronyms of régions, in full.
PHRASES = (
    ("communaute de communes", "cc"),
    ("communautes de communes", "cc"),
    ("com com", "cc"),
    ("communaute d agglomeration", "ca"),
    ("communaute agglomeration", "ca"),
    ("communaute urbaine", "cu"),
    ("etablissement public territorial", "ept"),
    ("conseil departemental", "departement"),
    ("conseil regional", "region"),
    ("paca", "provence alpes cote d azur"),
    ("aura", "auvergne rhone alpes"),
    ("idf", "ile de france"),
    ("hdf", "hauts de france"),
)
GROUPS = frozenset(["cc", "ca", "cu", "ept", "metropole", "eurometropole", "agglomeration"])
# Words of the short form of a group that say its nature, wherever they are: « Nantes Métropole ».
NATURES = GROUPS | {"communaute", "intercommunalite"}
# Length above which a text is cut: the longest official name has 60 characters.
MAX_LENGTH = 200


def words_of(text: str) -> list[str]:
    """Return the words of a name: « CU d’Arras » gives « cu », « d », « arras ».

    Abbreviations are expanded (« St » gives « saint »), natures of groups are abbreviated.
    """
    folded = NOTRE_DAME.sub("notre dame", SUR.sub("sur ", fold(text[:MAX_LENGTH])))
    words = SEPARATORS.sub(" ", folded.replace("&", " et ")).split()
    key = f" {' '.join(ABBREVIATIONS.get(word, word) for word in words)} "
    for phrase, short in PHRASES:
        key = key.replace(f" {phrase} ", f" {short} ")
    if district := DISTRICT.match(key.strip()):
        return [district[1]]
    return key.split()


def bare(words: Iterable[str]) -> list[str]:
    """Return words without articles: « la », « rochelle » gives « rochelle »."""
    return [word for word in words if word not in ARTICLES]


def short_form(words: list[str]) -> list[str]:
    """Return the name of a group of communes without its nature, nor articles before it.

    « cc », « du », « val », « de », « sarthe » gives « val », « de », « sarthe ».
    """
    kept = [word for word in words if word not in NATURES]
    while kept and kept[0] in ARTICLES:
        del kept[0]
    return kept
