"""schema.org data of shows and episodes."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from hub.core.site.metadata import site_root
from hub.core.site.structured_data import page_data

if TYPE_CHECKING:
    from podcasts.models import EpisodePage, PodcastPage


def show_data(page: "PodcastPage", request: HttpRequest) -> dict[str, Any]:
    """Return the show as a PodcastSeries with its feed."""
    data = page_data(page, request, "PodcastSeries")
    return {
        **data,
        "webFeed": page.subscription.url if page.subscription else "",
        "creditText": page.author,
        "inLanguage": page.language,
    }


def episode_data(page: "EpisodePage", request: HttpRequest) -> dict[str, Any]:
    """Return the episode as a PodcastEpisode with its audio, duration and show."""
    return {
        **page_data(page, request, "PodcastEpisode"),
        "datePublished": page.date,
        "episodeNumber": page.number,
        "partOfSeries": _series(page, request),
        "timeRequired": iso_duration(page.duration),
        "associatedMedia": {
            "@type": "AudioObject",
            "contentUrl": _absolute(page.sound_url, request),
            "encodingFormat": page.audio_type,
            "duration": iso_duration(page.duration),
        },
    }


def iso_duration(seconds: int | None) -> str:
    """Return a number of seconds as an ISO 8601 duration, « PT1450S »; empty when unknown."""
    return f"PT{seconds}S" if seconds else ""


def _absolute(url: str, request: HttpRequest | None) -> str:
    return url if not url or "://" in url else site_root(request) + url


def _series(page: "EpisodePage", request: HttpRequest | None) -> dict[str, str] | None:
    """Return the show of the episode; None for the preview of a new page."""
    show = page.get_parent() if page.depth and page.depth > 1 else None
    if show is None:
        return None
    return {"@type": "PodcastSeries", "name": show.title, "url": show.get_full_url(request)}
