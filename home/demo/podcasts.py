"""One show and its episodes, with their sound, chapters and transcript."""

from home.demo.blocks import raw_blocks
from home.demo.covers import ARTWORK, cover
from home.demo.directory import theme
from home.demo.files import CONTENT, load_yaml
from home.demo.pages import demo_page, illustrate, put, tag
from home.demo.sounds import sound
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


def seed_podcasts():
    """Publish the show and its episodes; return how many there are."""
    data = load_yaml("podcasts.yaml")
    show = _show(PodcastIndexPage.objects.get(), data["emission"])
    for entry in data["episodes"]:
        _episode(show, entry)
    return {"podcast": 1, "épisodes": len(data["episodes"])}


def _show(index, entry):
    page = demo_page(PodcastPage, index, entry["adresse"])
    if page is None:
        return PodcastPage.objects.child_of(index).get(slug=entry["adresse"])
    page.title = entry["titre"]
    page.summary = entry["chapo"]
    page.description = entry["presentation"]
    page.author = page.owner_name = entry["auteur"]
    page.category = entry["categorie"]
    tag(page, entry)
    illustrate(page, cover(entry["adresse"], theme(entry["themes"][0]).colour, "arcs", ARTWORK))
    return put(page, index)


def _episode(show, entry):
    page = demo_page(EpisodePage, show, entry["adresse"])
    if page is None:
        return
    page.title, page.summary = entry["titre"], entry["chapo"]
    page.number, page.date = entry["numero"], entry["date"]
    page.update_note = "Exemple\u00a0: date choisie pour la démonstration."
    page.audio = sound(entry["adresse"], entry["secondes"], entry["accords"])
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
        for order, chapter in enumerate(entry["chapitres"])
    ]
    page.initiatives = [
        EpisodeInitiative(initiative=InitiativePage.objects.get(slug=slug), sort_order=order)
        for order, slug in enumerate(entry["initiatives"])
    ]
    tag(page, entry)
    illustrate(page, cover(entry["adresse"], theme(entry["themes"][0]).colour))
    put(page, show)
