"""Screen « État de la recherche »: the active engine, the outbox, the errors."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from hub.core.models import HubPage
from hub.listing.screens.permissions import SearchScreenMixin
from hub.search.state import SearchState, search_state
from hub.worker.screens import stopped_sentence


class StateView(SearchScreenMixin, WagtailAdminTemplateMixin, TemplateView):
    page_title = "État de la recherche"
    header_icon = "circle-check"
    template_name = "search/admin/state.html"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": page_title},
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = search_state()
        return super().get_context_data(
            state=state, pages=_pages_of(state), stopped=stopped_sentence(), **kwargs
        )


def _pages_of(state: SearchState) -> dict[str, tuple[str, str]]:
    """Return {uid: (title, edit URL)} of the pages that an engine rejected."""
    uids = [uid for engine in state.engines for change in engine.dead if (uid := _uuid(change.uid))]
    pages = HubPage.objects.filter(uid__in=uids).only("pk", "uid", "title", "draft_title")
    return {
        str(page.uid): (page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]))
        for page in pages
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
