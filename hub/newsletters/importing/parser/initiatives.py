"""Detection of references to initiatives: « ➡️ Lieu (département) : titre »."""

import re

from hub.newsletters.importing.documents import Paragraph, ParagraphKind
from hub.newsletters.importing.parsed import InitiativeStub
from hub.newsletters.importing.parser.functions import TOPONYM
from hub.newsletters.importing.parser.text_patterns import UPPER, split_leading_emoji

LONGEST_STUB = 300
ARROW = re.compile(r"^(?:=>|->|-->|»|›|>)\s*")
# Official codes of départements (INSEE): 01 to 95, 2A and 2B, 971 to 976.
STUB = re.compile(
    rf"^(?P<place>{TOPONYM})\s*"
    rf"(?:\(\s*(?P<departement>\d{{2}}|2[ABab]|97\d|[{UPPER}][^()\d]{{2,40}})\s*\))?"
    r"\s*(?::|(?<=\))\s*[–—-](?=\s))\s*(?P<title>\S.*)$"
)


def read_stub(paragraph: Paragraph, in_inspiration: bool) -> InitiativeStub | None:
    """Return the initiative that `paragraph` refers to, or None.

    It takes two of three signs: an arrow or a list item, a département, the inspiration rubrique.
    """
    if paragraph.level or len(paragraph.text) > LONGEST_STUB:
        return None
    emoji, rest = split_leading_emoji(paragraph.text)
    plain = ARROW.sub("", rest)
    arrow = bool(emoji) or plain != rest
    match = STUB.match(plain)
    if not match:
        return None
    departement = match["departement"] or ""
    item = paragraph.kind is ParagraphKind.LIST_ITEM
    signs = [arrow or item, bool(departement), in_inspiration]
    if sum(signs) < 2:
        return None
    return InitiativeStub(
        place=match["place"],
        departement=departement.upper() if len(departement) <= 3 else departement,
        title=match["title"].strip(),
        span=paragraph.span,
        url=paragraph.links[0].url if paragraph.links else "",
    )
