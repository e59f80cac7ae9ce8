"""Admin views of the guides."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from hub.backoffice.guides.reading import (
    INDEX,
    Guide,
    GuideMissingError,
    guide_url,
    image_path,
    list_guides,
    read_guide,
)


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """One guide, with its sections and the other guides."""

    template_name = "backoffice/guide.html"
    header_icon = "help"
    page_title = "Guides"
    _show_breadcrumbs = True
    guide: Guide | None

    def get(self, request: HttpRequest, name: str = INDEX) -> HttpResponse:
        try:
            self.guide = read_guide(name)
        except GuideMissingError as error:
            if name != INDEX:
                raise Http404("Ce guide n’existe pas.") from error
            self.guide = None
        return super().get(request, name=name)

    def get_page_title(self) -> str:
        return self.guide.title if self.guide else self.page_title

    def get_breadcrumbs_items(self) -> list[dict]:
        items = [{"url": guide_url(INDEX), "label": "Guides"}]
        if self.guide and self.guide.name != INDEX:
            items.append({"url": "", "label": self.guide.title})
        return self.breadcrumbs_items + items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(guide=self.guide, guides=list_guides(), **kwargs)


def guide_image(request: HttpRequest, name: str) -> FileResponse:
    """Serve a screenshot of the guides."""
    try:
        return FileResponse(image_path(name).open("rb"), content_type="image/png")
    except GuideMissingError as error:
        raise Http404("Cette image n’existe pas.") from error


urlpatterns = [
    path("guides/", GuideView.as_view(), name="guides"),
    path("guides/images/<str:name>", guide_image, name="guide_image"),
    path("guides/<str:name>/", GuideView.as_view(), name="guide"),
]
