"""The parts of an episode, for the merge with its page."""

import json
from dataclasses import asdict, replace
from typing import Any

from django.utils.timezone import localtime

from hub.core.models import PageTerritory, PageTheme, TerritoryRole
from podcasts.importing.builder.directory import Directory
from podcasts.importing.builder.merging import Part, PartProblemError, without_volatile
from podcasts.importing.builder.remote import (
    Images,
    fetch_chapters,
    fetch_length,
    fetch_sound,
    fetch_transcript,
)
from podcasts.importing.parsed import ParsedChapter, ParsedEpisode
from podcasts.models import EpisodeChapter, EpisodePage, EpisodePerson, ImportRecord

LABELS = {
    "season": "Saison",
    "number": "Numéro",
    "episode_kind": "Nature",
    "explicit": "Contenu explicite",
    "source_url": "Adresse d’origine",
    "summary": "Chapô",
    "duration": "Durée",
    "title": "Titre",
}


def value_part(name: str, label: str, source: Any) -> Part:
    """Return the part of a plain field."""

    def write(page: Any, value: Any) -> None:
        setattr(page, name, value)

    return Part(name, label, source, lambda page: getattr(page, name), write)


def title_part(title: str) -> Part:
    def write(page: Any, value: str) -> None:
        page.title = page.draft_title = value

    return Part("title", "Titre", title, lambda page: page.title, write)


def themes_part(keywords: list[str], directory: Directory) -> Part:
    """Return the part of the themes; keywords that are no theme are left to the directory."""

    def write(page: Any, pks: list[int]) -> None:
        page.theme_items = [PageTheme(tag_id=pk, sort_order=rank) for rank, pk in enumerate(pks)]

    pks = [theme.pk for theme in directory.themes(keywords)]
    return Part("themes", "Thèmes", pks, _theme_ids, write)


def _theme_ids(page: Any) -> list[int]:
    return [item.tag_id for item in page.theme_items.all()]


def image_part(url: str, title: str, alternative: str, images: Images) -> Part:
    """Return the part of the image of a show or of an episode."""

    def fetch() -> tuple[str, bytes]:
        return images.fetch(url)

    def write(page: Any, found: tuple[str, bytes]) -> None:
        page.image = images.save(url, *found, title)
        page.image_alt = page.image_alt or alternative[:255]

    return Part("image", "Vignette", url, lambda page: page.image_id, write, fetch)


class EpisodeParts:
    """Makes the parts of the episodes of one import."""

    def __init__(self, directory: Directory, images: Images, artwork: str, sounds: bool) -> None:
        self.directory = directory
        self.images = images
        self.artwork = artwork
        self.sounds = sounds

    def of(
        self, episode: ParsedEpisode, record: ImportRecord | None, remarks: list[str]
    ) -> list[Part]:
        """Return the parts of an episode; what is found while writing is added to `remarks`."""
        parts = [
            title_part(episode.title),
            *(value_part(name, LABELS[name], value) for name, value in episode.values),
            value_part("summary", "Chapô", episode.summary),
            value_part("duration", "Durée", episode.duration),
            _date_part(episode),
            *self._sound_parts(episode, record),
            _notes_part(episode),
            _transcript_part(episode, remarks),
            _chapters_part(episode, remarks),
            self._people_part(episode, remarks),
            themes_part(episode.keywords, self.directory),
            self._territory_part(episode, remarks),
        ]
        if episode.image and episode.image != self.artwork:
            alternative = f"Vignette de l’épisode «\u00a0{episode.title}\u00a0»"
            parts.append(image_part(episode.image, episode.title, alternative, self.images))
        return parts

    def _sound_parts(self, episode: ParsedEpisode, record: ImportRecord | None) -> list[Part]:
        url, mime_type, length = episode.audio_url, episode.audio_type, episode.audio_length

        def write(page: EpisodePage, value: list[str]) -> None:
            page.audio = None
            page.audio_url, page.audio_type = value

        def read(page: EpisodePage) -> list[Any]:
            if page.audio_id:
                return ["", "", page.audio_id]
            return [page.audio_url, page.audio_type] if page.audio_url else []

        source = [url, mime_type] if url else []
        parts = [
            Part("sound", "Son", source, read, write),
            Part(
                "audio_length",
                "Taille du son",
                [url, length or 0] if url else [],
                lambda page: page.audio_length,
                lambda page, value: setattr(page, "audio_length", value),
                lambda: length or fetch_length(url),
            ),
        ]
        if url and (self.sounds or (record and "file" in record.parts)):
            parts.append(_file_part(episode))
        return parts

    def _people_part(self, episode: ParsedEpisode, remarks: list[str]) -> Part:
        def write(page: EpisodePage, value: list[list[str]]) -> None:
            people, doubts = self.directory.people(episode.people)
            remarks.extend(doubts)
            page.people = [
                EpisodePerson(person=person, role=role, sort_order=rank)
                for rank, (person, role) in enumerate(people)
            ]

        def read(page: EpisodePage) -> list[list[Any]]:
            return [[row.person_id, row.role] for row in page.people.all()]

        source = [[person.name, person.role] for person in episode.people]
        return Part("people", "Voix", source, read, write)

    def _territory_part(self, episode: ParsedEpisode, remarks: list[str]) -> Part:
        territory = self.directory.territory(episode.location) if episode.location else None
        if episode.location and territory is None:
            remarks.append(f"lieu «\u00a0{episode.location[:80]}\u00a0»\u00a0: à choisir.")

        def write(page: EpisodePage, pk: int) -> None:
            page.territory_links = [PageTerritory(territory_id=pk, role=TerritoryRole.PLACE)]

        def read(page: EpisodePage) -> list[int]:
            return [link.territory_id for link in page.territory_links.all()]

        return Part("territory", "Territoire", territory.pk if territory else None, read, write)


