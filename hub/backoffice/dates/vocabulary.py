"""French names of months and days, and the folding applied before comparing them."""

from hub import folding

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

# Usual short forms (Imprimerie nationale, « Lexique des règles typographiques »), folded, without
# their full stop.
SHORT_MONTHS = {
    "janv": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12
}  # fmt: skip

# Hyphens and dashes of every width, and « 1ᵉʳ » as word processors write it.
_PLAIN = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"ᵉ": "e", "ʳ": "r"}
)


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, with plain hyphens and single spaces.

    No-break spaces count as spaces; invisible characters that come with pasted text (zero-width
    spaces, direction marks) are dropped. Compatibility forms are
    kept: « ² » is not a digit of a date.
    """
    folded = folding.fold(text.translate(_PLAIN), with_compatibility=False)
    return " ".join(folded.split())


MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, 1)}
WEEKDAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS)}
