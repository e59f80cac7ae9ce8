"""The parsed feed between the screens: kept on the server, with a signed key in the form."""

import json
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser

from hub.core.importing.encoding import Codec
from hub.core.importing.state import ImportState, LostStateError
from podcasts.importing import parsed
from podcasts.models import PodcastPage

STATE = ImportState("podcasts.import", PodcastPage, "podcast-a-importer")
CODEC = Codec(
    [
        parsed.ParsedChapter,
        parsed.ParsedEpisode,
        parsed.ParsedFeed,
        parsed.ParsedPerson,
        parsed.ParsedShow,
        parsed.ParsedTranscript,
        parsed.UnreadItem,
    ]
)
FEED = "feed"


@dataclass(frozen=True)
class Step:
    """What the form of a step holds: the key of the feed, the options and the next rank.

    `position` is None before the show is imported.
    """

    key: int
    owner_email: str = ""
    publish: bool = False
    position: int | None = None

    def sign(self, user: AbstractBaseUser) -> str:
        return STATE.sign({**vars(self), "shape": CODEC.shape()}, user)

    @classmethod
    def load(cls, text: str, user: AbstractBaseUser) -> "Step":
        """Return the step of a form; raise LostStateError, also for that of another version."""
        data = STATE.load(text, user)
        if data.pop("shape", "") != CODEC.shape():
            raise LostStateError
        return cls(**data)


def keep_feed(feed: parsed.ParsedFeed, user: AbstractBaseUser) -> int:
    """Store a parsed feed for a day at most; return its key."""
    data = json.dumps(CODEC.encode(feed), ensure_ascii=False).encode("utf-8", "replace")
    return STATE.keep_files({FEED: data}, user)[FEED]


def read_feed(key: int) -> parsed.ParsedFeed:
    """Return the feed kept; raise LostStateError when it has expired."""
    return CODEC.decode(json.loads(STATE.read_files({FEED: key})[FEED]))


def forget_feed(key: int) -> None:
    STATE.forget_files({FEED: key})
