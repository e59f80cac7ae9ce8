"""What a page of the feed is made of, in a fixed number of queries, and its version."""

import copy
import hashlib
import json
from dataclasses import astuple, dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Window,
)
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from wagtail.blocks import StreamValue
from wagtail.models import ModelLogEntry, PageLogEntry

from hub.core.models import PageTerritory
from hub.core.models.relations import load_relations
from hub.core.site.request_cache import request_cache
from hub.core.site.visibility import page_restrictions
from hub.core.story.loading import load_stories
from podcasts.feed.descriptions import feed_blocks
from podcasts.feed.enclosures import enclosure_of
from podcasts.models import EpisodeChapter, EpisodePage, EpisodePerson, PodcastPage

ITEMS_PER_PAGE = 100
# Fields of the pages that the feed shows: the others change without a new version.
SHOW_FIELDS = (
    *("title", "url_path", "description", "author", "owner_name", "owner_email", "language"),
    *("category", "explicit", "show_type", "guid", "import_locked", "funding_url", "funding_label"),
    *("new_feed_url", "licence", "image_id", "last_published_at"),
)
EPISODE_FIELDS = (
    *("pk", "title", "url_path", "summary", "season", "number", "episode_kind", "date", "time"),
    *("explicit", "guid", "image_id"),
    *("licence", "has_transcript", "has_chapters", "last_published_at"),
)
# Blocks that a description of the feed cannot show.
PICTURES = ("image", "gallery", "embed", "separator")


@dataclass
class FeedPage:
    """A page of the feed: its episodes, newest first, with `number` and `last` from 1."""

    show: PodcastPage
    request: HttpRequest
    episodes: list[EpisodePage]
    number: int = 1
    last: int = 1
    # Last entries of the logs of Wagtail: what editors did to the pages that notes link to.
    logs: tuple[int | None, ...] = ()
    blocks: dict[int, list[str]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """A hash of what was loaded: another version may have another content, the same has not."""
        rows = [
            [
                *(getattr(episode, name) for name in EPISODE_FIELDS),
                astuple(enclosure_of(episode)),
                list(episode.notes.raw_data),
                [(row.role, row.person.name) for row in episode.people.all()],
                [(t.name, t.latitude, t.longitude) for t in episode.territories],
            ]
            for episode in self.episodes
        ]
        show = [getattr(self.show, name) for name in SHOW_FIELDS]
        data = json.dumps([self.number, self.last, self.logs, show, rows], default=str)
        return hashlib.sha256(data.encode()).hexdigest()

    def load_descriptions(self) -> None:
        """Set `blocks`: the description of the show and of each episode, by id of page."""
        stories = load_stories(self.episodes, self.request, relations=())
        for episode, story in zip(self.episodes, stories, strict=True):
            html = render_to_string(
                "podcasts/feed_description.html", {"page": episode, "notes": story["notes"]}
            )
            self.blocks[episode.pk] = feed_blocks(html)
        story = load_stories([self.show], self.request, relations=())[0]
        self.blocks[self.show.pk] = feed_blocks(str(story["description"]))


def load_feed(show: PodcastPage, request: HttpRequest, number: int = 1) -> FeedPage:
    """Return a page of the feed of `show`; raise Http404 when the feed has no such page."""
    reader = anonymous(request)
    start = (number - 1) * ITEMS_PER_PAGE
    episodes = list(feed_episodes(show, reader)[start : start + ITEMS_PER_PAGE])
    if number > 1 and not episodes:
        raise Http404("Ce flux n’a pas cette page.")
    for episode in episodes:
        episode.notes = _without_pictures(episode.notes)
    load_relations(
        episodes,
        [
            Prefetch("people", EpisodePerson.objects.select_related("person")),
            Prefetch("territory_links", PageTerritory.objects.select_related("territory")),
        ],
    )
    total = episodes[0].feed_count if episodes else 0
    logs = (episodes[0].last_page_log, episodes[0].last_model_log) if episodes else ()
    last = max(1, -(-total // ITEMS_PER_PAGE))
    return FeedPage(show, reader, episodes, number, last, logs)


def feed_episodes(show: PodcastPage, request: HttpRequest | None) -> QuerySet[EpisodePage]:
    """Return the episodes of the feed: visible, with a date and a whole enclosure, newest first.

    Applications order a serial show themselves, by season and number: in a feed, the newest item
    is the first one, and the first page of a long feed has what is new.
    """
    is_here = Q(audio__byte_length__gt=0, audio__duration__gt=0)
    is_remote = Q(audio=None, audio_length__gt=0, duration__gt=0) & ~Q(audio_url="")
    is_remote &= ~Q(audio_type="")
    chapters = EpisodeChapter.objects.filter(page=OuterRef("pk"))
    return (
        show.episodes(request)
        .filter(is_here | is_remote, date__isnull=False)
        .annotate(
            has_transcript=ExpressionWrapper(~Q(transcript=""), output_field=BooleanField()),
            has_chapters=Exists(chapters),
            feed_count=Window(Count("*")),
            last_page_log=Subquery(PageLogEntry.objects.order_by("-pk").values("pk")[:1]),
            last_model_log=Subquery(ModelLogEntry.objects.order_by("-pk").values("pk")[:1]),
        )
        .select_related("audio", "image")
        .defer("transcript")
        .order_by("-date", F("time").desc(nulls_last=True), "-pk")
    )


def anonymous(request: HttpRequest) -> HttpRequest:
    """Return the same request without its user: a feed is the same for everybody."""

    def make() -> HttpRequest:
        page_restrictions(request)  # shared by both
        reader = copy.copy(request)
        vars(reader).pop("_hidden_page_paths", None)
        reader.user, reader.session = AnonymousUser(), SessionBase()
        return reader

    return request_cache(request, "_anonymous_request", make)


def _without_pictures(notes: StreamValue) -> StreamValue:
    raw = [block for block in notes.raw_data if block["type"] not in PICTURES]
    return StreamValue(notes.stream_block, raw, is_lazy=True)


def cached_state(feed: FeedPage) -> dict[str, Any]:
    """Return what `store_state` stored for this page of the feed; empty without it."""
    return cache.get(_cache_key(feed), {})


def store_state(feed: FeedPage, state: dict[str, Any]) -> None:
    cache.set(_cache_key(feed), state, None)


def _cache_key(feed: FeedPage) -> str:
    return f"podcast-feed-{feed.show.pk}-{feed.number}"
