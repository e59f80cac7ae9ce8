"""The « trois outils » that a sentence announces, as a list of tools."""

import re
from dataclasses import replace

from hub.newsletters.importing.documents import Paragraph
from hub.newsletters.importing.parser.text_patterns import capitalise_first

from .markup import rich_text

# A tool is named up to its first full stop, else to its first comma, within these many characters.
NAME_END = (re.compile(r"(?<=\w{2})[.:](?:\s+|$)"), re.compile(r",\s+"))
SHORTEST_NAME = 3


def step(paragraph: Paragraph, longest: int) -> dict | None:
    """A tool: its name and what is said of it; None when nothing short enough names it."""
    text = paragraph.text.strip()
    for pattern in NAME_END:
        match = pattern.search(text, 0)
        if match and SHORTEST_NAME <= match.start() <= longest:
            name, rest = (
                text[: match.start()],
                paragraph.part(len(paragraph.text) - len(paragraph.text.lstrip()) + match.end()),
            )
            break
    else:
        if len(text) > longest:
            return None
        name, rest = text, paragraph.part(len(paragraph.text))
    # A name is plain text: it takes no link.
    if any(link.start < len(name) for link in paragraph.links):
        return None
    rest = replace(rest, text=capitalise_first(rest.text))
    return {"title": name.strip(), "text": rich_text([rest]) if rest.text.strip() else ""}


def step_list(paragraphs: list[Paragraph], longest: int) -> list[dict] | None:
    """The values of the tools, None when one of them cannot be named."""
    steps = [step(paragraph, longest) for paragraph in paragraphs]
    return steps if all(steps) else None
