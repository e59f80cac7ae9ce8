"""Plain-text rendering: the text part of the e-mail, also served at its own URL."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from hub.core.story.loading import load_story
from hub.core.values.plain_text import render_text, wrap
from hub.mailing.messages.sender import sender_settings

if TYPE_CHECKING:
    from hub.newsletters.models import NewsletterPage


def render_plain_text(letter: "NewsletterPage", request: HttpRequest | None = None) -> str:
    """Return the letter as plain text: each block by its text template, lines wrapped.

    `request` None stands for an anonymous reader, as in the e-mail.
    """
    context = {
        "page": letter,
        "request": request,
        "story": load_story(letter, request),
        "hub": sender_settings(),
    }
    return wrap(render_text("pages/newsletters/newsletter_page.txt", context)) + "\n"


def text_response(text: str) -> HttpResponse:
    """Serve plain text as UTF-8."""
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
