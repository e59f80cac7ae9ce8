"""Parsing of the channel of a feed."""

import re
import uuid
from typing import Any

from podcasts.categories import APPLE_CATEGORIES
from podcasts.importing.parsed import ParsedShow
from podcasts.importing.parser.episodes import (
    SUMMARY_LENGTH,
    TITLE_LENGTH,
    URL_LENGTH,
    keywords_of,
    read_explicit,
)
from podcasts.importing.parser.namespaces import Element
from podcasts.importing.parser.notes import plain_text, rich_text, shorten
from podcasts.importing.parser.people import people_of
from podcasts.importing.parser.values import parse_flag, plain_words
from podcasts.importing.readers.fetching import is_web_address

CATEGORIES = {
    re.sub(r"\W+", " ", value.lower()).strip(): value
    for _, group in APPLE_CATEGORIES
    for value, _ in group
}
EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")
LICENCES = (
    ("cc-by-sa-4.0", re.compile(r"cc[- ]by[- ]sa|licenses/by-sa/", re.I)),
    ("cc-by-nc-4.0", re.compile(r"cc[- ]by[- ]nc(?!-)|licenses/by-nc/", re.I)),
    ("cc-by-4.0", re.compile(r"cc[- ]by(?![- ][a-z])|licenses/by/", re.I)),
    ("etalab-2.0", re.compile(r"etalab|licence[- ]ouverte", re.I)),
    ("reserved", re.compile(r"all rights reserved|tous droits réservés", re.I)),
)


def parse_show(channel: Any, element: Element, url: str) -> ParsedShow:
    """Return the show of a channel: feedparser's, and its element in the tree of lxml."""
    titles = (channel.get("title") or "", element.text("itunes:title"), element.text("title"))
    title = next(filter(None, map(plain_words, titles)), "")
    show = ParsedShow(title=title[:TITLE_LENGTH] or "Podcast sans titre", source_feed=url)
    if not title:
        show.remarks.append("Le podcast est sans titre\u00a0: donnez-lui-en un.")
    _read_identity(element, show)
    _read_texts(channel, element, show)
    _read_owner(channel, element, show)
    _read_kind(channel, element, show)
    _read_addresses(channel, element, show)
    show.people, remarks = people_of(element)
    show.remarks += [remark.capitalize() for remark in remarks]
    show.keywords = keywords_of(channel, element)
    return show


def _read_identity(element: Element, show: ParsedShow) -> None:
    """Read the GUID, the address of the feed for a file, and the lock."""
    if not show.source_feed:
        for link in element.all("link"):
            if link.get("rel") == "self" and is_web_address(link.address("href")):
                show.source_feed = link.address("href")
    if len(show.source_feed) > URL_LENGTH:
        show.remarks.append(f"L’adresse du flux dépasse {URL_LENGTH} signes\u00a0: non gardée.")
        show.source_feed = ""
    written = element.text("podcast:guid")
    try:
        show.guid = str(uuid.UUID(written)) if written else ""
    except ValueError:
        show.remarks.append(
            f"L’identifiant du podcast «\u00a0{written[:60]}\u00a0» n’est pas un UUID."
        )
    locked = element.first("podcast:locked")
    if locked is not None:
        show.is_locked = bool(parse_flag(locked.content))
        show.locked_owner = locked.get("owner")
        show.values.append(("import_locked", show.is_locked))


def _read_texts(channel: Any, element: Element, show: ParsedShow) -> None:
    texts = (
        channel.get("subtitle") or channel.get("description") or "",
        element.text("description"),
        element.text("itunes:summary"),
    )
    text = next((text for text in texts if text.strip()), "")
    show.description = rich_text(text)
    short = plain_text(element.text("itunes:subtitle")) or plain_text(text)
    show.summary = shorten(short, SUMMARY_LENGTH)


