"""Chapters: the JSON of `podcast:chapters`, and `psc:chapters` inside an item."""

import json
from typing import Any
from urllib.parse import urljoin

from podcasts.importing.parsed import ParsedChapter
from podcasts.importing.parser.namespaces import Element
from podcasts.importing.parser.values import parse_start, plain_words
from podcasts.importing.readers.fetching import is_web_address

TITLE_LENGTH = 255
URL_LENGTH = 500
MAX_CHAPTERS = 500

Chapters = tuple[list[ParsedChapter], list[str]]


def inline_chapters(element: Element) -> Chapters:
    """Return the chapters of `psc:chapters` and the remarks."""
    chapters, remarks = [], []
    for group in element.all("psc:chapters"):
        for found in group.all("psc:chapter"):
            _add(
                chapters,
                remarks,
                parse_start(found.get("start")),
                found.get("title"),
                found.address("href"),
                found.address("image"),
            )
    return _in_order(chapters, remarks)


def read_chapters(content: bytes, base: str) -> Chapters:
    """Return the chapters of a JSON file (Podcast Namespace) and the remarks.

    Raise ValueError, with a French text, when it is not such a file.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError("ce n’est pas du JSON.") from error
    found = data.get("chapters") if isinstance(data, dict) else None
    if not isinstance(found, list):
        raise ValueError("ce n’est pas un fichier de chapitres.")
    chapters: list[ParsedChapter] = []
    remarks: list[str] = []
    hidden = 0
    for entry in found[:MAX_CHAPTERS]:
        if not isinstance(entry, dict):
            remarks.append("un chapitre n’est pas lisible.")
        elif entry.get("toc") is False:
            hidden += 1
        else:
            _add(
                chapters,
                remarks,
                parse_start(str(entry.get("startTime", ""))),
                _text(entry.get("title")),
                _url(entry.get("url"), base),
                _url(entry.get("img"), base),
            )
    if hidden:
        remarks.append(f"{hidden} chapitre(s) hors du sommaire ne sont pas repris.")
    if len(found) > MAX_CHAPTERS:
        remarks.append(f"seuls les {MAX_CHAPTERS} premiers chapitres sont repris.")
    return _in_order(chapters, remarks)


def _add(
    chapters: list[ParsedChapter],
    remarks: list[str],
    start: int | None,
    title: str,
    url: str,
    image: str,
) -> None:
    title = plain_words(title)
    if start is None:
        remarks.append(f"le chapitre «\u00a0{title[:80]}\u00a0» n’a pas de début lisible.")
        return
    if len(url) > URL_LENGTH or (url and not is_web_address(url)):
        remarks.append(f"l’adresse du chapitre «\u00a0{title[:80]}\u00a0» n’est pas gardée.")
        url = ""
    title = title or f"Chapitre {len(chapters) + 1}"
    chapters.append(ParsedChapter(start, title[:TITLE_LENGTH], url, image))


def _in_order(chapters: list[ParsedChapter], remarks: list[str]) -> Chapters:
    return sorted(chapters, key=lambda chapter: chapter.start), remarks


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) else ""


def _url(value: Any, base: str) -> str:
    try:
        return urljoin(base, value.strip()) if isinstance(value, str) and value.strip() else ""
    except ValueError:
        return ""
