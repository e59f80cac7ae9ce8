"""« Vérifier le flux » screen of a show."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from podcasts.feed.checking import check_feed
from podcasts.models import PodcastPage


class FeedCheckView(WagtailAdminTemplateMixin, TemplateView):
    """Show the report of a feed to the editors of its show."""

    page_title = "Vérifier le flux"
    header_icon = "rss"
    template_name = "podcasts/admin/feed_check.html"

    def dispatch(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        self.show = get_object_or_404(PodcastPage.objects.select_related("image"), pk=pk)
        if not self.show.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.show.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit_url, "label": self.show.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = check_feed(self.show, self.request)
        return super().get_context_data(report=report, show=self.show, **kwargs)
