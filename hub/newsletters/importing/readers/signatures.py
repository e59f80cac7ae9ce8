"""Signatures and legal notices that mail programs add below a message."""

import re
from collections.abc import Sequence

from hub.newsletters.importing.documents import Paragraph
from hub.newsletters.importing.parser.text_patterns import fold

DELIMITER = re.compile(r"^[-–—]{1,2}$")  # RFC 3676, 4.3: "-- "
# A longer text after a delimiter or « Cordialement » is a part of the letter.
MAX_LINES, MAX_LENGTH, MAX_LINE_LENGTH = 14, 700, 160
COMPLIMENT = re.compile(
    r"^(?:(?:bien |tres )?(?:cordialement|sincerement)|bien a (?:vous|toi)|cordiales salutations|"
    r"(?:salutations|sentiments) (?:distingue|les meilleur|cordiale)\w*|"
    r"(?:best|kind|warm) regards|regards)(?: a tous| a toutes)?[,. ]*$"
)
CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?:\+33|\b0) ?(?:\(0\))? ?[1-9](?:[ .-]?\d\d){4}\b"
    r"|\b(?:tel|mob|port|fax)\b"
)
DEVICES = (
    r"(?:iphone|ipad|android|mobile|portable|telephone|smartphone|phone|galaxy|samsung|appareil|"
    r"outlook|mail|yahoo|proton\w*|orange|free|sfr)"
)
MOBILE = re.compile(
    rf"^(?:envoye|sent) (?:de|depuis|from|via|a partir de?)\b.{{0,40}}\b{DEVICES}\b.{{0,30}}$"
    r"|^(?:telechargez|telecharger|obtenir|obtenez|get) outlook (?:pour|for) .{2,40}$"
    r"|^(?:sans virus|virus-free)\b.{0,60}$"
    r"|^(?:garanti|cet e-mail a ete verifie).{0,80}(?:antivirus|virus).{0,80}$"
)
MESSAGE = r"(?:message|courriel|e-?mail|mail|courrier electronique|communication|transmission)"
MAX_DISCLAIMER_LENGTH = 2500
DISCLAIMER = re.compile(
    rf"\b(?:ce(?:t|tte)?|le present|this|the) (?:present )?{MESSAGE}.{{0,160}}(?:confidentiel|"
    r"intention exclusive|exclusivement|exclusif|confidential|privileged|"
    r"intended (?:only|solely|for)|usage (?:exclusif|du seul)|sole use)"
    r"|\b(?:n'etes pas|etes pas|not) (?:le|l'un des|un des|the) ?(?:veritable |vrais? )?"
    rf"(?:destinataires?|(?:intended |named )?recipient)"
    rf"|(?:recu|recevez|received) (?:ce|cet|this) {MESSAGE}.{{0,60}}"
    r"(?:par erreur|in error|by mistake)"
    rf"|(?:responsabilite|liab).{{0,120}}{MESSAGE}.{{0,80}}(?:altere|modifie|falsifie|deforme|altered|"
    r"changed)|^(?:avis|clause|note|mention)s? de confidentialite\b.{0,20}$|^confidentiality notice"
    rf"|(?:n'imprimez|avant d'imprimer|besoin d'imprimer|imprimer) (?:ce|cet) {MESSAGE}"
    r"|before printing this|consider the environment before|pensez a l'environnement.{0,20}imprim"
    rf"|l'integrite de ce(?:t)? {MESSAGE}"
)
EXTERNAL = re.compile(
    r"^\[?(?:externe?|external|attention|caution|prudence|avertissement|warning)\b"
    rf"(?=.{{0,200}}{MESSAGE}).{{0,200}}(?:externe|exterieur|external|outside)"
    rf"|^(?:ce|cet|this) {MESSAGE} (?:provient|vient|a ete envoye|emane|originated|comes?|was sent)"
    r".{0,40}(?:externe|exterieur|external|outside)"
)


def signature_start(paragraphs: Sequence[Paragraph]) -> int:
    """Return the position of the signature at the end, the number of paragraphs without one.

    A signature starts with a delimiter that occurs once, or with « Cordialement » if contact
    details follow.
    """
    count = len(paragraphs)
    folded = [fold(paragraph.text) for paragraph in paragraphs]
    delimiters = [n for n, text in enumerate(folded) if DELIMITER.match(text)]
    compliments = [n for n, text in enumerate(folded) if COMPLIMENT.match(text)]
    if len(delimiters) == 1 and _are_lines_of_signature(folded[delimiters[0] + 1 :]):
        return delimiters[0]
    for start in compliments[-1:]:
        after = folded[start + 1 :]
        if _are_lines_of_signature(after) and any(CONTACT.search(text) for text in after):
            return start
    return count


def _are_lines_of_signature(folded: Sequence[str]) -> bool:
    """Tell whether texts are a few short lines, besides legal notices."""
    lines = [text for text in folded if text and not is_disclaimer(text)]
    return (
        len(lines) <= MAX_LINES
        and sum(map(len, lines)) <= MAX_LENGTH
        and all(len(text) <= MAX_LINE_LENGTH for text in lines)
    )


def is_mobile_signature(folded: str) -> bool:
    """Tell whether a folded text is « Envoyé de mon iPhone » or the line of an antivirus."""
    return bool(MOBILE.match(folded))


def is_disclaimer(folded: str) -> bool:
    """Tell whether a folded text is a confidentiality notice, or about printing a message."""
    return len(folded) <= MAX_DISCLAIMER_LENGTH and bool(DISCLAIMER.search(folded))


def is_external_warning(folded: str) -> bool:
    """Tell whether a folded text is the warning that servers add to messages from outside."""
    return len(folded) <= MAX_LINE_LENGTH * 3 and bool(EXTERNAL.match(folded))
