"""« Avant l’envoi » screen: checks of a letter, its three renderings, and a test message."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from hub.core.publication import publication_findings
from hub.newsletters.models import NewsletterPage
from hub.newsletters.preflight import Proof
from hub.newsletters.preflight.recipients import TestMessageForm
from hub.newsletters.preflight.sending import SendingResult, send_test

SENT = "L’essai est parti à {}."
NOT_SENT = "L’essai n’est pas parti à\u00a0:<ul>{}</ul>"
NOT_SENT_TO = "<li>{}\u00a0: le serveur de courriel a répondu «\u00a0{}\u00a0».</li>"


class PreflightView(WagtailAdminTemplateMixin, TemplateView):
    """Show the findings on GET; send the last saved version as a test message on POST."""

    page_title = "Avant l’envoi"
    header_icon = "mail"
    template_name = "newsletters/admin/preflight.html"

    def dispatch(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        letter = get_object_or_404(NewsletterPage, pk=pk)
        if not letter.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.letter = letter.get_latest_revision_as_object()
        return super().dispatch(request, pk)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.letter.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.letter.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    @property
    def session_key(self) -> str:
        return f"letter_test_{self.letter.pk}"

    def get_form(self) -> TestMessageForm:
        """Return the form, with the recipients of the last test of this letter as initial values.

        Without an earlier test in the session, the account of the user is ticked.
        """
        if self.request.method == "POST":
            return TestMessageForm(self.request.POST)
        return TestMessageForm(
            initial=self.request.session.get(self.session_key)
            or {"accounts": [self.request.user.pk]}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            letter=self.letter,
            findings=publication_findings(self.letter),
            size=Proof(self.letter).size,
            edit_url=self.edit_url,
            **{"form": self.get_form(), **kwargs},
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        request.session[self.session_key] = {
            "accounts": [user.pk for user in form.cleaned_data["accounts"]],
            "addresses": form.data.get("addresses", ""),
        }
        self._add_messages(request, send_test(self.letter, form.cleaned_data["recipients"]))
        return HttpResponseRedirect(reverse("letter_preflight", args=[pk]))

    @staticmethod
    def _add_messages(request: HttpRequest, result: SendingResult) -> None:
        if result.sent:
            messages.success(request, SENT.format(", ".join(result.sent)))
        if result.failed:
            lines = format_html_join("", NOT_SENT_TO, result.failed)
            messages.error(request, format_html(NOT_SENT, lines))
