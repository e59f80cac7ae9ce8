"""What a person's name looks like in a French text, and what only looks like one."""

import re
from functools import cache
from pathlib import Path

from hub.newsletters.importing.parser.text_patterns import CAPITALISED, UPPER, fold

HONORIFIC = r"(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Dr|Pr|Me)"
PARTICLE = r"(?:de\s+la|de|du|des|d['’]|le|la|van\s+der|van|von|den|di|da|dos|el|ben|bin)"
# « J.-F. », « N. »; « M. » is a courtesy title.
INITIALS = rf"(?!M\.\s)[{UPPER}]\.(?:\s?-?[{UPPER}]\.)?"
# Two to four capitalised words, or a given name or its initials, a particle and a surname.
NAME = (
    rf"(?:{CAPITALISED}(?:\s+{CAPITALISED}){{1,3}}|{INITIALS}\s*{CAPITALISED}"
    rf"|{CAPITALISED}\s+{PARTICLE}\s*{CAPITALISED}(?:\s+{CAPITALISED})?)"
)
CAPITALISED_RUN = re.compile(rf"(?<![\w’'-]){CAPITALISED}(?:\s+{CAPITALISED})*")
PARTICLE_AND_SURNAME = re.compile(rf"\s+{PARTICLE}\s*{CAPITALISED}")

# « rue Victor-Hugo », « lycée Jules Ferry »: a name given to a place names nobody.
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
    """Whether `word` is, or starts with, a given name common in France."""
    return fold(word).split("-")[0] in _lexicon("given_names")


def names_a_body(name: str) -> bool:
    """Whether one of the words of `name` shows that it is a body or a place."""
    return any(fold(word) in _lexicon("bodies") for word in name.split())


def is_opener(word: str) -> bool:
    """Whether a capitalised `word` is an ordinary one that opens a sentence."""
    return fold(word) in _lexicon("openers")


def name_key(name: str) -> str:
    """What two writings of one name share: case, accents and hyphens aside."""
    return fold(name).replace("-", " ")
