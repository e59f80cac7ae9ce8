"""Parsing of one item: an entry of feedparser, and the same element in the tree of lxml."""

import re
from typing import Any

from podcasts.importing.parsed import ParsedEpisode, ParsedPerson, ParsedShow, ParsedTranscript
from podcasts.importing.parser.chapters import inline_chapters
from podcasts.importing.parser.enclosures import read_sound
from podcasts.importing.parser.namespaces import Element
from podcasts.importing.parser.notes import notes_blocks, plain_text, shorten
from podcasts.importing.parser.people import people_of
from podcasts.importing.parser.transcripts import KINDS, kind_of
from podcasts.importing.parser.values import (
    parse_date,
    parse_duration,
    parse_flag,
    parse_number,
    plain_words,
    without_number,
)
from podcasts.importing.readers.fetching import is_web_address

TITLE_LENGTH = 255
SUMMARY_LENGTH = 280
GUID_LENGTH = 500
URL_LENGTH = 500
EPISODE_KINDS = ("full", "trailer", "bonus")
UNTITLED = "Épisode sans titre"


def parse_episode(
    entry: Any, element: Element, hosts: list[ParsedPerson], language: str
) -> ParsedEpisode:
    """Return the episode of an item; `hosts` are the people of the show, who speak by default.

    Raise ValueError, with a French text, for an item that cannot be identified.
    """
    episode = ParsedEpisode(guid="", title="")
    read_sound(entry, element.node.base or "", episode)
    episode.guid = _guid(entry, episode)
    _read_place(element, episode)
    _read_title(entry, element, episode)
    _read_times(entry, element, episode)
    _read_texts(entry, element, episode)
    _read_transcripts(element, episode, language)
    episode.chapters, remarks = inline_chapters(element)
    episode.remarks += remarks
    if (chapters := element.first("podcast:chapters")) is not None:
        episode.chapters_url = chapters.address("url")
    people, remarks = people_of(element)
    episode.people = people or hosts
    episode.remarks += remarks
    episode.location = element.text("podcast:location")
    episode.keywords = keywords_of(entry, element)
    if (image := element.first("itunes:image")) is not None:
        episode.image = image.address("href") or image.content
    return episode


def keywords_of(entry: Any, element: Element) -> list[str]:
    """Return the keywords and tags of an item or a channel, each once, as written."""
    found = element.text("itunes:keywords").split(",")
    # feedparser adds itunes:keywords and itunes:category to the tags.
    found += [
        tag.get("term") or ""
        for tag in entry.get("tags", [])
        if tag.get("scheme") != "http://www.itunes.com/"
    ]
    words = (" ".join(word.split()) for word in found)
    return list(dict.fromkeys(word for word in words if word))


def _guid(entry: Any, episode: ParsedEpisode) -> str:
    """Return the GUID of an item, else the address of its sound, else its link."""
    guid = " ".join((entry.get("id") or "").split())
    if guid and len(guid) <= GUID_LENGTH:
        return guid
    if guid:
        raise ValueError(f"son identifiant (guid) dépasse {GUID_LENGTH} signes.")
    fallback = episode.audio_url or (entry.get("link") or "").strip()
    if not fallback:
        raise ValueError(
            "il n’a ni identifiant (guid), ni son, ni lien\u00a0: rien ne le reconnaîtrait."
        )
    episode.remarks.append("sans identifiant (guid)\u00a0: son adresse en tient lieu.")
    return fallback[:GUID_LENGTH]


def _read_place(element: Element, episode: ParsedEpisode) -> None:
    """Read season, number, kind and explicit flag."""
    for name, label, elements in (
        ("season", "saison", ("itunes:season", "podcast:season")),
        ("number", "numéro", ("itunes:episode", "podcast:episode")),
    ):
        written = next(filter(None, map(element.text, elements)), "")
        number = parse_number(written)
        if number:
            episode.values.append((name, number))
        elif written:
            episode.remarks.append(
                f"{label} «\u00a0{written[:40]}\u00a0»\u00a0: pas un nombre utilisable."
            )
    kind = element.text("itunes:episodeType").lower()
    if kind in EPISODE_KINDS:
        episode.values.append(("episode_kind", kind))
    elif kind:
        episode.remarks.append(
            f"nature «\u00a0{kind[:40]}\u00a0» inconnue\u00a0: épisode ordinaire."
        )
    read_explicit(element, episode)


