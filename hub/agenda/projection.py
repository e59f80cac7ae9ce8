"""Search projection of an event: the text that the search engines index."""

from typing import TYPE_CHECKING, Any

from hub.core.projection import Projection

if TYPE_CHECKING:
    from hub.agenda.models import EventPage


def event_projection(page: "EventPage", story: dict[str, Any]) -> Projection:
    """Return the `Projection` of an event: dates, place, organiser, texts and documents."""
    projection = Projection()
    projection.add_standing("pratique", page.get_event_kind_display(), page.get_status_display())
    projection.add_part("pratique", "facts", page.when, page.place, page.organiser or "")
    projection.add_story(story["description"], anchor="presentation")
    for row in page.documents.all():
        projection.add_part("documents", "facts", row.shown_title)
        projection.add_documents(row.document)
    return projection
