"""What an event is found by."""

from hub.core.projection import Projection


def event_projection(page, story):
    """Return the `Projection` of an event: when, where, by whom, and its documents."""
    projection = Projection()
    projection.add_text(page.get_event_kind_display(), page.when, page.place)
    projection.add_text(page.get_status_display(), str(page.organiser or ""))
    projection.add_story(story["description"])
    for row in page.documents.all():
        projection.add_text(row.shown_title)
        projection.add_documents(row.document)
    return projection
