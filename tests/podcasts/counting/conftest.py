"""An episode of two minutes, and the transfers of its listeners."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from podcasts.counting.downloads import Transfer
from podcasts.models import DownloadCount, EpisodePage
from tests.factories import EpisodePageFactory, MediaFactory

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NOON = timezone.make_aware(datetime.datetime(2026, 3, 2, 12))


@pytest.fixture
def episode(site_tree: object) -> EpisodePage:
    return EpisodePageFactory(audio=MediaFactory(seconds=120))


def transfer(episode: EpisodePage, **values: Any) -> Transfer:
    """Return a transfer of the whole sound, with other `values`."""
    defaults = {"address": "192.0.2.1", "agent": FIREFOX, "time": NOON}
    return Transfer(episode=episode, **{"bytes_sent": episode.audio_length, **defaults, **values})


def total(episode: EpisodePage) -> int:
    return sum(DownloadCount.objects.filter(episode=episode).values_list("downloads", flat=True))
