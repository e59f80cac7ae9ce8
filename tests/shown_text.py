"""Read the text of an element as a browser shows it."""

import re

from bs4 import Tag


def shown_text(element: Tag) -> str:
    """Return the text with white space collapsed, and no-break spaces unchanged."""
    return re.sub(r"[ \t\n]+", " ", element.get_text()).strip(" ")
