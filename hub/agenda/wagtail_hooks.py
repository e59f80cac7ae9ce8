from wagtail import hooks

from hub.agenda.viewsets import EventListing


@hooks.register("register_admin_viewset")
def register_listing() -> EventListing:
    return EventListing()
