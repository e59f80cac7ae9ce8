"""The sound of an item: its address, type and length, among what feeds attach to items."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit

from podcasts.audio_types import AUDIO_TYPES
from podcasts.importing.parsed import ParsedEpisode
from podcasts.importing.readers.fetching import is_web_address

URL_LENGTH = 500
TYPE_LENGTH = 60
LARGEST = 2**53  # bytes; a longer « length » is not one
MORE_TYPES = {
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
}


def read_sound(entry: Any, base: str, episode: ParsedEpisode) -> None:
    """Set the sound of `episode` from an entry of feedparser, with the remarks.

    `base` resolves relative addresses.

    The first audio enclosure counts, else the first other one, else `media:content`.
    """
    attached = (*entry.get("enclosures", []), *entry.get("media_content", []))
    candidates = []
    for found in attached:
        url = _absolute((found.get("href") or found.get("url") or "").strip(), base)
        mime_type = type_of(url, found.get("type") or "")
        if url and not mime_type.startswith("image/"):
            candidates.append((url, mime_type, found))
    usable = [found for found in candidates if is_web_address(found[0])]
    if len(candidates) > len(usable):
        episode.remarks.append(
            "l’adresse d’un son n’est pas en http(s)\u00a0: elle n’est pas gardée."
        )
    kept = [found for found in usable if len(found[0]) <= URL_LENGTH]
    if len(usable) > len(kept):
        episode.remarks.append(
            f"l’adresse d’un son dépasse {URL_LENGTH} signes\u00a0: elle n’est pas gardée."
        )
    if not kept:
        episode.remarks.append("il n’y a pas de son.")
        return
    url, mime_type, chosen = next((f for f in kept if f[1].startswith("audio/")), kept[0])
    episode.audio_url, episode.audio_type = url, mime_type[:TYPE_LENGTH]
    episode.audio_length = length_of(chosen.get("length") or chosen.get("filesize") or "")
    others = {found[0] for found in kept} - {url}
    if others:
        episode.remarks.append(f"{len(others)} autre(s) fichier(s) joint(s), non repris.")
    if mime_type.startswith("video/"):
        episode.remarks.append("le fichier est une vidéo\u00a0: seul son son sera entendu.")
    elif not mime_type:
        episode.remarks.append("le type du son n’est pas donné.")


def _absolute(url: str, base: str) -> str:
    try:
        return urljoin(base, url) if url else ""
    except ValueError:
        return url


def type_of(url: str, declared: str) -> str:
    """Return the MIME type declared, or that of the extension when there is none or it is vague."""
    declared = declared.partition(";")[0].strip().lower()
    if declared.startswith(("audio/", "video/", "image/")):
        return {"audio/mp3": "audio/mpeg", "audio/x-mp3": "audio/mpeg"}.get(declared, declared)
    try:
        suffix = PurePosixPath(urlsplit(url.strip()).path).suffix.lower()
    except ValueError:
        return ""
    return AUDIO_TYPES.get(suffix) or MORE_TYPES.get(suffix) or ""


def length_of(text: str) -> int | None:
    """Return a length in bytes, None for 0 or what is not a length."""
    digits = str(text).strip().replace(" ", "").replace(",", "")
    return int(digits) if digits.isdecimal() and 0 < int(digits[:20]) < LARGEST else None
