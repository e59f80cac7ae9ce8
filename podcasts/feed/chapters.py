"""Chapters of an episode as JSON Chapters 1.2 (Podcastindex-org/podcast-namespace)."""

from typing import Any

from hub.core.values.plain_text import absolute_url
from podcasts.models import EpisodePage


def chapters_of(episode: EpisodePage) -> dict[str, Any]:
    """Return the chapters in order of time, with absolute URLs."""
    rows = sorted(episode.chapters.select_related("image"), key=lambda chapter: chapter.start)
    chapters = []
    for row in rows:
        chapter: dict[str, Any] = {"startTime": row.start, "title": row.title}
        if row.image:
            chapter["img"] = absolute_url(row.image.file.url)
        if row.url:
            chapter["url"] = row.url
        chapters.append(chapter)
    return {"version": "1.2.0", "title": episode.title, "chapters": chapters}
