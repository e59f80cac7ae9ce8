"""Tell a person's own words from a text that reports them."""

import re

FIRST_PERSON = re.compile(
    r"(?<!\w)(?:je|j[’']|me|m[’']|moi|mon|ma|mes|nous|notre|nos|nôtres?|miens?|miennes?)(?:(?<=[’'])|(?!\w))",
    re.IGNORECASE,
)
# « Il explique », « elle nous raconte »: a third person and a verb of speech, in present or past.
REPORTED = re.compile(
    r"(?<!\w)(?:ils?|elles?)\s(?:nous\s|y\s|en\s|l[’']a\s|a\s|ont\s)?"
    r"(?:dit|disent|racont|expliqu|rapport|ajout|précis|soulign|not|estim|indiqu|témoign|confi"
    r"|rappel|résum|répon|affirm|constat|insist|conclu|regrett|évoqu|décri|présent|retien|retenu"
    r"|annonc|observ|reconna|reconnu|déclar|considèr|considér|espèr|souhait|propos|parl|revien)",
    re.IGNORECASE,
)
INNER_QUOTATION = re.compile(r"«[^«»]*»|“[^“”]*”")


def is_own_words(text: str, speaker: str) -> bool:
    """Tell whether an answer is written in the words of its speaker.

    An answer may be reported speech (« Elle raconte que… »). It is the speaker's own words if it is
    in the first person, and neither names the speaker nor begins with a verb of reported speech.
    """
    unquoted = INNER_QUOTATION.sub(" ", text)
    is_named = bool(speaker) and re.search(rf"(?<!\w){re.escape(speaker)}(?!\w)", unquoted)
    return (
        bool(FIRST_PERSON.search(unquoted))
        and not is_named
        and not REPORTED.match(unquoted.lstrip())
    )
