"""The show of an import: which page it is, and its parts."""

import uuid

from podcasts.importing.builder.directory import Directory
from podcasts.importing.builder.episodes import image_part, themes_part, title_part, value_part
from podcasts.importing.builder.merging import Part, digest
from podcasts.importing.builder.remote import Images
from podcasts.importing.errors import LockedFeedError, PodcastImportError
from podcasts.importing.parsed import ParsedFeed, ParsedShow
from podcasts.models import EpisodePage, ImportRecord, PodcastIndexPage, PodcastPage
from podcasts.models.shows import podcast_guid

LABELS = {
    "author": "Auteur",
    "owner_name": "Propriétaire",
    "owner_email": "Adresse du propriétaire",
    "language": "Langue",
    "category": "Catégorie",
    "explicit": "Contenu explicite",
    "show_type": "Type",
    "import_locked": "Interdiction d’importer",
    "funding_url": "Adresse de soutien",
    "funding_label": "Invitation à soutenir",
    "new_feed_url": "Nouvelle adresse du flux",
    "source_url": "Site",
    "licence": "Licence",
}
SAMPLE = 500  # episodes compared to recognise a show
NO_INDEX = "Le site n’a pas de page «\u00a0Podcasts\u00a0» où ranger l’émission."
LOCKED = (
    "Le propriétaire de ce podcast interdit son import (podcast:locked). S’il est d’accord, "
    "donnez son adresse électronique, celle du flux."
)
WRONG_OWNER = (
    "Le propriétaire de ce podcast interdit son import (podcast:locked), et l’adresse donnée "
    "n’est pas celle du flux."
)


def check_lock(show: ParsedShow, owner_email: str) -> None:
    """Raise LockedFeedError for a locked feed, unless `owner_email` is that of its owner."""
    if not show.is_locked:
        return
    given = owner_email.strip().casefold()
    if not given:
        raise LockedFeedError(LOCKED)
    if given != show.locked_owner.strip().casefold():
        raise LockedFeedError(WRONG_OWNER)


def index_page() -> PodcastIndexPage:
    """Return the page under which shows are; raise PodcastImportError when there is none."""
    index = PodcastIndexPage.objects.first()
    if index is None:
        raise PodcastImportError(NO_INDEX)
    return index


def find_show(feed: ParsedFeed, slug: str = "") -> PodcastPage | None:
    """Return the page of a show: that of `slug`, else of its GUID, else of its feed; or None.

    Raise PodcastImportError when `slug` is not that of the page that has the GUID.
    """
    show, shows = feed.show, PodcastPage.objects.all()
    guid = guid_of(show)
    same = shows.filter(guid=guid).first() if guid else None
    if slug:
        found = shows.filter(slug=slug).first()
        if same and same != found:
            raise PodcastImportError(
                f"Ce flux est celui de l’émission «\u00a0{same.title}\u00a0» "
                f"({same.slug}), pas de «\u00a0{slug}\u00a0»."
            )
        return found
    if same:
        return same
    if show.source_feed:
        return shows.filter(source_feed=show.source_feed).order_by("pk").first()
    return _find_by_content(feed)


def _find_by_content(feed: ParsedFeed) -> PodcastPage | None:
    """Return the show imported from a file without GUID nor address, by its title and an episode.

    The title is that of the file, whatever the editors made of it since.
    """
    title = digest(feed.show.title)
    guids = [episode.guid for episode in feed.episodes[:SAMPLE]]
    for record in ImportRecord.objects.filter(page__in=PodcastPage.objects.filter(source_feed="")):
        if record.parts.get("title", [""])[0] == title:
            page = PodcastPage.objects.get(pk=record.page_id)
            episodes = EpisodePage.objects.child_of(page)
            if not episodes.exists() or episodes.filter(guid__in=guids).exists():
                return page
    return None


def guid_of(show: ParsedShow) -> uuid.UUID | None:
    """Return the podcast:guid of a feed, else the one that its address gives; or None."""
    if show.guid:
        return uuid.UUID(show.guid)
    return podcast_guid(show.source_feed) if show.source_feed else None


def show_parts(show: ParsedShow, directory: Directory, images: Images) -> list[Part]:
    """Return the parts of a show, for the merge with its page."""
    parts = [
        title_part(show.title),
        *(value_part(name, LABELS[name], value) for name, value in show.values),
        value_part("summary", "Chapô", show.summary),
        value_part("description", "Présentation", show.description),
        themes_part(show.keywords, directory),
    ]
    if show.image:
        alternative = f"Vignette du podcast «\u00a0{show.title}\u00a0»"
        parts.append(image_part(show.image, show.title, alternative, images))
    return parts
