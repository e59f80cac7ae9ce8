"""Boilerplate around a letter, of the mailing tool and of mail programs.

It is listed in the report, not imported.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hub.newsletters.importing.documents import Paragraph, ParagraphKind
from hub.newsletters.importing.parser.text_patterns import fold
from hub.newsletters.importing.readers.forwarding import find_forwarding
from hub.newsletters.importing.readers.signatures import (
    is_disclaimer,
    is_external_warning,
    is_mobile_signature,
    signature_start,
)

# A longer paragraph is content.
MAX_LENGTH = 400
# Number of paragraphs, from the top and from the end, where boilerplate is searched.
TOP, BOTTOM = 6, 14
MERGE_TAGS = re.compile(
    r"^(?:\s*(?:\*\|[^|]{1,80}\|\*|\{\{[^{}]{1,80}\}\}|%%?[\w.]{1,40}%%?)\s*)+$"
)
# « Voir cette lettre dans votre navigateur », « View this email in your browser ».
ONLINE = re.compile(
    r"(?:dans|avec|depuis) (?:votre|le|un|son) navigateur|version (?:en ligne|web)\b"
    r"|view (?:this )?(?:e-?mail|campaign)?.{0,20}browser|(?:s'affiche|affiche) (?:pas|mal)"
    r"|^(?:voir|lire|consulter|afficher|ouvrir|view|read)(?: it)? (?:en ligne|online)\b"
    r"|(?:lien|page|version) miroir|(?:view|read) (?:the )?(?:web|online) version"
    r"|(?:voir|lire|consulter|afficher) (?:cet? |cette |la |le )?(?:e-?mail|courriel|message|"
    r"lettre|newsletter|version) en ligne|probleme d'affichage"
)
UNSUBSCRIBE = re.compile(
    r"desinscri|desabonn|unsubscribe|opt[- ]?out|ne plus recevoir|preferences d'abonnement"
    r"|mettre a jour (?:vos|mes) (?:preferences|coordonnees)|update (?:your )?preferences"
    r"|(?:subscription|email|mail) preferences"
    r"|gerer (?:vos|mes|votre|mon) (?:preferences|abonnement|profil)"
    r"|(?:mettre a jour|modifier|update|edit) (?:votre|mon|vos|mes|your|my) (?:profile?s?|"
    r"(?:information|donnee|coordonnee|preference)s?)\b"
)
SENDER_NOTICE = re.compile(
    r"^(?:copyright|©|\(c\) )|(?:tous droits|all rights) reserve|(?:notre|our) (?:adresse postale|"
    r"mailing address)|vous (?:recevez|avez recu) (?:ce|cet) (?:e-?mail|courriel|message)"
    r"|you are receiving this|why did i get this|want to change how you receive|add us to your "
    r"address book|ajoutez?-nous a votre carnet|envoye (?:avec|par) (?:brevo|mailchimp|sendinblue|"
    r"mailjet|sarbacane)|email marketing powered by|mailchimp email badge|^mailchimp$"
)
UNSUBSCRIBE_URL = re.compile(
    r"unsubscribe|desinscription|desabonn|list-manage\.com/(?:profile|vcard)",
    re.IGNORECASE,
)
ONLINE_URL = re.compile(r"campaign-archive\.com|/mirror(?:page)?[/?]", re.IGNORECASE)
# « Facebook (https://…) », « ** Site (https://…) »: the links of a footer, in plain text.
SOCIAL = re.compile(
    r"^[*• ]*(?:facebook|twitter|x|linkedin|instagram|youtube|mastodon|bluesky|tiktok|"
    r"site(?: web)?|website|web|e-?mail|link) ?\(?(?:https?://|mailto:)\S+\)?$"
)
POSTAL_ADDRESS = re.compile(r"(?:adresse postale|mailing address)(?: est| is)? ?:?$")
MAX_ADDRESS_LINES, MAX_ADDRESS_LENGTH = 5, 100


@dataclass(slots=True)
class Split:
    """The paragraphs of the letter and those around it, both in order.

    `subject` and `sent` are those of the forwarded message when `is_forwarded`.
    """

    kept: list[Paragraph]
    left: list[Paragraph]
    subject: str = ""
    sent: date | None = None
    is_forwarded: bool = False


def split_boilerplate(paragraphs: Sequence[Paragraph]) -> Split:
    """Return the paragraphs of the letter, and those of mailing tools and mail programs.

    A text made of nothing else is kept whole.
    """
    forwarding = find_forwarding(paragraphs)
    aside = forwarding.aside | _forwarded_header(paragraphs)
    body = [n for n in range(len(paragraphs)) if n not in aside]
    cut = signature_start([paragraphs[n] for n in body])
    aside |= set(body[cut:])
    body = body[:cut]
    address_lines = 0
    for rank, index in enumerate(body):
        paragraph = paragraphs[index]
        is_bottom = len(body) - rank <= BOTTOM
        if address_lines and _is_address_line(paragraph):
            aside.add(index)
            address_lines -= 1
        elif _is_boilerplate(paragraph, rank < TOP, is_bottom):
            aside.add(index)
            is_address = POSTAL_ADDRESS.search(fold(paragraph.text))
            address_lines = MAX_ADDRESS_LINES if is_address else 0
        elif paragraph.text:
            address_lines = 0
    kept = [paragraph for n, paragraph in enumerate(paragraphs) if n not in aside]
    if not any(character.isalnum() for paragraph in kept for character in paragraph.text):
        return Split(list(paragraphs), [])
    left = [as_text(paragraphs[n]) for n in sorted(aside)]
    left = [paragraph for paragraph in left if paragraph.text]
    return Split(kept, left, forwarding.subject, forwarding.sent, forwarding.is_forwarded)


FORWARDED = re.compile(
    r"^-{2,}\s*(?:forwarded message|message transfere|message d'origine|original message).*"
    r"|^(?:de|from|date|sent|envoye|objet|subject|to|cc|a) ?: .{0,200}$"
)


def _forwarded_header(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return the positions of the short header of a forwarded message, at the top."""
    first = next(iter(paragraphs), None)
    if not first or not re.match(r"-{2,}|(?:de|from) ?:", fold(first.text)):
        return set()
    count = 0
    for paragraph in paragraphs[:TOP]:
        if not FORWARDED.match(fold(paragraph.text)):
            break
        count += 1
    return set(range(count)) if count > 1 else set()


