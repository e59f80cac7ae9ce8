"""The views of Wagtail that the hub adapts, for every type of page."""

from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from hub.backoffice.guides.beside import GuideBesideMixin
from hub.backoffice.returning import ReturningCreateView, ReturningEditView
from hub.backoffice.revisions.compare import ChangesView
from hub.backoffice.revisions.history import FoldedPageHistoryView


class HubCreateView(GuideBesideMixin, ReturningCreateView):
    """The form of a new page."""


class HubEditView(GuideBesideMixin, ReturningEditView):
    """The form of a page."""


class HubPageViewSet(PageViewSet):
    """Takes the place of Wagtail's own viewset of `Page`, which serves all types."""

    model = Page
    icon = "doc-empty-inverse"
    add_view_class = HubCreateView
    edit_view_class = HubEditView
    history_view_class = FoldedPageHistoryView
    revisions_compare_view_class = ChangesView
