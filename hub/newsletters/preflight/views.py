"""« Avant l’envoi »: the checks of a letter, its three forms, and a try to one’s own address."""

import logging
from smtplib import SMTPException

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from hub.core.publication import publication_findings
from hub.newsletters.models import NewsletterPage
from hub.newsletters.renderings import build_email

from . import Proof

logger = logging.getLogger(__name__)

NO_ADDRESS = (
    "Votre compte n’a pas d’adresse électronique\u00a0: ajoutez-la dans «\u00a0Compte\u00a0», "
    "puis recommencez."
)
NOT_SENT = "L’essai n’est pas parti\u00a0: le serveur de courriel a répondu «\u00a0{}\u00a0»."


class PreflightView(WagtailAdminTemplateMixin, TemplateView):
    """GET shows; POST sends the last saved version to the address of who is signed in."""

    page_title = "Avant l’envoi"
    header_icon = "mail"
    template_name = "newsletters/admin/preflight.html"

    def dispatch(self, request, pk):
        letter = get_object_or_404(NewsletterPage, pk=pk)
        if not letter.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.letter = letter.get_latest_revision_as_object()
        return super().dispatch(request, pk)

    @property
    def edit_url(self):
        return reverse("wagtailadmin_pages:edit", args=[self.letter.pk])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.letter.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            letter=self.letter,
            findings=publication_findings(self.letter),
            size=Proof(self.letter).size,
            edit_url=self.edit_url,
            **kwargs,
        )

    def post(self, request, pk):
        if not request.user.email:
            messages.error(request, NO_ADDRESS)
        else:
            self._send(request)
        return HttpResponseRedirect(reverse("letter_preflight", args=[pk]))

    def _send(self, request):
        message = build_email(self.letter, [request.user.email])
        message.subject = f"[Essai] {message.subject}"
        try:
            message.send()
        except (SMTPException, OSError) as error:
            logger.warning("Test message of letter %s not sent: %s", self.letter.pk, error)
            messages.error(request, NOT_SENT.format(error))
        else:
            messages.success(request, f"L’essai est parti à {request.user.email}.")
