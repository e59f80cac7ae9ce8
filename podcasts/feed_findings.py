"""Publication checks of what podcast applications read of a show and of an episode."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.timezone import localdate

from hub.core.publication import Finding, Severity
from podcasts.audio_types import AUDIO_TYPES

if TYPE_CHECKING:
    from podcasts.models import EpisodePage, PodcastPage

# Of BCP 47, what RSS and Apple accept: « fr », « fr-FR », « gsw ».
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
# « Épisode 12 : », « n° 12 – », « #12 », « S01E12 ».
LABELLED = re.compile(
    r"(?:s(?:aison)?\s*\d+\s*)?(?:épisode|episode|ép\.?|ep\.?|e|n°|no\.?|#)\s*\d+\b",
    re.IGNORECASE,
)
# « 12. », « 12 – ».
BARE = re.compile(r"(?P<number>\d{1,5})\s*[.:–—)-]\s")


def show_findings(show: "PodcastPage") -> Iterator[Finding]:
    """Yield what applications would refuse or miss in the feed of a show that the hub serves."""
    if show.new_feed_url and not show.has_moved:
        message = "c’est déjà l’adresse de ce flux\u00a0: laissez-la vide s’il ne déménage pas."
        yield Finding(Severity.BLOCKS, message, "Nouvelle adresse du flux", field="new_feed_url")
    if show.hosted_elsewhere:
        return
    if not show.image_id:
        message = "les applications refusent un podcast sans vignette."
        yield Finding(Severity.WARNS, message, "Vignette", field="image")
    if not show.owner_email:
        message = (
            "sans elle, les annuaires (Apple, Spotify…) ne peuvent pas vérifier à qui est le "
            "podcast."
        )
        yield Finding(Severity.WARNS, message, "Adresse du propriétaire", field="owner_email")
    if not show.author:
        message = "les applications le montrent sous le titre."
        yield Finding(Severity.WARNS, message, "Auteur", field="author")
    if not LANGUAGE.fullmatch(show.language):
        message = "écrivez un code, comme «\u00a0fr\u00a0» ou «\u00a0fr-FR\u00a0»."
        yield Finding(Severity.BLOCKS, message, "Langue", field="language")
    if show.funding_label and not show.funding_url:
        message = "l’invitation à soutenir ne mène nulle part sans elle."
        yield Finding(Severity.WARNS, message, "Adresse de soutien", field="funding_url")


def item_findings(episode: "EpisodePage") -> Iterator[Finding]:
    """Yield what applications would show badly in the feed."""
    if _is_numbered(episode):
        message = "il contient le numéro, que les applications ajoutent elles-mêmes."
        yield Finding(Severity.WARNS, message, "Titre", field="title")
    if episode.date and episode.date > localdate():
        message = (
            "elle est dans l’avenir\u00a0: des applications cachent l’épisode jusque-là. Pour "
            "qu’il paraisse ce jour-là, programmez sa publication."
        )
        yield Finding(Severity.WARNS, message, "Date de diffusion", field="date")
    if not episode.transcript:
        message = "sans elle, l’épisode est muet pour une partie du public et pour la recherche."
        yield Finding(Severity.WARNS, message, "Transcription", field="transcript")
    yield from _address_findings(episode)


def _is_numbered(episode: "EpisodePage") -> bool:
    """Tell whether the title begins with a number of episode; a bare one is that of the episode."""
    bare = BARE.match(episode.title)
    return bool(LABELLED.match(episode.title)) or (
        bare is not None and int(bare["number"]) == episode.number
    )


def _address_findings(episode: "EpisodePage") -> Iterator[Finding]:
    address = urlsplit(episode.audio_url)
    if not address.netloc:
        return
    if PurePosixPath(address.path).suffix.lower() not in AUDIO_TYPES:
        known = ", ".join(AUDIO_TYPES)
        message = (
            f"elle ne finit pas par une extension connue ({known})\u00a0: Apple refuse le son."
        )
        yield Finding(Severity.WARNS, message, "Adresse du son", field="audio_url")
    if address.scheme != "https":
        message = "elle n’est pas en https\u00a0: des applications refusent de la lire."
        yield Finding(Severity.WARNS, message, "Adresse du son", field="audio_url")
