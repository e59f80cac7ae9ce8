"""Verification of a feed: what applications would refuse, in words, for editors."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from hub.core.publication import Finding, publication_findings
from hub.core.site.visibility import is_published, is_visible
from podcasts.feed.channel import FEED_BYTES, ITEM_BYTES, write_feed
from podcasts.feed.descriptions import fit
from podcasts.feed.source import FeedPage, anonymous, feed_episodes, load_feed
from podcasts.feed_findings import item_findings
from podcasts.models import EpisodePage, PodcastPage
from podcasts.publication import sound_findings

LEFT_OUT = "Il n’est pas dans le flux\u00a0: "
RESTRICTED = "il est réservé à des lecteurs connectés."
INCOMPLETE = "il lui manque une date, ou un son avec sa taille, son type et sa durée."
SAME_GUID = "un autre épisode a le même identifiant\u00a0: les applications n’en gardent qu’un."
CUT = "sa description dépasse {} octets\u00a0: les applications en montrent le début."


@dataclass(frozen=True)
class EpisodeReport:
    """The problems of an episode, as sentences without a capital."""

    episode: EpisodePage
    problems: list[str]


@dataclass(frozen=True)
class FeedReport:
    """State of a feed: its size, the problems of the show and those of its published episodes."""

    show: PodcastPage
    state: str
    items: int
    pages: int
    byte_length: int
    findings: list[Finding]
    episodes: list[EpisodeReport]

    @property
    def is_too_long(self) -> bool:
        return self.byte_length > FEED_BYTES

    @property
    def is_valid(self) -> bool:
        return not self.findings and not self.episodes and not self.state


def check_feed(show: PodcastPage, request: HttpRequest) -> FeedReport:
    """Return the report of the feed as applications get it: what is published, not the drafts."""
    reader = anonymous(request)
    first = load_feed(show, request)
    pages = [first, *(load_feed(show, request, number) for number in range(2, first.last + 1))]
    content = write_feed(first)
    cut = {pk for page in pages for pk in _cut_descriptions(page)}
    listed = set(feed_episodes(show, reader).values_list("pk", flat=True))
    return FeedReport(
        show,
        _state(show, reader),
        len(listed),
        first.last,
        len(content),
        publication_findings(show),
        list(_episode_reports(show, reader, listed, cut)),
    )


def _state(show: PodcastPage, reader: HttpRequest) -> str:
    """Return why the feed is not served here, in French; empty when it is."""
    if not is_published(show):
        return "Le podcast n’est pas en ligne\u00a0: son flux non plus."
    if not is_visible(show, reader):
        return (
            "Le podcast est réservé à des lecteurs connectés\u00a0: il n’a pas de flux, "
            "que les applications ne sauraient ouvrir."
        )
    if show.hosted_elsewhere:
        return f"Le podcast est hébergé ailleurs\u00a0: cette adresse mène à {show.source_feed}."
    if show.has_moved:
        return f"Le flux a déménagé\u00a0: cette adresse mène à {show.new_feed_url}."
    return ""


def _cut_descriptions(page: FeedPage) -> Iterator[int]:
    page.load_descriptions()
    for episode in page.episodes:
        blocks = page.blocks[episode.pk]
        if fit(blocks, ITEM_BYTES[0], "") != "".join(blocks):
            yield episode.pk


def _episode_reports(
    show: PodcastPage, reader: HttpRequest, listed: set[int], cut: set[int]
) -> Iterator[EpisodeReport]:
    episodes = [
        episode
        for episode in EpisodePage.objects.child_of(show)
        .filter(live=True)
        .select_related("audio")
        .prefetch_related("chapters")
        .order_by("-date", "-pk")
        if is_published(episode)
    ]
    repeated = _repeated(episode.guid for episode in episodes)
    numbers = _repeated(
        (episode.season, episode.number, episode.episode_kind)
        for episode in episodes
        if episode.number
    )
    for episode in episodes:
        problems = [str(finding) for finding in sound_findings(episode)]
        problems += [str(finding) for finding in item_findings(episode)]
        if episode.pk not in listed:
            is_hidden = not is_visible(episode, reader) and is_visible(show, reader)
            problems.insert(0, LEFT_OUT + (RESTRICTED if is_hidden else INCOMPLETE))
        if episode.pk in cut:
            problems.append(CUT.format(ITEM_BYTES[0]))
        if episode.guid in repeated:
            problems.append(SAME_GUID)
        if (episode.season, episode.number, episode.episode_kind) in numbers:
            problems.append(f"un autre épisode a le numéro {episode.number}.")
        if problems:
            yield EpisodeReport(episode, [text[:1].upper() + text[1:] for text in problems])


def _repeated(values: Iterable[object]) -> set[object]:
    return {value for value, count in Counter(values).items() if count > 1}
