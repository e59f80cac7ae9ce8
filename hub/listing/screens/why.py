"""Screen « Pourquoi ce résultat ? »: the score of each word in each of the first results."""

from typing import Any

from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from hub.core.page_types import page_kinds
from hub.core.site.visibility import hidden_paths
from hub.listing.promotions import promoted_results
from hub.listing.screens.permissions import SearchScreenMixin
from hub.search.contract import SearchRequest
from hub.search.embedded.explaining import Explanation
from hub.search.engines import embedded_engine, get_engine
from hub.search.query import QUERY_LENGTH, printable

SHOWN = 10


class WhyView(SearchScreenMixin, WagtailAdminTemplateMixin, TemplateView):
    """Explain the results of a query, as an anonymous reader gets them."""

    page_title = "Pourquoi ce résultat\u00a0?"
    header_icon = "help"
    template_name = "search/admin/why.html"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": page_title},
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = printable(self.request.GET.get("q", ""))
        return super().get_context_data(
            asked=asked,
            longest=QUERY_LENGTH,
            kinds={kind: model.kind_label for kind, model in page_kinds().items()},
            explanation=self._explain(asked) if asked else None,
            promoted=promoted_results(asked, None) if asked else [],
            is_other_engine=get_engine().name != embedded_engine().name,
            **kwargs,
        )

    def _explain(self, asked: str) -> Explanation:
        # Without a request: what an anonymous reader may see.
        request = SearchRequest(text=asked, hidden_paths=tuple(hidden_paths(None)), limit=SHOWN)
        return embedded_engine().explain(request)
