"""What an event is found by."""

from hub.core.projection import Projection


def event_projection(page, story):
    """Return the `Projection` of an event: when, where, by whom, and its documents."""
    projection = Projection()
    projection.tell(page.get_event_kind_display(), page.when, page.place)
    projection.tell(page.get_status_display(), str(page.organiser or ""))
    projection.tell_story(story["description"])
    for row in page.documents.all():
        projection.tell(row.shown_title)
        projection.attach(row.document)
    return projection
