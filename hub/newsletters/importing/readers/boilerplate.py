"""Boilerplate of the mailing tool around a letter: listed in the report, not imported."""

import re
from collections.abc import Sequence

from hub.newsletters.importing.documents import Paragraph
from hub.newsletters.importing.parser.text_patterns import fold

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
    r"|(?:voir|lire|consulter|afficher) (?:cet? |cette |la |le )?(?:e-?mail|courriel|message|"
    r"lettre|newsletter|version) en ligne|probleme d'affichage"
)
UNSUBSCRIBE = re.compile(
    r"desinscri|desabonn|unsubscribe|opt[- ]?out|ne plus recevoir|preferences d'abonnement"
    r"|mettre a jour (?:vos|mes) (?:preferences|coordonnees)|update (?:your )?preferences"
    r"|subscription preferences|gerer (?:vos|mes|votre) (?:preferences|abonnement)"
)
SENDER_NOTICE = re.compile(
    r"^(?:copyright|©|\(c\) )|(?:tous droits|all rights) reserve|(?:notre|our) (?:adresse postale|"
    r"mailing address)|vous (?:recevez|avez recu) (?:ce|cet) (?:e-?mail|courriel|message)"
    r"|you are receiving this|why did i get this|want to change how you receive|add us to your "
    r"address book|ajoutez?-nous a votre carnet|envoye (?:avec|par) (?:brevo|mailchimp|sendinblue|"
    r"mailjet|sarbacane)|email marketing powered by|mailchimp email badge|^mailchimp$"
)
FORWARDED = re.compile(
    r"^-{2,}\s*(?:forwarded message|message transfere|message d'origine|original message).*"
    r"|^(?:de|from|date|sent|envoye|objet|subject|to|cc|a) ?: .{0,200}$"
)
UNSUBSCRIBE_URL = re.compile(
    r"unsubscribe|desinscription|desabonn|list-manage\.com/(?:profile|vcard)",
    re.IGNORECASE,
)


def split_boilerplate(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return the paragraphs of the letter and those of the mailing tool, both in order."""
    kept: list[Paragraph] = []
    left: list[Paragraph] = []
    forwarded = _forwarded_header(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        from_end = len(paragraphs) - index
        is_boilerplate = index < forwarded or _is_boilerplate(
            paragraph, index < TOP, from_end <= BOTTOM
        )
        (left if is_boilerplate else kept).append(paragraph)
    return kept, left


def _forwarded_header(paragraphs: Sequence[Paragraph]) -> int:
    """Return the number of paragraphs at the top that are the header of a forwarded message."""
    first = next(iter(paragraphs), None)
    if not first or not re.match(r"-{2,}|(?:de|from) ?:", fold(first.text)):
        return 0
    count = 0
    for paragraph in paragraphs[:TOP]:
        if not FORWARDED.match(fold(paragraph.text)):
            break
        count += 1
    return count if count > 1 else 0


def _is_boilerplate(paragraph: Paragraph, top: bool, bottom: bool) -> bool:
    if not paragraph.text or len(paragraph.text) > MAX_LENGTH:
        return False
    if MERGE_TAGS.match(paragraph.text):
        return True
    folded = fold(paragraph.text)
    if top and len(folded) <= 200 and ONLINE.search(folded):
        return True
    if not bottom:
        return False
    has_unsubscribe_link = any(UNSUBSCRIBE_URL.search(link.url) for link in paragraph.links)
    return bool(
        has_unsubscribe_link
        or UNSUBSCRIBE.search(folded)
        or SENDER_NOTICE.search(folded)
        or ONLINE.search(folded)
    )
