"""Conversion of an announced list, such as « trois outils », to a list of tools."""

import re
from dataclasses import replace

from hub.newsletters.importing.builder.markup import rich_text
from hub.newsletters.importing.documents import Paragraph
from hub.newsletters.importing.parser.text_patterns import capitalise_first

# The name of a tool is its first sentence, else the text before the first comma.
NAME_ENDS = (re.compile(r"(?<=\w{2})\s?[.:]\s+(?=\S)"), re.compile(r",\s+"))
MIN_NAME_LENGTH = 3


def step(paragraph: Paragraph, max_length: int) -> dict[str, str] | None:
    """Return the name and the text of a tool, None when no name fits in `max_length`."""
    text = paragraph.text.strip()
    match = next((m for m in (p.search(text) for p in NAME_ENDS) if m), None)
    start = len(paragraph.text) - len(paragraph.text.lstrip())
    if match and MIN_NAME_LENGTH <= match.start() <= max_length:
        name, rest = text[: match.start()], paragraph.part(start + match.end())
    elif len(text) <= max_length:
        name, rest = text.rstrip("."), paragraph.part(len(paragraph.text))
    else:
        return None
    # The name is plain text, without links.
    if any(link.start < len(name) for link in paragraph.links):
        return None
    rest = replace(rest, text=capitalise_first(rest.text))
    return {"title": name.strip(), "text": rich_text([rest]) if rest.text.strip() else ""}


def step_list(paragraphs: list[Paragraph], max_length: int) -> list[dict[str, str]] | None:
    """Return the values of the tools, None when one of them has no name."""
    steps = []
    for paragraph in paragraphs:
        value = step(paragraph, max_length)
        if value is None:
            return None
        steps.append(value)
    return steps
