"""The item of an episode."""

import datetime
from email.utils import format_datetime

from django.utils.timezone import get_default_timezone
from lxml import etree

from hub.core.values.plain_text import absolute_url
from podcasts.feed.descriptions import fit
from podcasts.feed.enclosures import enclosure_of
from podcasts.feed.source import FeedPage
from podcasts.feed.xml import add, add_html, add_if, boolean
from podcasts.models import EpisodePage, EpisodeRole
from podcasts.models.shows import artwork_problem

# Groups of the roles: github.com/Podcastindex-org/podcast-namespace, taxonomy.json.
GROUPS = {
    EpisodeRole.HOST: "cast",
    EpisodeRole.GUEST: "cast",
    EpisodeRole.NARRATOR: "cast",
    EpisodeRole.EDITOR: "writing",
    EpisodeRole.AUTHOR: "writing",
    EpisodeRole.PRODUCER: "creative direction",
    EpisodeRole.COMPOSER: "audio post-production",
}
NAME_LENGTH = 128  # characters that aggregators keep of a person or a place
TRANSCRIPTS = {"transcription.vtt": "text/vtt", "transcription.srt": "application/x-subrip"}


def add_item(
    channel: etree._Element, feed: FeedPage, episode: EpisodePage, description_bytes: int
) -> None:
    """Append an episode, whose description has at most `description_bytes` bytes."""
    item, link = etree.SubElement(channel, "item"), episode.get_full_url(feed.request)
    enclosure = enclosure_of(episode)
    add(item, "title", episode.title)
    add(item, "link", link)
    add(
        item,
        "enclosure",
        url=enclosure.url,
        length=enclosure.length,
        type=enclosure.type,
    )
    add(item, "guid", episode.guid, isPermaLink="false")
    add(item, "pubDate", format_datetime(published(episode)))
    if description_bytes:
        add_html(item, "description", fit(feed.blocks[episode.pk], description_bytes, link))
    _add_apple(item, feed, episode)
    _add_podcasting(item, feed, episode, link)


def published(episode: EpisodePage) -> datetime.datetime:
    """Return the date and time of an episode, in the time zone of the site."""
    time = episode.time or datetime.time.min
    return datetime.datetime.combine(episode.date, time, tzinfo=get_default_timezone())


def _add_apple(item: etree._Element, feed: FeedPage, episode: EpisodePage) -> None:
    add(item, "itunes:title", episode.title)
    add(item, "itunes:duration", enclosure_of(episode).seconds)
    add_if(item, "itunes:season", episode.season)
    add_if(item, "itunes:episode", episode.number)
    add(item, "itunes:episodeType", episode.episode_kind)
    add(item, "itunes:explicit", boolean(episode.explicit))
    add_if(item, "itunes:author", feed.show.author)
    if episode.image and not artwork_problem(episode.image):
        add(item, "itunes:image", href=absolute_url(episode.image.file.url))


def _add_podcasting(item: etree._Element, feed: FeedPage, episode: EpisodePage, link: str) -> None:
    add_if(item, "podcast:season", episode.season)
    add_if(item, "podcast:episode", episode.number)
    if episode.has_transcript:
        for name, media_type in TRANSCRIPTS.items():
            add(
                item,
                "podcast:transcript",
                url=f"{link}{name}",
                type=media_type,
                language=feed.show.language,
            )
    if episode.has_chapters:
        url = f"{link}chapitres.json"
        add(item, "podcast:chapters", url=url, type="application/json+chapters")
    for row in episode.people.all():
        name = row.person.name[:NAME_LENGTH]
        add(item, "podcast:person", name, role=row.role, group=GROUPS[row.role])
    for territory in dict.fromkeys(episode.territories):
        has_place = territory.latitude is not None and territory.longitude is not None
        geo = f"geo:{territory.latitude},{territory.longitude}" if has_place else ""
        add(item, "podcast:location", territory.name[:NAME_LENGTH], geo=geo, country="fr")
