"""Seed a podcast and its episodes, with audio, chapters and transcripts."""

from typing import Any

from home.demo.blocks import raw_blocks
from home.demo.covers import ARTWORK, get_or_draw_cover
from home.demo.directory import get_theme
from home.demo.files import CONTENT, load_yaml
from home.demo.pages import (
    demo_page,
    publish_page,
    set_decorative_image,
    set_themes_and_territories,
)
from home.demo.sounds import get_or_make_audio, make_chords
from home.demo.speech import Sentence, record
from hub.people.models import Person
from inspiration.models import InitiativePage
from podcasts.models import (
    EpisodeChapter,
    EpisodeInitiative,
    EpisodePage,
    EpisodePerson,
    PodcastIndexPage,
    PodcastPage,
)
from podcasts.transcripts import read_transcript


def seed_podcasts() -> dict[str, int]:
    """Publish the show and its episodes; return their numbers."""
    data = load_yaml("podcasts.yaml")
    show = _seed_show(PodcastIndexPage.objects.get(), data["emission"])
    for entry in data["episodes"]:
        _seed_episode(show, entry)
    return {"podcast": 1, "épisodes": len(data["episodes"])}


def _seed_show(index: PodcastIndexPage, entry: dict[str, Any]) -> PodcastPage:
    page = demo_page(PodcastPage, index, entry["adresse"])
    if page is None:
        return PodcastPage.objects.child_of(index).get(slug=entry["adresse"])
    page.title = entry["titre"]
    page.summary = entry["chapo"]
    page.description = entry["presentation"]
    page.author = page.owner_name = entry["auteur"]
    page.owner_email = entry["courriel"]
    page.category = entry["categorie"]
    set_themes_and_territories(page, entry)
    set_decorative_image(
        page,
        get_or_draw_cover(entry["adresse"], get_theme(entry["themes"][0]).colour, "arcs", ARTWORK),
    )
    return publish_page(page, index)


def _seed_episode(show: PodcastPage, entry: dict[str, Any]) -> None:
    page = demo_page(EpisodePage, show, entry["adresse"])
    if page is None:
        return
    page.title, page.summary = entry["titre"], entry["chapo"]
    page.number, page.date = entry["numero"], entry["date"]
    page.update_note = "Exemple\u00a0: date choisie pour la démonstration."
    if "conversation" in entry:
        chapters = _record_conversation(page, entry)
    else:
        chapters = entry["chapitres"]
        page.audio = get_or_make_audio(
            entry["adresse"], lambda: make_chords(entry["secondes"], entry["accords"])
        )
        path = CONTENT / "transcripts" / entry["transcription"]
        page.transcript = read_transcript(path.read_bytes())
    page.notes = raw_blocks(entry["notes"])
    page.people = [
        EpisodePerson(
            person=Person.objects.get(name=voice["personne"]), role=voice["role"], sort_order=order
        )
        for order, voice in enumerate(entry["voix"])
    ]
    page.chapters = [
        EpisodeChapter(start=chapter["debut"], title=chapter["titre"], sort_order=order)
        for order, chapter in enumerate(chapters)
    ]
    page.initiatives = [
        EpisodeInitiative(initiative=InitiativePage.objects.get(slug=slug), sort_order=order)
        for order, slug in enumerate(entry["initiatives"])
    ]
    set_themes_and_territories(page, entry)
    set_decorative_image(
        page, get_or_draw_cover(entry["adresse"], get_theme(entry["themes"][0]).colour)
    )
    publish_page(page, show)


def _record_conversation(page: EpisodePage, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Set the sound and the transcript of `page`; return its chapters, `debut` and `titre`."""
    voices = {voice["nom"]: voice for voice in entry["voix"]}
    parts = load_yaml(entry["conversation"])
    recording = record(
        [
            [
                Sentence(voices[name]["personne"], voices[name]["hauteur"], text)
                for name, text in part["paroles"]
            ]
            for part in parts
        ]
    )
    page.audio = get_or_make_audio(entry["adresse"], lambda: recording.sound)
    page.transcript = recording.transcript
    return [
        {"debut": start, "titre": part["titre"]}
        for start, part in zip(recording.chapter_starts, parts, strict=True)
    ]
