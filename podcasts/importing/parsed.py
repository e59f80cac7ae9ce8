"""Dataclasses returned by the reader and the parser; absent values are None or empty."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class SourceFeed:
    """The pages of a feed as texts, the first one first; `url` is empty for a file.

    `urls` are the addresses of the pages, against which relative addresses are resolved.
    """

    url: str
    texts: list[str]
    urls: list[str]
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ParsedPerson:
    """A person and a value of `EpisodeRole`."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class ParsedChapter:
    """A chapter; `start` in seconds."""

    start: int
    title: str
    url: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class ParsedTranscript:
    """The address of a transcript, and its MIME type without parameters."""

    url: str
    type: str


@dataclass(slots=True)
class ParsedEpisode:
    """One item of a feed. `values` are fields of the page, as (name, value) pairs.

    `remarks` say what is not kept and what is in doubt.
    """

    guid: str
    title: str
    values: list[tuple[str, str | int | bool]] = field(default_factory=list)
    published: datetime | None = None
    audio_url: str = ""
    audio_type: str = ""
    audio_length: int | None = None
    duration: int | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)
    summary: str = ""
    transcripts: list[ParsedTranscript] = field(default_factory=list)
    chapters: list[ParsedChapter] = field(default_factory=list)
    chapters_url: str = ""
    people: list[ParsedPerson] = field(default_factory=list)
    location: str = ""
    keywords: list[str] = field(default_factory=list)
    image: str = ""
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ParsedShow:
    """The channel of a feed. `values` are fields of the page, as (name, value) pairs."""

    title: str
    values: list[tuple[str, str | bool]] = field(default_factory=list)
    guid: str = ""
    source_feed: str = ""
    is_locked: bool = False
    locked_owner: str = ""
    description: str = ""
    summary: str = ""
    keywords: list[str] = field(default_factory=list)
    image: str = ""
    people: list[ParsedPerson] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnreadItem:
    """An item that is not imported, and why, in French."""

    title: str
    reason: str


@dataclass(slots=True)
class ParsedFeed:
    """A show and its episodes, in the order of the feed, and the items that are not imported."""

    show: ParsedShow
    episodes: list[ParsedEpisode] = field(default_factory=list)
    unread: list[UnreadItem] = field(default_factory=list)
