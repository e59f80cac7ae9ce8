"""Messages about a subscription, in HTML and text, from one template each."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import loader

from hub.core.models import HubPage
from hub.core.page_types import page_kinds
from hub.core.values.plain_text import absolute_url, render_text, wrap
from hub.core.values.typography import french
from hub.mailing.messages.mjml import UTF8, compile_mjml
from hub.mailing.messages.sender import sender_settings
from hub.mailing.models import Subscriber, SubscriptionRequest
from hub.mailing.tokens import Purpose, token_url

SUBJECTS = {
    "confirm": "Confirmez votre abonnement",
    "link": "Votre abonnement",
    "welcome": "Bienvenue",
    "goodbye": "Vous êtes désinscrit",
}
FOLDER = "mailing/messages"
# Inside a paragraph of a text template; an empty line separates paragraphs.
LINE_BREAK = re.compile(r"(?<=\S)\n(?=\S)")


def confirmation(request: SubscriptionRequest) -> EmailMultiAlternatives:
    """Return the message whose link confirms a subscription."""
    url = token_url(Purpose.CONFIRM, request.uid)
    return _message("confirm", request.email, {"confirm_url": url})


def own_link(subscriber: Subscriber, is_subscribing: bool) -> EmailMultiAlternatives:
    """Return the message with the link of the preferences.

    `is_subscribing`: it answers a subscription, of a person who is subscribed already.
    """
    return _to_subscriber("link", subscriber, {"is_subscribing": is_subscribing})


def welcome(subscriber: Subscriber) -> EmailMultiAlternatives:
    """Return the first message: what the site is, the last letter, how to unsubscribe."""
    letter = latest_letter()
    context = {"letter": letter, "letter_url": absolute_url(letter.get_url()) if letter else ""}
    message = _to_subscriber("welcome", subscriber, context)
    host = urlsplit(settings.BASE_URL).hostname
    message.extra_headers |= {
        "List-Id": f"<lettre.{host}>",
        "List-Unsubscribe": f"<{token_url(Purpose.UNSUBSCRIBE, subscriber.uid)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
    }
    return message


def goodbye(subscriber: Subscriber) -> EmailMultiAlternatives:
    """Return the message that confirms the end of a subscription."""
    return _to_subscriber("goodbye", subscriber, {})


def latest_letter() -> HubPage | None:
    """Return the last published letter that everybody may read."""
    letters = page_kinds()["lettre"].objects.visible_to(None)
    return letters.order_by("-first_published_at").first()


def _to_subscriber(
    name: str, subscriber: Subscriber, context: dict[str, Any]
) -> EmailMultiAlternatives:
    links = {
        "preferences_url": token_url(Purpose.PREFERENCES, subscriber.uid),
        "unsubscribe_url": token_url(Purpose.UNSUBSCRIBE, subscriber.uid),
    }
    return _message(name, subscriber.email, {**links, **context})


def _message(name: str, address: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    """Return a message made of the templates `<name>.html` and `<name>.txt`."""
    hub = sender_settings()
    title = french(f"{SUBJECTS[name]} — {hub.site_name}")
    context = {
        **context,
        "hub": hub,
        "title": title,
        "body": f"{FOLDER}/{name}.html",
        "text": f"{FOLDER}/{name}.txt",
        "site_url": f"{settings.BASE_URL}/",
    }
    text = render_text(f"{FOLDER}/message.txt", context)
    text = wrap(LINE_BREAK.sub(" ", text)) + "\n"
    # Not an answer to a message, nor to be answered by a program (RFC 3834).
    headers = {"Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(title, text, to=[address], headers=headers)
    message.encoding = UTF8
    mjml = loader.get_template(f"{FOLDER}/message.mjml").render(context)
    message.attach_alternative(compile_mjml(mjml, title), "text/html")
    return message
