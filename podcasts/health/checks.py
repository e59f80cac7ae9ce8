"""The list of checks: a condition in the database, a severity, and words for the editor.

To add one, add a `Check` to `CHECKS`: the report, its filter, its export and the command use it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When

from hub.core.models import HubPage, HubPageQuerySet
from hub.core.values.durations import format_timecode
from podcasts.models import (
    EpisodeChapter,
    EpisodePage,
    PodcastPage,
    SoundCheck,
    SoundState,
)
from podcasts.models.shows import ARTWORK_FORMATS, ARTWORK_PIXELS, artwork_problem


class Severity(IntEnum):
    """How much a problem costs listeners; sorted in the report."""

    INCOMPLETE = 1
    WRONG = 2
    UNHEARD = 3


@dataclass(frozen=True)
class Check:
    """`condition` finds the pages (`HubPage`) with the problem; `words` describes it on one."""

    slug: str
    label: str
    severity: Severity
    condition: Exists
    words: Callable[[Any], str]

    @property
    def annotation(self) -> str:
        return f"has_{self.slug}"


def _episodes(*conditions: Q | Exists, **lookups: Any) -> Exists:
    found = EpisodePage.objects.filter(*conditions, pk=OuterRef("pk"), **lookups)
    return Exists(found.order_by())


def _sounds(*states: SoundState) -> Exists:
    return Exists(SoundCheck.objects.current().filter(episode=OuterRef("pk"), state__in=states))


def _said_by_check(episode: EpisodePage) -> str:
    return episode.sound_check.words


def _late_chapters(episode: EpisodePage) -> str:
    late = [c for c in episode.chapters.all() if c.start >= episode.duration]
    names = ", ".join(f"«\u00a0{chapter.title}\u00a0» ({chapter.timecode})" for chapter in late)
    return f"Après la fin du son ({format_timecode(episode.duration)})\u00a0: {names}."


LATE_CHAPTERS = EpisodeChapter.objects.filter(
    page=OuterRef("pk"), start__gte=OuterRef("duration"), page__duration__gt=0
)
SAME_GUID = EpisodePage.objects.filter(guid=OuterRef("guid")).exclude(pk=OuterRef("pk"))
LOW, HIGH = ARTWORK_PIXELS
WRONG_ARTWORK = (
    Q(image=None)
    | ~Q(image__width=F("image__height"))
    | Q(image__width__lt=LOW)
    | Q(image__width__gt=HIGH)
    | ~Q(image__file__iregex="({})$".format("|".join(map(r"\{}".format, ARTWORK_FORMATS))))
)

CHECKS = (
    Check(
        "no_sound",
        "Épisode sans son",
        Severity.UNHEARD,
        _episodes(audio=None, audio_url=""),
        lambda episode: "Ni fichier audio, ni adresse.",
    ),
    Check("lost", "Son perdu", Severity.UNHEARD, _sounds(SoundState.LOST), _said_by_check),
    Check("changed", "Son changé", Severity.WRONG, _sounds(SoundState.CHANGED), _said_by_check),
    Check(
        "doubtful",
        "Son non vérifiable",
        Severity.WRONG,
        _sounds(SoundState.DOUBTFUL),
        _said_by_check,
    ),
    Check(
        "stale",
        "Taille du son dépassée",
        Severity.WRONG,
        _episodes(~Q(audio=None), ~Q(audio__byte_length=F("audio_length"))),
        lambda episode: (
            "Le fichier audio a été remplacé depuis la publication\u00a0: publiez de nouveau."
        ),
    ),
    Check(
        "same_guid",
        "Identifiant en double",
        Severity.WRONG,
        _episodes(Exists(SAME_GUID), ~Q(guid="")),
        lambda episode: (
            "Un autre épisode a le même identifiant\u00a0: les applications de podcast n’en "
            "montrent qu’un."
        ),
    ),
    Check(
        "artwork",
        "Vignette hors règle",
        Severity.WRONG,
        Exists(PodcastPage.objects.filter(WRONG_ARTWORK, pk=OuterRef("pk")).order_by()),
        lambda show: (
            artwork_problem(show.image) if show.image else "Le podcast n’a pas de vignette."
        ),
    ),
    Check(
        "late_chapters",
        "Chapitre après la fin",
        Severity.INCOMPLETE,
        _episodes(Exists(LATE_CHAPTERS)),
        _late_chapters,
    ),
    Check(
        "no_transcript",
        "Sans transcription",
        Severity.INCOMPLETE,
        _episodes(transcript=""),
        lambda episode: (
            "Sans transcription\u00a0: illisible pour qui n’entend pas, introuvable par ses mots."
        ),
    ),
)


def checked_pages() -> HubPageQuerySet:
    """Return the published shows and episodes, annotated with each check and `health_rank`.

    `health_rank` is the `Severity` of the worst problem, 0 without any.
    """
    flags = {check.annotation: check.condition for check in CHECKS}
    worst = sorted(CHECKS, key=lambda check: -check.severity)
    return (
        HubPage.objects.live()
        .type(EpisodePage, PodcastPage)
        .annotate(**flags)
        .annotate(
            health_rank=Case(
                *(When(**{check.annotation: True}, then=Value(check.severity)) for check in worst),
                default=Value(0),
                output_field=IntegerField(),
            )
        )
    )


def problems_of(page: HubPage, specific: EpisodePage | PodcastPage) -> list[str]:
    """Return the words of the problems of a page of `checked_pages`, the worst first."""
    found = [check for check in CHECKS if getattr(page, check.annotation)]
    found.sort(key=lambda check: -check.severity)
    return [check.words(specific) for check in found]
