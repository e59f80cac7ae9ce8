"""Search projection of an event: the text that the search engines index."""

from typing import TYPE_CHECKING, Any

from hub.core.projection import Projection

if TYPE_CHECKING:
    from hub.agenda.models import EventPage


def event_projection(page: "EventPage", story: dict[str, Any]) -> Projection:
    """Return the `Projection` of an event: dates, place, organiser, texts and documents."""
    projection = Projection()
    projection.add_text(page.get_event_kind_display(), page.when, page.place)
    projection.add_text(page.get_status_display(), str(page.organiser or ""))
    projection.add_story(story["description"])
    for row in page.documents.all():
        projection.add_text(row.shown_title)
        projection.add_documents(row.document)
    return projection
