"""Back to the list one came from, after a page was published, submitted, approved or deleted.

Wagtail goes back to the `next` of the form's address. Only some of its own links give one: where
there is none, the screen that led to the form says it, by the Referer header.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from wagtail.admin.utils import set_query_params
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

# The names of addresses that show lists; forms, confirmations and previews are not among them.
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


def list_before(request: HttpRequest) -> str:
    """Return the path, filters included, of the list that led to `request`; empty if none did."""
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


class ReturningMixin:
    """A form of a page that goes back to the list one came from."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "GET" and "next" not in request.GET:
            before = list_before(request)
            if before:
                request.GET = request.GET.copy()
                request.GET["next"] = before
        return super().dispatch(request, *args, **kwargs)


class ReturningCreateView(ReturningMixin, CreateView):
    """The form of a new page, opened by « Ajouter » or from the first screen."""


class ReturningEditView(ReturningMixin, EditView):
    """The form of a page."""


class ReturningChooseParentView(ChooseParentView):
    """« Ajouter » in a list: the form of the new page goes back to that list."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            url = set_query_params(response["Location"], {"next": self.get_index_url()})
            response["Location"] = url
        return response
