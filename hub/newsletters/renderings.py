"""The forms of a letter other than its web page."""

from django.http import HttpResponse
from django.template.loader import render_to_string


def render_plain_text(letter, request=None):
    """Return the letter as plain text, each block by its own text template."""
    context = {"page": letter, "request": request}
    return render_to_string("pages/newsletters/newsletter_page.txt", context).strip() + "\n"


def text_response(text):
    """Serve plain text as UTF-8."""
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