def read_explicit(element: Element, parsed: ParsedEpisode | ParsedShow) -> None:
    """Add `itunes:explicit` to the values of a show or an episode, or to its remarks."""
    explicit = element.text("itunes:explicit")
    flag = parse_flag(explicit)
    if flag is not None:
        parsed.values.append(("explicit", flag))
    elif explicit:
        parsed.remarks.append(
            f"«\u00a0explicit\u00a0» vaut «\u00a0{explicit[:40]}\u00a0»\u00a0: non gardé."
        )


def _read_title(entry: Any, element: Element, episode: ParsedEpisode) -> None:
    numbers = {name: value for name, value in episode.values if isinstance(value, int)}
    number, season = numbers.get("number"), numbers.get("season")
    title = plain_words(entry.get("title") or "") or plain_words(element.text("title"))
    short = plain_words(element.text("itunes:title"))
    # Apple’s title has no number; the other one is kept when it says something else.
    if short and (not title or short.casefold() in title.casefold()):
        title = short
    title = without_number(title, number, season)
    if not title:
        title = f"Épisode {number}" if number else UNTITLED
        episode.remarks.append("sans titre\u00a0: donnez-lui-en un.")
    if len(title) > TITLE_LENGTH:
        episode.remarks.append(f"titre coupé à {TITLE_LENGTH} signes\u00a0: «\u00a0{title}\u00a0».")
        title = f"{title[: TITLE_LENGTH - 1]}…"
    episode.title = title


def _read_times(entry: Any, element: Element, episode: ParsedEpisode) -> None:
    written = next(
        filter(None, (entry.get(key) or "" for key in ("published", "updated", "created"))), ""
    ) or element.text("pubDate")
    episode.published = parse_date(written)
    if not written:
        episode.remarks.append("sans date.")
    elif not episode.published:
        episode.remarks.append(f"date illisible\u00a0: «\u00a0{written[:60]}\u00a0».")
    duration = element.text("itunes:duration")
    episode.duration = parse_duration(duration) if duration else None
    if duration and not episode.duration:
        episode.remarks.append(f"durée illisible\u00a0: «\u00a0{duration[:40]}\u00a0».")


def _read_texts(entry: Any, element: Element, episode: ParsedEpisode) -> None:
    contents = [found.get("value") or "" for found in entry.get("content", [])]
    description = entry.get("summary") or ""
    summary = element.text("itunes:summary")
    text = next((t for t in (*contents, description, summary) if t.strip()), "")
    episode.notes, remarks = notes_blocks(text)
    episode.remarks += remarks
    shorts = (element.text("itunes:subtitle"), description, summary, text)
    short = next(filter(None, (plain_text(words) for words in shorts if words)), "")
    episode.summary = shorten(short, SUMMARY_LENGTH)
    link = (entry.get("link") or "").strip()
    if is_web_address(link) and len(link) <= URL_LENGTH and link != episode.audio_url:
        episode.values.append(("source_url", link))


def _read_transcripts(element: Element, episode: ParsedEpisode, language: str) -> None:
    """List the transcripts, the best first: the language of the show, then the order of KINDS."""
    order = list(KINDS)
    found = []
    for transcript in element.all("podcast:transcript"):
        url, mime_type = transcript.address("url"), transcript.get("type").partition(";")[0].lower()
        if not url:
            episode.remarks.append("une transcription est sans adresse.")
            continue
        kind = kind_of(mime_type, url)
        written = re.split(r"[-_]", transcript.get("language").lower())[0]
        is_other_language = bool(written and language and written != language[:2].lower())
        rank = order.index(kind) if kind else len(order)
        found.append((is_other_language, rank, ParsedTranscript(url, mime_type)))
    found.sort(key=lambda item: item[:2])
    episode.transcripts = [transcript for *_, transcript in found]