def _read_owner(channel: Any, element: Element, show: ParsedShow) -> None:
    author = plain_words(element.text("itunes:author") or channel.get("author") or "")
    if author:
        show.values.append(("author", author[:255]))
    owner = element.first("itunes:owner")
    name = plain_words(owner.text("itunes:name")) if owner is not None else ""
    written = owner.text("itunes:email") if owner is not None else ""
    email = EMAIL.fullmatch(written)
    if name:
        show.values.append(("owner_name", name[:255]))
    if email and len(written) <= 254:
        show.values.append(("owner_email", written))
    elif written:
        show.remarks.append(
            f"L’adresse du propriétaire «\u00a0{written[:60]}\u00a0» n’est pas valable."
        )
    show.locked_owner = show.locked_owner or written
    language = (channel.get("language") or element.text("language")).strip().replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", language):
        primary, _, region = language.partition("-")
        kept = f"{primary.lower()}-{region.upper()}" if len(region) == 2 else primary.lower()
        show.values.append(("language", kept[:5]))
    elif language:
        show.remarks.append(f"Langue «\u00a0{language[:40]}\u00a0» inconnue.")


def _read_kind(channel: Any, element: Element, show: ParsedShow) -> None:
    read_explicit(element, show)
    show_type = element.text("itunes:type").lower()
    if show_type in ("episodic", "serial"):
        show.values.append(("show_type", show_type))
    elif show_type:
        show.remarks.append(f"Type «\u00a0{show_type[:40]}\u00a0» inconnu.")
    names = []
    for category in element.all("itunes:category"):
        name = category.get("text")
        inner = [f"{name} > {sub.get('text')}" for sub in category.all("itunes:category")]
        names += [found for found in (*inner, name) if found]
    known = [CATEGORIES.get(re.sub(r"\W+", " ", name.lower()).strip()) for name in names]
    chosen = next(filter(None, known), "")
    if chosen:
        show.values.append(("category", chosen))
    others = [name for name, value in zip(names, known, strict=True) if value != chosen]
    # A category above the one that is kept is not lost.
    others = [name for name in others if not chosen.startswith(f"{name} >")]
    if others:
        listed = ", ".join(dict.fromkeys(others))[:200]
        show.remarks.append(f"Catégorie(s) non gardée(s)\u00a0: {listed}.")


def _read_addresses(channel: Any, element: Element, show: ParsedShow) -> None:
    def add(name: str, value: str, label: str) -> bool:
        if value and is_web_address(value) and len(value) <= URL_LENGTH:
            show.values.append((name, value))
            return True
        if value:
            show.remarks.append(f"{label} «\u00a0{value[:80]}\u00a0»\u00a0: adresse non gardée.")
        return False

    add("source_url", (channel.get("link") or "").strip(), "Site du podcast")
    moved = element.text("itunes:new-feed-url")
    if moved.rstrip("/") != show.source_feed.rstrip("/") and add(
        "new_feed_url", moved, "Nouvelle adresse du flux"
    ):
        show.remarks.append(f"Le flux annonce une nouvelle adresse\u00a0: {moved}")
    fundings = list(element.all("podcast:funding"))
    if fundings and add("funding_url", fundings[0].address("url"), "Adresse de soutien"):
        show.values.append(("funding_label", fundings[0].content[:128]))
    if len(fundings) > 1:
        show.remarks.append("Seule la première adresse de soutien est gardée.")
    image = element.first("itunes:image")
    show.image = image.address("href") if image is not None else ""
    show.image = show.image or (channel.get("image") or {}).get("href", "")
    _read_licence(channel, element, show)


def _read_licence(channel: Any, element: Element, show: ParsedShow) -> None:
    """Read the licence; a copyright that names no licence is reported, not guessed."""
    licence = element.first("podcast:license")
    written = " ".join([licence.content, licence.address("url")]) if licence is not None else ""
    written = (
        written.strip() or element.text("cc:license") or plain_words(channel.get("rights") or "")
    )
    found = next((value for value, pattern in LICENCES if pattern.search(written)), "")
    if found:
        show.values.append(("licence", found))
    elif written:
        show.remarks.append(f"Licence à choisir\u00a0: le flux dit «\u00a0{written[:100]}\u00a0».")
