"""Middleware that shows refused publications as messages instead of an error page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from wagtail.admin import messages

from hub.core.publication.gate import PublicationRefusedError


class PublicationRefusedMiddleware:
    """Convert `PublicationRefusedError` to a message and a redirect to the page's edit form.

    Bulk publication and the edit form handle the error themselves; this covers the other admin
    views that publish: approval from a list, from the preview, or views added later.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PublicationRefusedError):
            return None
        messages.error(request, exception.sentence)
        edit_url = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": edit_url})
        return HttpResponseRedirect(edit_url)
