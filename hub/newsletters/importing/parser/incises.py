"""Incises: reporting clauses after a quotation, such as « ajoute-t-il ».

Once the quotation is extracted, the clause introduces it: the inverted subject goes back before the
verb, as in « Il ajoute : ».
"""

import re
from dataclasses import dataclass

from hub.newsletters.importing.parser.people import SPEECH
from hub.newsletters.importing.parser.text_patterns import capitalise_first

_OTHERS = r"dit|disent|lance\w*|gliss\w*|demand\w*|sourit|reprend\w*|tranche\w*|martèle\w*"
_VERB = rf"(?:{SPEECH}|{_OTHERS})"
_TAIL = r"(?P<tail>[^.!?…«“\":;]*)"
_SELF = r"(?P<self>(?:se|s['’])\s*)?"
INVERTED = re.compile(
    rf"^[\s,]*{_SELF}(?P<verb>[^\W\d_]{{1,24}})-(?:t-)?(?P<subject>il|elle|on|ils|elles)\b{_TAIL}",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"^[\s,]*{_SELF}(?P<verb>{_VERB})\s+(?P<subject>[^.!?…«“\":;]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Incise:
    """An incise as `written`, and `rewritten` to introduce the quotation; `end` is its offset."""

    written: str
    rewritten: str
    end: int


def read_incise(after: str) -> Incise | None:
    """Return the incise at the start of `after`, the text after a quotation, or None.

    The rewritten incise has the same words in another order, without the euphonic « -t- ».
    """
    match = INVERTED.match(after)
    if match:
        tail = match["tail"]
    else:
        match, tail = NAMED.match(after), ""
    if not match:
        return None
    verb = f"{match['self'] or ''}{match['verb']}"
    subject = match["subject"].strip().rstrip(" ,")
    separator = "," if "," in subject else ""
    tail = tail.rstrip(" ,\u00a0\u202f")
    rewritten = f"{capitalise_first(subject)}{separator} {verb}{tail}\u00a0:"
    return Incise(after[: match.end()].strip(" ,\u00a0\u202f"), rewritten, match.end())
