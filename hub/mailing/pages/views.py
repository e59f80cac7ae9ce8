"""What the pages of subscriptions share."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from hub.mailing import wordings


class SubscriptionPage(TemplateView):
    """A page that no cache keeps and no search engine lists.

    Without protection against forged requests, which needs a cookie: what a form does is allowed by
    the token of its address, or only sends a message to the address typed.
    """

    title = ""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        return csrf_exempt(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
        # Nor is the token of the address given to the sites that the page links to.
        response["Referrer-Policy"] = "no-referrer"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The footer has the field of an address, which these pages do without.
        context = {"title": self.title, "wording": wordings.LETTER, "hides_letter_form": True}
        return super().get_context_data(**context, **kwargs)
