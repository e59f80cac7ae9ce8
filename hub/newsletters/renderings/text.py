"""The plain-text form: the text part of the e-mail, and an address of its own."""

from django.http import HttpResponse

from hub.core.values.plain_text import render_text, wrap
from hub.newsletters.renderings.sender import sender


def render_plain_text(letter, request=None):
    """Return the letter as plain text, each block by its own text template, lines folded.

    `request` None stands for an anonymous reader: what the e-mail says.
    """
    context = {"page": letter, "request": request, "hub": sender()}
    return wrap(render_text("pages/newsletters/newsletter_page.txt", context)) + "\n"


def text_response(text):
    """Serve plain text as UTF-8."""
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
