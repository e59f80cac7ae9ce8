"""Redirect to the originating list after a page is published, submitted, approved or deleted.

Wagtail redirects to the `next` parameter of the form's URL, but only some of its links set it.
Where it is missing, it is filled from the Referer header.
"""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.views import View
from wagtail.admin.utils import set_query_params
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

# URL names of the lists; forms, confirmations and previews are left out.
LIST_NAMES = {
    "index",
    "list",
    "wagtailadmin_home",
    "wagtailadmin_explore",
    "wagtailadmin_explore_root",
    "search",
    "type_use",
}
REPORT_PREFIXES = ("hub_report_", "wagtailadmin_reports:")


def referring_list(request: HttpRequest) -> str:
    """Return the path and query of the list that linked to `request`; empty if none did."""
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc != request.get_host():
        return ""
    try:
        match = resolve(referer.path)
    except Resolver404:
        return ""
    admin = referer.path.startswith(reverse("wagtailadmin_home"))
    is_list = match.url_name in LIST_NAMES or match.view_name.startswith(REPORT_PREFIXES)
    if not (admin and is_list):
        return ""
    return f"{referer.path}?{referer.query}" if referer.query else referer.path


class ReturningMixin(View):
    """For the form of a page: redirect to the list that linked to it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and "next" not in request.GET:
            list_url = referring_list(request)
            if list_url:
                query = request.GET.copy()
                query["next"] = list_url
                request.GET = QueryDict(query.urlencode())
        return super().dispatch(request, *args, **kwargs)


class ReturningCreateView(ReturningMixin, CreateView):
    """Create view of a page, opened by « Ajouter » or from the admin's home page."""


class ReturningEditView(ReturningMixin, EditView):
    """Edit view of a page."""


class ReturningChooseParentView(ChooseParentView):
    """« Ajouter » in a list: the form of the new page redirects to that list."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            url = set_query_params(response["Location"], {"next": self.get_index_url()})
            response["Location"] = url
        return response
