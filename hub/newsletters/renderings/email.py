"""E-mail rendering of a letter: MJML, one section per rubrique."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.template import loader

from hub.core.story.loading import load_story
from hub.core.values.typography import french
from hub.mailing.messages.mjml import UTF8, compile_mjml
from hub.mailing.messages.sender import sender_settings
from hub.newsletters.renderings.text import render_plain_text

if TYPE_CHECKING:
    from hub.newsletters.models import NewsletterPage

# Background colours of the message in both colour schemes, same as in its style sheet. The
# contrast of the other colours is measured against them.
PAPER = {"clair": "#ffffff", "sombre": "#1c2524"}


@dataclass(frozen=True)
class PersonalLinks:
    """The links at the end of the message of one subscriber."""

    preferences_url: str
    unsubscribe_url: str


def render_email_mjml(
    letter: "NewsletterPage",
    request: HttpRequest | None = None,
    personal: PersonalLinks | None = None,
) -> str:
    """Return the letter as MJML, before compilation."""
    context = {
        "page": letter,
        "request": request,
        "story": load_story(letter, request),
        "personal": personal,
        "hub": sender_settings(),
    }
    return loader.get_template("pages/newsletters/newsletter_page.mjml").render(context)


def render_email_html(
    letter: "NewsletterPage",
    request: HttpRequest | None = None,
    personal: PersonalLinks | None = None,
) -> str:
    """Return the letter as the HTML of a message.

    `request` None stands for an anonymous reader: a message shows nothing that the site hides.
    `personal` adds the links of a subscriber at the end; the public form has none.
    """
    return compile_mjml(render_email_mjml(letter, request, personal), french(letter.numbered_title))


def build_email(
    letter: "NewsletterPage", to: list[str], personal: PersonalLinks | None = None
) -> EmailMultiAlternatives:
    """Return the message of a letter: text part first, then HTML.

    `to` is a list of addresses. The message has no tracking: no pixel, no rewritten link.
    """
    text = render_plain_text(letter)
    if personal is not None:
        text += (
            f"\nChoisir ce que je reçois\u00a0: {personal.preferences_url}"
            f"\nMe désinscrire\u00a0: {personal.unsubscribe_url}\n"
        )
    message = EmailMultiAlternatives(letter.subject, text, to=to)
    message.encoding = UTF8
    message.attach_alternative(render_email_html(letter, personal=personal), "text/html")
    return message


def email_response(html: str) -> HttpResponse:
    """Serve the e-mail form, not indexed: search engines index the web page instead."""
    response = HttpResponse(html)
    response["X-Robots-Tag"] = "noindex"
    return response
