"""Conversion of a recognised letter to the fields of its page."""

import hashlib
import html
import json
import math
import re
from typing import Any

from hub.core.models import PageTerritory, TerritoryRole
from hub.newsletters.importing.builder.addresses import KEEP
from hub.newsletters.importing.builder.blocks import BlockBuilder
from hub.newsletters.importing.builder.markup import plain, rich_text, shortened, strong
from hub.newsletters.importing.builder.recognition import Recognition, fingerprint, source_text
from hub.newsletters.importing.parsed import ParsedLetter, Prose, Remark
from hub.newsletters.models import NewsletterPage
from hub.newsletters.models.letters import UNTITLED
from hub.slugs import french_slug

TITLE_LENGTH = NewsletterPage._meta.get_field("title").max_length
SLUG_LENGTH = NewsletterPage._meta.get_field("slug").max_length
SUMMARY_LENGTH = NewsletterPage._meta.get_field("summary").max_length
PERIOD_LENGTH = NewsletterPage._meta.get_field("period").max_length
# The end of a sentence: not an initial or « M. », and a capital or a quotation mark follows.
SENTENCE_END = re.compile(r"(?<=\w{3})[.!?…]+(?:\s?[»”])?(?=\s+[«“A-ZÀ-ÖØ-ÞŒ]|\s*$)")
COMPARED = ("title", "number", "period", "summary", "intro", "closing")
# Attribute that Draftail adds when an edit form is opened and saved.
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


def fill_page(page: NewsletterPage, recognition: Recognition) -> None:
    """Set the fields of `page`, without saving it, except the number and the date.

    Set `recognition.notes` to the remarks on what did not fit.
    """
    letter = recognition.letter
    builder = BlockBuilder(
        recognition.people,
        recognition.territories,
        recognition.initiatives,
        recognition.images,
        letter,
        recognition.decisions,
    )
    starts = [rubrique.span.start for rubrique in letter.rubriques]
    ends = [*starts[1:], letter.closing[0].span.start if letter.closing else math.inf]
    page.title = shortened(letter.title, TITLE_LENGTH) or UNTITLED
    page.period = letter.period_label if len(letter.period_label) <= PERIOD_LENGTH else ""
    page.intro = _intro(letter)
    page.closing = rich_text(letter.closing)
    page.summary = summary_of(letter)
    page.rubriques = json.dumps(
        [
            builder.rubrique(rubrique, recognition.rubriques.of(rubrique), end)
            for rubrique, end in zip(letter.rubriques, ends, strict=False)
        ]
    )
    page.public_addresses = "\n".join(
        found.address
        for found in recognition.addresses
        if recognition.decisions.addresses.get(found.key) == KEEP
    )
    page.import_source = source_text(recognition.document)
    recognition.notes = list(builder.notes)
    if letter.title_line and len(letter.title) > TITLE_LENGTH:
        recognition.notes.append(
            Remark(
                f"Titre de plus de {TITLE_LENGTH} signes, coupé\u00a0; "
                "il est entier au début de l’introduction.",
                letter.title_line.span,
                letter.title,
            )
        )


def _intro(letter: ParsedLetter) -> str:
    """Return the introduction, after the lines that have no field or do not fit in theirs."""
    kept_lines = ""
    if len(letter.title) > TITLE_LENGTH:
        kept_lines += strong(letter.title)
    if letter.letter_name:
        kept_lines += plain(letter.letter_name)
    if len(letter.period_label) > PERIOD_LENGTH:
        kept_lines += plain(letter.period_label)
    greeting = [letter.greeting] if letter.greeting else []
    return kept_lines + rich_text([*greeting, *letter.intro])


def summary_of(letter: ParsedLetter) -> str:
    """Return the first complete sentences of the édito or introduction that fit, or ""."""
    texts = [
        item.paragraph.text
        for rubrique in letter.rubriques
        if rubrique.key == "edito"
        for item in rubrique.items
        if isinstance(item, Prose)
    ] + [paragraph.text for paragraph in letter.intro]
    text = next(iter(texts), "")
    ends = [match.end() for match in SENTENCE_END.finditer(text) if match.end() <= SUMMARY_LENGTH]
    return text[: ends[-1]].strip() if ends else ""


def link_territories(page: NewsletterPage, recognition: Recognition) -> None:
    """Link the page to the matched territories, in reading order."""
    found = [recognition.territories.territory(t.name) for t in recognition.letter.territories]
    known = {link.territory_id: link for link in page.territory_links.all()} if page.pk else {}
    links = [
        known.get(pk) or PageTerritory(territory_id=pk, role=TerritoryRole.CONCERNED)
        for pk in dict.fromkeys(territory.pk for territory in found if territory)
    ]
    # Rows of equal rank have another order on another database.
    for rank, link in enumerate(links):
        link.sort_order = rank
    page.territory_links = links


def state_of(page: NewsletterPage) -> dict[str, Any]:
    """Return the fields that an import sets, except the date, as comparable data."""
    data = page.serializable_data()
    # Only when there are some, so that letters imported before the field have the same state.
    addresses = {"public_addresses": page.public_addresses} if page.public_addresses else {}
    return {
        **addresses,
        **{name: _comparable(data[name]) for name in COMPARED},
        "rubriques": _comparable(json.loads(data["rubriques"])),
        "territories": [link["territory"] for link in data["territory_links"]],
    }


def _comparable(value: Any) -> Any:
    """Return `value` without the changes made by saving the edit form unmodified."""
    if isinstance(value, dict):
        return {key: _comparable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    return html.unescape(BLOCK_KEY.sub("", value)) if isinstance(value, str) else value


def import_hashes(page: NewsletterPage, recognition: Recognition) -> dict[str, str]:
    """Return the SHA-256 of the source (`fingerprint`) and of the fields of the page (`state`).

    When the state of a letter differs from the stored one, somebody edited the letter.
    """
    state = json.dumps(state_of(page), ensure_ascii=False, sort_keys=True)
    return {
        "fingerprint": fingerprint(recognition.document),
        "state": hashlib.sha256(state.encode()).hexdigest(),
    }


def slug_for(number: int, title: str) -> str:
    """Return « 3-entree-dans-la-seconde-phase », or « lettre-3 » when no character is usable."""
    words = french_slug(title)
    return f"{number}-{words}"[: SLUG_LENGTH - 5].rstrip("-") if words else f"lettre-{number}"


def missing_from(page: NewsletterPage, letter: ParsedLetter) -> dict[str, str]:
    """Return {field: French label} of the fields that the source does not give."""
    missing = {}
    if not letter.title:
        missing["title"] = "Le titre."
    if not page.date:
        missing["date"] = "La date de parution."
    if not page.intro:
        missing["intro"] = "L’introduction."
    if not letter.rubriques:
        missing["rubriques"] = "Les rubriques."
    return missing
