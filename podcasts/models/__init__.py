from .episodes import (
    EpisodeChapter,
    EpisodeInitiative,
    EpisodeKind,
    EpisodePage,
    EpisodePerson,
)
from .media import PodcastMedia
from .shows import PodcastIndexPage, PodcastPage, ShowType

__all__ = [
    "EpisodeChapter",
    "EpisodeInitiative",
    "EpisodeKind",
    "EpisodePage",
    "EpisodePerson",
    "PodcastIndexPage",
    "PodcastMedia",
    "PodcastPage",
    "ShowType",
]
