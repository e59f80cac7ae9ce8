"""Screen of one subscriber: choices, proofs of consent; unsubscribes or erases on request."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from hub.mailing.models import Subscriber, Withdrawal
from hub.mailing.people.erasing import erase
from hub.mailing.people.subscribing import unsubscribe
from hub.mailing.screens.subscribers import SubscribersReport, policy, state_of


class SubscriberView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What is known of one subscriber, with the proof of each consent."""

    permission_policy = policy
    permission_required = "view"
    header_icon = "mail"
    template_name = "mailing/admin/subscriber.html"
    subscriber: Subscriber

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = Subscriber.objects.select_related("territory")
        self.subscriber = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.page_title = self.subscriber.email
        self.breadcrumbs_items = [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": reverse(SubscribersReport.index_url_name), "label": "Abonnés"},
            {"url": "", "label": self.page_title},
        ]
        return super().get_context_data(
            subscriber=self.subscriber,
            state=state_of(self.subscriber),
            consents=self.subscriber.consents.select_related("wording"),
            may_delete=policy.user_has_permission(self.request.user, "delete"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Unsubscribe, or erase when `action` says so: at the request of the person."""
        if not policy.user_has_permission(request.user, "delete"):
            raise PermissionDenied
        if request.POST.get("action") == "erase":
            erase(self.subscriber)
            messages.success(request, "L’adresse, ses choix et ses preuves sont effacés.")
            return redirect(SubscribersReport.index_url_name)
        unsubscribe(self.subscriber, Withdrawal.EDITOR)
        messages.success(request, "Cette personne est désinscrite.")
        return redirect(request.path)