def _file_part(episode: ParsedEpisode) -> Part:
    """Return the part of a sound that is copied here, after the one of its address."""

    def write(page: EpisodePage, sound: Any) -> None:
        page.audio, page.audio_url = sound, ""
        # `EpisodePage.save` does it too, but a draft is not saved as a page.
        page.audio_length, page.audio_type = sound.byte_length, sound.mime_type
        page.duration = round(sound.duration)

    def read(page: EpisodePage) -> Any:
        return None if page.audio_url else page.audio_id

    source = [episode.audio_url, episode.audio_length or 0]

    def fetch() -> Any:
        return fetch_sound(episode.audio_url, episode.audio_type, episode.title)

    return Part("file", "Copie du son", source, read, write, fetch)


def _date_part(episode: ParsedEpisode) -> Part:
    published = localtime(episode.published) if episode.published else None

    def write(page: EpisodePage, value: str) -> None:
        if published:
            page.date, page.time = published.date(), published.time().replace(microsecond=0)

    def read(page: EpisodePage) -> list[str]:
        return [str(page.date), str(page.time)] if page.date else []

    return Part("date", "Date", published.isoformat() if published else "", read, write)


def _notes_part(episode: ParsedEpisode) -> Part:
    def write(page: EpisodePage, value: list[list[str]]) -> None:
        page.notes = json.dumps([{"type": kind, "value": text or None} for kind, text in value])

    def read(page: EpisodePage) -> list[Any]:
        return without_volatile(list(page.notes.raw_data))

    return Part("notes", "Notes", [list(block) for block in episode.notes], read, write)


def _transcript_part(episode: ParsedEpisode, remarks: list[str]) -> Part:
    part = value_part(
        "transcript", "Transcription", [asdict(transcript) for transcript in episode.transcripts]
    )
    return replace(
        part, fetch=lambda: fetch_transcript(episode.transcripts, episode.duration, remarks)
    )


def _chapters_part(episode: ParsedEpisode, remarks: list[str]) -> Part:
    """Return the part of the chapters: those of the file, or those of the item if it fails."""

    def fetch() -> list[ParsedChapter]:
        if not episode.chapters_url:
            return episode.chapters
        try:
            return fetch_chapters(episode.chapters_url, remarks) or episode.chapters
        except PartProblemError as error:
            if not episode.chapters:
                raise
            remarks.append(f"chapitres de l’épisode, car {error}")
            return episode.chapters

    def write(page: EpisodePage, chapters: list[ParsedChapter]) -> None:
        if images := sum(bool(chapter.image) for chapter in chapters):
            remarks.append(f"{images} image(s) de chapitres non reprises.")
        page.chapters = [
            EpisodeChapter(
                start=chapter.start, title=chapter.title, url=chapter.url, sort_order=rank
            )
            for rank, chapter in enumerate(chapters)
        ]

    def read(page: EpisodePage) -> list[list[Any]]:
        return [[row.start, row.title, row.url, row.image_id] for row in page.chapters.all()]

    inline = [asdict(chapter) for chapter in episode.chapters]
    source = [episode.chapters_url, inline] if episode.chapters_url or inline else []
    return Part("chapters", "Chapitres", source, read, write, fetch)
