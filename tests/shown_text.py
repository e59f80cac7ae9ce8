"""Read the text of an element, or of a whole response, as a browser shows it."""

import re

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponseBase


def shown_text(element: Tag) -> str:
    """Return the text with white space collapsed, and no-break spaces unchanged."""
    return re.sub(r"[ \t\n]+", " ", element.get_text()).strip(" ")


def text_of(response: HttpResponseBase) -> str:
    """Return the `shown_text` of an HTML response."""
    return shown_text(BeautifulSoup(response.content, "html.parser"))
