"""« ajoute-t-il »: the few words that tell who speaks, once the quotation has left its sentence.

French inverts the subject after a quotation; before it, the subject comes first: « Il ajoute : ».
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
    """An incise as `written` (`end`: where it stops in the text) and put before the words."""

    written: str
    rewritten: str
    end: int


def read_incise(after: str) -> Incise | None:
    """The incise that opens what follows a quotation, None when something else does.

    The words are the same, in another order; only the euphonic « -t- » goes.
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
