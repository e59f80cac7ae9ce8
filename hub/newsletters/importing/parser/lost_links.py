"""Detection of sentences that refer to a link, a film or a player lost by the export."""

import re
from collections.abc import Iterable

from hub.newsletters.importing.documents import Paragraph
from hub.newsletters.importing.parsed import InitiativeStub, ParsedLostLink
from hub.newsletters.importing.parser.text_patterns import fold, sentence_around

MEDIA = (
    ("video", r"documentaires?|films?|vidéos?|reportages?|replays?|teasers?|courts?-métrages?"),
    ("audio", r"podcasts?|épisodes?|émissions?|enregistrements?|chroniques?"),
    ("agenda", r"framagenda|agenda|calendrier|doodle|framadate"),
    ("form", r"formulaires?|questionnaires?|sondages?|enquêtes?|inscriptions?"),
    (
        "document",
        r"notes?|documents?|comptes?[- ]rendus?|guides?|supports?|présentations?|fiches?|pdf|"
        r"rapports?|diaporamas?|articles?|études?|livrets?|kits?",
    ),
    ("link", r"liens?|pages?|sites?|plateformes?|pads?|cartes?|adresses?|blogs?"),
)
_ANY = "|".join(f"(?:{nouns})" for _, nouns in MEDIA)
# « … est à retrouver ici. », « inscrivez-vous par ici ! », « cliquez là »
HERE = re.compile(
    r"\b(?:à\s+\w+(?:er|ir|re)|\w+(?:er|ir|re)(?:-vous)?|\w+ez(?:-(?:vous|nous|la|le|les))?|c['’]est"
    r"|(?:est|sont)\s+(?:disponible|accessible|consultable|téléchargeable|en ligne)s?)"
    r"\s+(?:juste\s+|par\s+)?ici\b|\bclique[rz]\s+(?:ici|là|sur)\b",
    re.IGNORECASE,
)
# « sur ce Framagenda », « via ce formulaire », « à cette adresse »
POINTED = re.compile(
    r"\b(?:sur|via|dans|avec|grâce à|par|en suivant|à|au)\s+"
    rf"(?P<label>(?:ce|cet|cette|ces)\s+(?:{_ANY}))\b",
    re.IGNORECASE,
)
# « réaliser ce documentaire : », « écouter le podcast de La Fabrique qui… : » ending a paragraph
ANNOUNCED = re.compile(
    rf"\b(?P<label>(?:ce|cet|cette|ces|le|la|les|l['’]|notre|nos|un|une|son)\s*(?:\w+\s+)?(?:{_ANY}))\b",
    re.IGNORECASE,
)
ACCESS = re.compile(
    r"\b(?:retrouv|consult|télécharg|li(?:re|sez)|voir|voyez|visionn|regard|(?:ré)?écout|découvr|"
    r"réalis|rempli|répond|inscri|accéd|partag|publi|produi|propos|présent)\w*",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"^(?P<label>.+?)\s+(?:est|sont|reste|se trouve)\b", re.IGNORECASE)


def find_lost_links(
    paragraphs: Iterable[Paragraph], initiatives: Iterable[InitiativeStub]
) -> list[ParsedLostLink]:
    """Return one lost link per referring sentence without a link or initiative without address."""
    lost = []
    for paragraph in paragraphs:
        lost += _lost_in(paragraph)
    for stub in initiatives:
        if not stub.url:
            sentence = next(place.text for place in stub.places())
            lost.append(ParsedLostLink(sentence, stub.title, "initiative", stub.span))
    return sorted(lost, key=lambda link: link.span)


def _lost_in(paragraph: Paragraph) -> list[ParsedLostLink]:
    text = paragraph.text
    found: dict[str, ParsedLostLink] = {}
    for match in HERE.finditer(text):
        sentence = sentence_around(text, match.start(), match.end())
        if sentence in found:
            continue
        subject = SUBJECT.match(sentence)
        label = _without_article(subject["label"] if subject else match.group())
        found[sentence] = ParsedLostLink(sentence, label, _kind(label), paragraph.span)
    text_end = len(text.rstrip(" .!:"))
    # Sentences that name a medium without an access verb.
    skipped: set[str] = set()
    for match in POINTED.finditer(text):
        sentence = sentence_around(text, match.start(), match.end())
        if sentence in found or (sentence in skipped and match.end() < text_end):
            continue
        if match.end() < text_end and not ACCESS.search(sentence):
            skipped.add(sentence)
            continue
        label = _without_article(match["label"])
        found[sentence] = ParsedLostLink(sentence, label, _kind(label), paragraph.span)
    if text.endswith(":"):
        sentence = sentence_around(text, len(text) - 1)
        announced = ANNOUNCED.search(sentence)
        is_demonstrative = announced and re.match(r"ce", announced["label"], re.IGNORECASE)
        if announced and (is_demonstrative or ACCESS.search(sentence)):
            label = _without_article(announced["label"])
            link = ParsedLostLink(sentence, label, _kind(label), paragraph.span)
            found.setdefault(sentence, link)
    return [link for sentence, link in found.items() if not _has_link(paragraph, sentence)]


def _has_link(paragraph: Paragraph, sentence: str) -> bool:
    start = paragraph.text.find(sentence)
    end = start + len(sentence)
    return any(link.start < end and link.end > start for link in paragraph.links)


def _without_article(label: str) -> str:
    return re.sub(
        r"^(?:(?:ce|cet|cette|ces|le|la|les|un|une|notre|nos|son)\s+|l['’])", "", label, flags=re.I
    )


def _kind(label: str) -> str:
    folded = fold(label)
    for kind, nouns in MEDIA:
        if re.search(rf"\b(?:{fold(nouns)})\b", folded):
            return kind
    return "link"
