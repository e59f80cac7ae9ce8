from .checks import SoundCheck, SoundState
from .downloads import CountedLogPart, DownloadCount, DownloadSalt, PartialDownload
from .episodes import (
    EpisodeChapter,
    EpisodeInitiative,
    EpisodeKind,
    EpisodePage,
    EpisodePerson,
    EpisodeRole,
)
from .imports import ImportRecord
from .media import PodcastMedia
from .shows import PodcastIndexPage, PodcastPage, ShowType

__all__ = [
    "CountedLogPart",
    "DownloadCount",
    "DownloadSalt",
    "EpisodeChapter",
    "EpisodeInitiative",
    "EpisodeKind",
    "EpisodePage",
    "EpisodePerson",
    "EpisodeRole",
    "ImportRecord",
    "PartialDownload",
    "PodcastIndexPage",
    "PodcastMedia",
    "PodcastPage",
    "ShowType",
    "SoundCheck",
    "SoundState",
]