def as_text(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph for the report: an image becomes its alternative text."""
    if paragraph.text or not paragraph.image:
        return paragraph
    return replace(paragraph, text=paragraph.image.alt, image=None)


def _is_address_line(paragraph: Paragraph) -> bool:
    return (
        0 < len(paragraph.text) <= MAX_ADDRESS_LENGTH
        and not paragraph.level
        and paragraph.kind is ParagraphKind.TEXT
        and not paragraph.text.endswith((".", "!", "?"))
    )


def _is_boilerplate(paragraph: Paragraph, top: bool, bottom: bool) -> bool:
    folded = fold(paragraph.text)
    if bottom and is_disclaimer(folded) or top and is_external_warning(folded):
        return True
    if not paragraph.text or len(paragraph.text) > MAX_LENGTH:
        return False
    if MERGE_TAGS.match(paragraph.text):
        return True
    addresses = [link.url for link in paragraph.links]
    if top and len(folded) <= 200 and (ONLINE.search(folded) or _any(ONLINE_URL, addresses)):
        return True
    if not bottom:
        return False
    return bool(
        _any(UNSUBSCRIBE_URL, addresses)
        or any(pattern.search(folded) for pattern in (UNSUBSCRIBE, SENDER_NOTICE, ONLINE, SOCIAL))
        or is_mobile_signature(folded)
    )


def _any(pattern: re.Pattern[str], texts: Sequence[str]) -> bool:
    return any(pattern.search(text) for text in texts)
