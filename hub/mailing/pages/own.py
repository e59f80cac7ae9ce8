"""Pages of the links of messages. GET and HEAD change nothing: mail scanners follow links."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from hub.mailing import wordings
from hub.mailing.models import Subscriber, SubscriptionRequest, Withdrawal
from hub.mailing.pages.forms import PreferencesForm
from hub.mailing.pages.subscribing import BrokenLinkView
from hub.mailing.pages.views import SubscriptionPage
from hub.mailing.people import subscribing
from hub.mailing.people.erasing import erase
from hub.mailing.people.exporting import own_data
from hub.mailing.tokens import Purpose, read_token, token_url
from hub.territories.finding import resolve

# Where a person who comes back says so, in the proof of their consent.
FORM = "page de l’abonnement"


class ErasedView(SubscriptionPage):
    """Page that follows an erasure."""

    title = "Votre adresse est effacée"
    template_name = "pages/mailing/erased.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())


class TokenPage(SubscriptionPage):
    """Page of a signed link: the page of a broken link for another one.

    `missing` is the page of a valid link whose row no longer exists.
    """

    purpose: Purpose
    missing: type[SubscriptionPage] = BrokenLinkView

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        uid = read_token(self.purpose, kwargs["token"])
        if uid is None:
            return BrokenLinkView.as_view()(request)
        if not self.find(uid):
            return self.missing.as_view()(request)
        return super().dispatch(request, *args, **kwargs)

    def find(self, uid: UUID) -> bool:
        """Read the row of the token; return whether it exists."""
        raise NotImplementedError


class SubscriberPage(TokenPage):
    """Page of one subscriber."""

    purpose = Purpose.PREFERENCES
    subscriber: Subscriber

    def find(self, uid: UUID) -> bool:
        found = Subscriber.objects.select_related("territory").filter(uid=uid).first()
        if found is not None:
            self.subscriber = found
        return found is not None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            subscriber=self.subscriber,
            preferences_url=token_url(Purpose.PREFERENCES, self.subscriber.uid),
            **kwargs,
        )


class ConfirmView(TokenPage):
    """Page with the button that confirms a subscription."""

    title = "Confirmer mon abonnement"
    purpose = Purpose.CONFIRM
    template_name = "pages/mailing/confirm.html"
    asked: SubscriptionRequest

    def find(self, uid: UUID) -> bool:
        found = subscribing.pending_request(uid)
        if found is not None:
            self.asked = found
        return found is not None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "address": self.asked.email, "wording": self.asked.wording.text}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        subscriber = subscribing.confirm(self.asked)
        return redirect(f"{token_url(Purpose.PREFERENCES, subscriber.uid)}?bienvenue")


class PreferencesView(SubscriberPage):
    """Page of what a subscriber receives."""

    title = "Mon abonnement"
    template_name = "pages/mailing/preferences.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PreferencesForm(self.subscriber, initial=PreferencesForm.initial_of(self.subscriber))
        # Chosen in the list of territories, for who has no script (`territory_field.html`).
        found = resolve(request.GET.get("pres_de", ""))
        if len(found) == 1:
            form.chosen_territory = found[0]
        return self.show(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.subscriber.is_subscribed:
            # The choices of a form that was open before the person left do not bring them back.
            if "reabonner" in request.POST:
                subscribing.subscribe_again(self.subscriber, FORM, wordings.LETTER)
            return redirect(f"{request.path}?bienvenue")
        form = PreferencesForm(self.subscriber, request.POST)
        if not form.is_valid():
            return self.show(form)
        form.save()
        return redirect(f"{request.path}?enregistre")

    def show(self, form: PreferencesForm) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            unsubscribe_url=token_url(Purpose.UNSUBSCRIBE, self.subscriber.uid),
            is_new="bienvenue" in self.request.GET,
            is_saved="enregistre" in self.request.GET,
        )
        return self.render_to_response(context)


class UnsubscribeView(SubscriberPage):
    """Page with the button that unsubscribes, and the address of one-click messages (RFC 8058).

    The POST of a mail program has no cookie and follows no redirection: it is answered at once. A
    person who was erased receives nothing: they are unsubscribed too.
    """

    title = "Désinscription"
    purpose = Purpose.UNSUBSCRIBE
    missing = ErasedView
    template_name = "pages/mailing/unsubscribe.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "reabonner" in request.POST:
            subscribing.subscribe_again(self.subscriber, FORM, wordings.LETTER)
            return self.render_to_response(self.get_context_data(is_back=True))
        is_one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        by = Withdrawal.ONE_CLICK if is_one_click else Withdrawal.PAGE
        subscribing.unsubscribe(self.subscriber, by)
        return self.render_to_response(self.get_context_data(is_done=True))


class ExportView(SubscriberPage):
    """What the site holds about the subscriber, as a JSON file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        options = {"ensure_ascii": False, "indent": 2}
        response = JsonResponse(own_data(self.subscriber), json_dumps_params=options)
        response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
        return response


class EraseView(SubscriberPage):
    """Page with the button that erases the subscriber."""

    title = "Effacer mes données"
    template_name = "pages/mailing/erase.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        erase(self.subscriber)
        return redirect(reverse("subscription_erased"))
