"""State of the encoder of the search by meaning, for the admin screen; read-only."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from hub.search.meaning import Encoder, EncoderUnavailable, current_encoder
from hub.search.meaning.encoders import OFF
from hub.search.models import SearchConsumer
from hub.search.outbox.encoding import ENCODER, encoding_progress

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class EncoderState:
    """State of the encoder, and of the encoding of the site's index.

    - `name`: empty without an encoder; `is_off`: whether the setting says so;
    - `encoded`, `total`: numbers of pieces of text;
    - `error`: why it fails, in French; `failing_since`: None if only this screen has met the error;
    - `encoded_at`: last write of vectors.
    """

    name: str = ""
    is_off: bool = False
    encoded: int = 0
    total: int = 0
    error: str = ""
    failing_since: datetime | None = None
    encoded_at: datetime | None = None

    @property
    def waiting(self) -> int:
        return self.total - self.encoded

    @property
    def is_well(self) -> bool:
        """Whether it works or is absent: the search then answers by words."""
        return not self.error


def encoder_state() -> EncoderState:
    """Return the current `EncoderState`; encode a word, which may take one time-out."""
    encoder = current_encoder()
    if encoder is None:
        return EncoderState(is_off=settings.SEARCH_ENCODER in OFF)
    progress = encoding_progress()
    consumer = SearchConsumer.objects.filter(engine=ENCODER).first() or SearchConsumer()
    return EncoderState(
        name=encoder.name,
        encoded=progress.encoded,
        total=progress.total,
        error=consumer.error or _probe(encoder),
        failing_since=consumer.failing_since,
        encoded_at=consumer.written_at,
    )


def _probe(encoder: Encoder) -> str:
    """Return why the encoder fails on a question; empty if it works."""
    try:
        encoder.encode_questions(["bonjour"])
    except EncoderUnavailable as error:
        return str(error)
    except Exception as error:
        logger.exception("%s fails", encoder.name)
        return f"{type(error).__name__}\u00a0: {error}"
    return ""
