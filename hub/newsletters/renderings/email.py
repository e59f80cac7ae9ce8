"""The e-mail form: MJML, one section per rubrique, compiled in this process (ADR 9).

MRML, the compiler behind mjml-python, keeps media queries and never asks the network. It does not
refuse unknown tags or attributes: tests/newsletters/test_email_form.py does.
"""

import quopri
import re
from dataclasses import dataclass
from email.charset import QP, SHORTEST, Charset

from django.core.mail import EmailMultiAlternatives
from django.http import HttpResponse
from django.template import loader
from django.utils.html import escape
from mjml import mjml2html

from hub.core.story.email_html import make_portable
from hub.core.story.loading import load_story
from hub.core.values.typography import french
from hub.newsletters.renderings.sender import sender
from hub.newsletters.renderings.text import render_plain_text

# Grounds of the message in both schemes, as its style sheet says them: colours are judged on them.
PAPER = {"clair": "#ffffff", "sombre": "#1c2524"}

# Quoted-printable whatever the length of lines: they stay within 76 characters (RFC 5322 asks for
# 998 at most), and no relay has to encode the message again, which would break its signature.
UTF8 = Charset("utf-8")
UTF8.header_encoding, UTF8.body_encoding = SHORTEST, QP

# MRML forgets the spaces between two elements when they hold a new line, which would join words;
# around its own elements, it wants them to.
WORDS = re.compile(r"<mj-text>.*?</mj-text>", re.DOTALL)
LINES = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
# It also writes the title of the message with Rust's escapes.
LABEL = re.compile(r'(?<=aria-label=")[^"]*')
# What MJML's own compiler does, and MRML does not: « end if, if » say nothing.
NEEDLESS_CONDITIONS = re.compile(r"<!\[endif\]-->\s*<!--\[if mso \| IE\]>")


@dataclass(frozen=True)
class PersonalLinks:
    """What only one reader's message holds, at its end."""

    preferences_url: str
    unsubscribe_url: str


def render_email_mjml(letter, request=None, personal=None):
    """Return the letter as MJML, before it is compiled."""
    context = {
        "page": letter,
        "request": request,
        "story": load_story(letter, request),
        "personal": personal,
        "hub": sender(),
    }
    return loader.get_template("pages/newsletters/newsletter_page.mjml").render(context)


def render_email_html(letter, request=None, personal=None):
    """Return the letter as the HTML of a message.

    `request` None stands for an anonymous reader: a message says nothing that the site hides.
    `personal` (PersonalLinks) closes the message; the public form has none.
    """
    mjml = WORDS.sub(
        lambda words: LINES.sub(" ", words[0]), render_email_mjml(letter, request, personal)
    )
    html = NEEDLESS_CONDITIONS.sub("", mjml2html(mjml, fonts={}))
    return make_portable(LABEL.sub(str(escape(french(letter.numbered_title))), html, count=1))


def build_email(letter, to, personal=None):
    """Return the message of a letter (EmailMultiAlternatives): text first, then HTML.

    `to` is a list of addresses. Nothing in it tells who reads: no pixel, no rewritten link.
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


def encoded_size(html):
    """Return the octets that an HTML part weighs once encoded for transfer.

    Mailboxes judge the HTML part alone: Gmail cuts what follows 102,400 octets of it.
    """
    return len(quopri.encodestring(html.encode()))


def email_response(html):
    """Serve the e-mail form; search engines keep to the web page, which says the same."""
    response = HttpResponse(html)
    response["X-Robots-Tag"] = "noindex"
    return response
