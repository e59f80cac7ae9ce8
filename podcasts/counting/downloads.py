"""Rule of downloads, and what is stored of them.

A download is the same episode, the same listener (address and user agent) and the same day, with
at least 60 seconds of sound, summed over the bytes that were sent.
"""

import datetime
import hashlib
import hmac
import math
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from podcasts.counting.robots import is_robot
from podcasts.models import DownloadCount, DownloadSalt, EpisodePage, PartialDownload

COUNTED_SECONDS = 60
# A player that only asks whether ranges work requests `bytes=0-1`.
PROBE_BYTES = 2


@dataclass(frozen=True)
class Transfer:
    """One response with bytes of an episode: who received it, when, and the bytes sent."""

    episode: EpisodePage
    address: str
    agent: str
    bytes_sent: int
    time: datetime.datetime

    @property
    def day(self) -> datetime.date:
        return timezone.localdate(self.time)


def needed_bytes(size: int | None, seconds: float | None) -> int:
    """Return the bytes of 60 seconds of a sound; of the whole sound if it is shorter.

    0 when the size is unknown, which means that the sound is not counted.
    """
    size, seconds = size or 0, seconds or 0
    if seconds <= COUNTED_SECONDS:
        return size
    return math.ceil(size * COUNTED_SECONDS / seconds)


def record_transfer(transfer: Transfer) -> bool:
    """Add a transfer to those of its listener; return whether it completes a download.

    Robots, probes of two bytes and sounds of unknown size are ignored. Bytes that are sent again
    count again: which parts of a sound a listener heard is not stored.
    """
    needed = needed_bytes(transfer.episode.audio_length, transfer.episode.duration)
    if transfer.bytes_sent <= PROBE_BYTES or not needed or is_robot(transfer.agent):
        return False
    with transaction.atomic():
        listener = {"day": transfer.day, "digest": _digest(transfer)}
        PartialDownload.objects.bulk_create([PartialDownload(**listener)], ignore_conflicts=True)
        partial = PartialDownload.objects.filter(**listener)
        partial.update(bytes_sent=F("bytes_sent") + transfer.bytes_sent)
        # One statement, so that of two processes one counts the download.
        complete = partial.filter(is_counted=False, bytes_sent__gte=needed).update(is_counted=True)
        if complete:
            _add_download(transfer.episode, transfer.day)
    return bool(complete)


def forget_past_days(today: datetime.date | None = None) -> int:
    """Delete the salts and partial downloads of the days before `today`; return their number."""
    today = today or timezone.localdate()
    partial, _ = PartialDownload.objects.filter(day__lt=today).delete()
    salts, _ = DownloadSalt.objects.filter(day__lt=today).delete()
    return partial + salts


def _add_download(episode: EpisodePage, day: datetime.date) -> None:
    DownloadCount.objects.bulk_create(
        [DownloadCount(episode=episode, day=day)], ignore_conflicts=True
    )
    DownloadCount.objects.filter(episode=episode, day=day).update(downloads=F("downloads") + 1)


def _digest(transfer: Transfer) -> str:
    """Return the HMAC-SHA256, in hexadecimal, of the episode and its listener."""
    text = f"{transfer.episode.uid}\0{transfer.address}\0{transfer.agent}"
    secret = _secret_of(transfer.day)
    return hmac.new(secret, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _secret_of(day: datetime.date) -> bytes:
    """Return the secret of a day, drawn by the first process that asks for it."""
    salts = DownloadSalt.objects.filter(day=day).values_list("secret", flat=True)
    secret = salts.first()
    if secret is None:
        new = DownloadSalt(day=day, secret=secrets.token_bytes(32))
        DownloadSalt.objects.bulk_create([new], ignore_conflicts=True)
        secret = salts.get()
    return bytes(secret)
