"""Contact form of an initiative, which does not disclose the recipient's address."""

import logging
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.mail import EmailMessage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from hub.core.models.page_links import card_relations
from hub.core.models.relations import load_relations
from hub.limits.throttling import mark_throttled, seconds_to_wait, wait_text

if TYPE_CHECKING:
    from inspiration.models import InitiativePage

logger = logging.getLogger(__name__)


class ContactForm(forms.Form):
    """Name, address and message of a reader, with a honeypot field against robots."""

    # `autocomplete` lets the browser fill in the reader's identity (WCAG 1.3.5).
    name = forms.CharField(
        label="Votre nom",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Donnez votre nom."},
    )
    email = forms.EmailField(
        label="Votre adresse électronique",
        help_text="Exemple\u00a0: prenom.nom@exemple.fr",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Donnez l’adresse où vous répondre.",
            "invalid": "Donnez une adresse complète, comme nom@exemple.fr.",
        },
    )
    message = forms.CharField(
        label="Votre message",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Écrivez votre message."},
    )
    # Honeypot: hidden from people, filled in by robots.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_from_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))


def serve_contact_form(page: "InitiativePage", request: HttpRequest) -> HttpResponse:
    """Show the form, send the message and redirect to the confirmation; 404 without a contact."""
    if not page.contact_address:
        raise Http404("Cette initiative n’a pas de contact.")
    # The metadata in the head of the page state its themes and territories.
    load_relations([page], card_relations())
    form = ContactForm(request.POST or None)
    failed, wait = False, 0
    if request.method == "POST" and form.is_valid():
        wait = seconds_to_wait(request, "contact")
        if not wait:
            if form.is_from_robot or _send(page, form.cleaned_data):
                return redirect(f"{page.get_url(request)}contact/?envoye=1")
            failed = True
    response = TemplateResponse(
        request,
        "pages/inspiration/contact.html",
        {
            "page": page,
            "form": form,
            "sent": "envoye" in request.GET,
            "failed": failed,
            "wait": wait_text(wait) if wait else "",
        },
    )
    add_never_cache_headers(response)
    if wait:
        mark_throttled(response, wait)
    return response


def _send(page: "InitiativePage", data: dict[str, Any]) -> bool:
    """Send the message; return whether the mail server accepted it."""
    message = EmailMessage(
        # Headers must not contain line breaks, which an imported title may have.
        subject=f"Votre initiative «\u00a0{' '.join(page.title.split())}\u00a0»"[:150],
        body=f"{data['message']}\n\n{data['name']} — {data['email']}\n{page.full_url}",
        to=[page.contact_address],
        reply_to=[data["email"]],
    )
    try:
        return message.send() == 1
    except OSError:
        logger.exception("Message pour l’initiative %s non envoyé", page.pk)
        return False
