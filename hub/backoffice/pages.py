"""Wagtail's page views as the hub customises them, for every page type."""

from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from hub.backoffice.guides.beside import GuideBesideMixin
from hub.backoffice.returning import ReturningCreateView, ReturningEditView
from hub.backoffice.revisions.compare import ChangesView
from hub.backoffice.revisions.history import GroupedPageHistoryView


class HubCreateView(GuideBesideMixin, ReturningCreateView):
    """Create view of a page."""


class HubEditView(GuideBesideMixin, ReturningEditView):
    """Edit view of a page."""


class HubPageViewSet(PageViewSet):
    """Replaces Wagtail's viewset of `Page`, which serves all page types."""

    model = Page
    icon = "doc-empty-inverse"
    add_view_class = HubCreateView
    edit_view_class = HubEditView
    history_view_class = GroupedPageHistoryView
    revisions_compare_view_class = ChangesView
