"""The « trois outils » that a sentence announces, as a list of tools."""

import re
from dataclasses import replace

from hub.newsletters.importing.builder.markup import rich_text
from hub.newsletters.importing.documents import Paragraph
from hub.newsletters.importing.parser.text_patterns import capitalise_first

# A tool is named by its first sentence, else by what precedes the first comma.
NAME_ENDS = (re.compile(r"(?<=\w{2})\s?[.:]\s+(?=\S)"), re.compile(r",\s+"))
SHORTEST_NAME = 3


def step(paragraph: Paragraph, longest: int) -> dict | None:
    """A tool: its name and what is said of it; None when nothing short enough names it."""
    text = paragraph.text.strip()
    match = next((m for m in (p.search(text) for p in NAME_ENDS) if m), None)
    start = len(paragraph.text) - len(paragraph.text.lstrip())
    if match and SHORTEST_NAME <= match.start() <= longest:
        name, rest = text[: match.start()], paragraph.part(start + match.end())
    elif len(text) <= longest:
        name, rest = text.rstrip("."), paragraph.part(len(paragraph.text))
    else:
        return None
    # A name is plain text: it takes no link.
    if any(link.start < len(name) for link in paragraph.links):
        return None
    rest = replace(rest, text=capitalise_first(rest.text))
    return {"title": name.strip(), "text": rich_text([rest]) if rest.text.strip() else ""}


def step_list(paragraphs: list[Paragraph], longest: int) -> list[dict] | None:
    """The values of the tools, None when one of them cannot be named."""
    steps = [step(paragraph, longest) for paragraph in paragraphs]
    return steps if all(steps) else None
