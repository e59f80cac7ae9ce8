"""Patterns and word lists that tell the names of people in a French text."""

import re
from functools import cache
from pathlib import Path

from hub.newsletters.importing.parser.text_patterns import CAPITALISED, UPPER, fold

HONORIFIC = r"(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Dr|Pr|Me)"
PARTICLE = r"(?:de\s+la|de|du|des|d['’]|le|la|van\s+der|van|von|den|di|da|dos|el|ben|bin)"
# « J.-F. », « N. »; « M. » is an honorific.
INITIALS = rf"(?!M\.\s)[{UPPER}]\.(?:\s?-?[{UPPER}]\.)?"
# Two to four capitalised words, or a given name or its initials, a particle and a surname.
NAME = (
    rf"(?:{CAPITALISED}(?:\s+{CAPITALISED}){{1,3}}|{INITIALS}\s*{CAPITALISED}"
    rf"|{CAPITALISED}\s+{PARTICLE}\s*{CAPITALISED}(?:\s+{CAPITALISED})?)"
)
CAPITALISED_RUN = re.compile(rf"(?<![\w’'-]){CAPITALISED}(?:\s+{CAPITALISED})*")
PARTICLE_AND_SURNAME = re.compile(rf"\s+{PARTICLE}\s*{CAPITALISED}")

# « rue Victor-Hugo », « lycée Jules Ferry »: the name of a place is not a mention of a person.
NAMED_AFTER = re.compile(
    r"\b(?:rue|place|avenue|boulevard|quai|cours|allée|impasse|square|parc|jardin|pont|quartier|"
    r"cité|résidence|école|collège|lycée|campus|université|institut|hôpital|clinique|centre|"
    r"salle|espace|maison|médiathèque|bibliothèque|théâtre|cinéma|gymnase|stade|piscine|"
    r"fondation|prix|crèche|groupe scolaire|station|gare|musée|ferme|loi)\s+"
    r"(?:(?:de|du|des|la|le|l['’]|d['’])\s*)*$",
    re.IGNORECASE,
)


@cache
def _lexicon(name: str) -> frozenset[str]:
    lines = (Path(__file__).parent / "lexicon" / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_given_name(word: str) -> bool:
    """Tell whether `word` is, or starts with, a given name common in France."""
    return fold(word).split("-")[0] in _lexicon("given_names")


def has_body_word(name: str) -> bool:
    """Tell whether a word of `name` marks it as an organisation or a place."""
    return any(fold(word) in _lexicon("bodies") for word in name.split())


def is_opener(word: str) -> bool:
    """Tell whether `word` is an ordinary word that often starts a sentence, not a name."""
    return fold(word) in _lexicon("openers")


def name_key(name: str) -> str:
    """Return the comparison key of a name, without case, accents or hyphens."""
    return fold(name).replace("-", " ")
