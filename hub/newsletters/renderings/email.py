"""E-mail rendering: MJML, one section per rubrique, compiled in this process (ADR 9).

MRML, the compiler behind mjml-python, keeps media queries and makes no network request. It accepts
unknown tags and attributes: tests/newsletters/test_email_form.py checks that there are none.
"""

import quopri
import re
from dataclasses import dataclass
from email.charset import QP, SHORTEST, Charset
from typing import TYPE_CHECKING

from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.html import escape
from mjml import mjml2html

from hub.core.story.email_html import make_portable
from hub.core.story.loading import load_story
from hub.core.values.typography import french
from hub.newsletters.renderings.sender import sender_settings
from hub.newsletters.renderings.text import render_plain_text

if TYPE_CHECKING:
    from hub.newsletters.models import NewsletterPage

# Background colours of the message in both colour schemes, same as in its style sheet. The
# contrast of the other colours is measured against them.
PAPER = {"clair": "#ffffff", "sombre": "#1c2524"}

# Always quoted-printable: lines stay within 76 characters (RFC 5322 allows 998), so that no relay
# encodes the message again, which would break its DKIM signature.
UTF8 = Charset("utf-8")
UTF8.header_encoding, UTF8.body_encoding = SHORTEST, QP

# MRML drops the white space between two inline elements when it holds a line break, which would
# join words. Outside of mj-text, white space has no effect.
TEXT_ELEMENTS = re.compile(r"<mj-text>.*?</mj-text>", re.DOTALL)
LINE_BREAKS = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
# MRML also writes the title of the message with the escapes of a Rust string.
TITLE_LABEL = re.compile(r'(?<=aria-label=")[^"]*')
# Outlook conditional comments that end and start again at once: MJML's own compiler merges them,
# MRML does not.
REDUNDANT_CONDITIONS = re.compile(r"<!\[endif\]-->\s*<!--\[if mso \| IE\]>")


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
    mjml = TEXT_ELEMENTS.sub(
        lambda text: LINE_BREAKS.sub(" ", text[0]), render_email_mjml(letter, request, personal)
    )
    html = REDUNDANT_CONDITIONS.sub("", mjml2html(mjml, fonts={}))
    return make_portable(TITLE_LABEL.sub(str(escape(french(letter.numbered_title))), html, count=1))


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


def encoded_size(html: str) -> int:
    """Return the size of an HTML part once encoded for transfer, in octets.

    Mailboxes measure the HTML part alone: Gmail clips it after 102,400 octets.
    """
    return len(quopri.encodestring(html.encode()))


def email_response(html: str) -> HttpResponse:
    """Serve the e-mail form, not indexed: search engines index the web page instead."""
    response = HttpResponse(html)
    response["X-Robots-Tag"] = "noindex"
    return response
