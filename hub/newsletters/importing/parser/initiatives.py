"""Detection of references to initiatives: « ➡️ Lieu (département) : titre »."""

import re

from hub.newsletters.importing.documents import Paragraph, ParagraphKind
from hub.newsletters.importing.parsed import InitiativeStub
from hub.newsletters.importing.parser.functions import TOPONYM
from hub.newsletters.importing.parser.text_patterns import UPPER, split_leading_emoji

LONGEST_STUB = 300
ARROW = re.compile(r"^(?:=>|->|-->|»|›|>)\s*")
# « 1. », « 2) », « Initiative n° 3 : »
LABEL = re.compile(
    r"^(?:(?:initiative|projet|exemple|fiche)\s+)?(?:n\s?[°o]\s*)?\d{1,2}\s*[.):–—-]\s*(?=[^\d\s])",
    re.IGNORECASE,
)
DASHED = re.compile(r"^[^():]{2,80}\(\s*(?:\d{2}|2[ABab]|97\d)\s*\)\s*[–—-]\s")
# Official codes of départements (INSEE): 01 to 95, 2A and 2B, 971 to 976.
STUB = re.compile(
    rf"^(?P<place>{TOPONYM})\s*"
    rf"(?:\(\s*(?P<departement>\d{{2}}|2[ABab]|97\d|[{UPPER}][^()\d]{{2,40}})\s*\))?"
    r"\s*(?::|(?<=\))\s*[–—-](?=\s))\s*(?P<title>\S.*)$"
)


def read_stub(paragraph: Paragraph, in_inspiration: bool) -> InitiativeStub | None:
    """Return the initiative that `paragraph` refers to, or None.

    It takes two of four signs: an arrow, a number or a list item; a département; the inspiration
    rubrique; a code and a dash before a title without final punctuation.
    """
    if paragraph.level or len(paragraph.text) > LONGEST_STUB:
        return None
    emoji, rest = split_leading_emoji(paragraph.text)
    plain = LABEL.sub("", ARROW.sub("", rest))
    arrow = bool(emoji) or plain != rest
    match = STUB.match(plain)
    if not match:
        return None
    departement = match["departement"] or ""
    item = paragraph.kind is ParagraphKind.LIST_ITEM
    # « Besançon (25) – Titre » is not a sentence: the code and the dash are two signs.
    dashed = bool(DASHED.search(plain)) and not plain.endswith((".", "!", "?", "»"))
    signs = [arrow or item, bool(departement), in_inspiration, dashed]
    if sum(signs) < 2:
        return None
    return InitiativeStub(
        place=match["place"],
        departement=departement.upper() if len(departement) <= 3 else departement,
        title=match["title"].strip(),
        span=paragraph.span,
        url=paragraph.links[0].url if paragraph.links else "",
    )
