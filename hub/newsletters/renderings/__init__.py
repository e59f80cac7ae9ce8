"""Renderings of a letter other than its web page: plain text, e-mail, feed item."""

from .email import PersonalLinks, build_email, email_response, render_email_html
from .feed import render_feed_items
from .text import render_plain_text, text_response

__all__ = [
    "PersonalLinks",
    "build_email",
    "email_response",
    "render_email_html",
    "render_feed_items",
    "render_plain_text",
    "text_response",
]
