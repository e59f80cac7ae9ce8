"""Public forms: subscription, and the link of a subscription that was lost."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from hub.limits.throttling import mark_throttled, seconds_to_wait, wait_text
from hub.mailing import wordings
from hub.mailing.models import SubscriptionRequest
from hub.mailing.pages.forms import AddressForm
from hub.mailing.pages.views import SubscriptionPage
from hub.mailing.people.subscribing import ask


class AddressView(SubscriptionPage):
    """Page of one field, whose answer is the same for any address."""

    kind = SubscriptionRequest.Kind.SUBSCRIBE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(AddressForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        if wait := seconds_to_wait(request, "subscription"):
            response = self.show(form, wait=wait_text(wait))
            mark_throttled(response, wait)
            return response
        if not form.is_from_robot:
            page = referring_path(request) or request.path
            ask(form.cleaned_data["email"], self.kind, page, wordings.LETTER)
        return redirect(f"{reverse('subscription_sent')}?{self.kind.value}")

    def show(self, form: AddressForm, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **context))


class SubscribeView(AddressView):
    """Page « Recevoir la lettre »."""

    title = "Recevoir la lettre"
    template_name = "pages/mailing/subscribe.html"


class LinkView(AddressView):
    """Page « Retrouver mon abonnement »."""

    title = "Retrouver mon abonnement"
    kind = SubscriptionRequest.Kind.LINK
    template_name = "pages/mailing/lost_link.html"


class SentView(SubscriptionPage):
    """Page that follows a form: a message may have left."""

    title = "Regardez votre messagerie"
    template_name = "pages/mailing/sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_link = SubscriptionRequest.Kind.LINK.value in self.request.GET
        return super().get_context_data(is_link=is_link, **kwargs)


class BrokenLinkView(SubscriptionPage):
    """Page of a link that is not whole, was altered, or is too old; status 404."""

    title = "Ce lien ne fonctionne pas"
    template_name = "pages/mailing/broken_link.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(), status=404)

    post = get


def referring_path(request: HttpRequest) -> str:
    """Return the path of the page that holds the form, by its `Referer`; empty if unknown."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return page.path if page.netloc == request.get_host() and page.path.isprintable() else ""
