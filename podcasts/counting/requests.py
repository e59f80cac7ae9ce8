"""Counting of the responses that Django sends itself (`SOUND_SERVER=django`)."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from hub.proxies import client_address
from podcasts.counting.downloads import Transfer, forget_past_days, record_transfer
from podcasts.editors import is_editor
from podcasts.models import DownloadSalt, EpisodePage

logger = logging.getLogger(__name__)


def counter_of(request: HttpRequest, episode: EpisodePage) -> Callable[[int], None]:
    """Return the function to call once, with the bytes sent, when the response ends.

    It makes one short transaction. A failure is logged, and the download is not counted: the
    response was already sent.
    """

    def count(bytes_sent: int) -> None:
        try:
            if is_editor(request):
                return
            now = timezone.now()
            today = timezone.localdate(now)
            if not DownloadSalt.objects.filter(day=today).exists():
                forget_past_days(today)
            agent = request.headers.get("User-Agent", "")
            record_transfer(Transfer(episode, client_address(request), agent, bytes_sent, now))
        except DatabaseError as error:
            logger.warning("A download was not counted: %s", type(error).__name__)

    return count
