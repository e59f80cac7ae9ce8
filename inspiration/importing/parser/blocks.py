"""Conversion of Markdown to story blocks: paragraphs, headings, quotations, callouts, tables.

> Nous avons appris à décider ensemble.      a quotation, its author after a dash
> — Camille Exemple, maire, Villexemple

> [!conseil] Avant de commencer              a callout: info, conseil or attention
> Réunissez tout le monde.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it.token import Token

from inspiration.importing.parser.rich_text import (
    lines_of,
    markdown_parser,
    render_tokens,
    words_of,
)

# Block type and raw value.
Block = tuple[str, Any]

HEADING_LENGTH = 120
ATTRIBUTION = re.compile(r"^[—–-]\s*(?P<who>\S.*)$")
CALLOUT = re.compile(r"^\[!(?P<tone>info|conseil|attention)\]\s*(?P<title>.*)$", re.IGNORECASE)


def story_blocks(markdown: str) -> list[Block]:
    """Return the (block type, raw value) pairs of a piece of Markdown."""
    blocks, paragraph = [], []

    def close_paragraph() -> None:
        if html := render_tokens(paragraph):
            blocks.append(("paragraph", html))
        paragraph.clear()

    for group in _top_level_groups(markdown_parser().parse(markdown)):
        block = BUILDERS.get(group[0].type, lambda group: None)(group)
        if block is None:
            paragraph += group
        else:
            close_paragraph()
            blocks.append(block)
    close_paragraph()
    return blocks


def _top_level_groups(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each top-level element."""
    group, depth = [], 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _heading(group: list[Token]) -> Block | None:
    words = words_of(group[1]).strip()
    return ("heading", words) if 0 < len(words) <= HEADING_LENGTH else None


def _separator(group: list[Token]) -> Block:
    return ("separator", None)


def _quote_or_callout(group: list[Token]) -> Block | None:
    """Return a callout, a quotation if it has an attribution, or None for a plain paragraph."""
    inlines = [token for token in group if token.type == "inline"]
    lines = [line for token in inlines for line in lines_of(token)]
    if not lines:
        return None
    if match := CALLOUT.match(lines[0]):
        return ("callout", _callout(match, group[1:-1], inlines[0]))
    attribution = ATTRIBUTION.match(lines[-1])
    if attribution is None or len(lines) < 2:
        return None
    name, *rest = [part.strip() for part in attribution["who"].split(",")]
    return (
        "quote",
        {
            "text": " ".join(lines[:-1]).strip("«» \u00a0\u202f"),
            "name": name,
            # « Nom, fonction, organisation »: the function may contain commas.
            "role": ", ".join(rest[:-1] or rest),
            "organisation": rest[-1] if len(rest) > 1 else "",
        },
    )


def _callout(match: re.Match[str], tokens: list[Token], first: Token) -> dict[str, str]:
    """Return the value of a callout: the first line is the title, the rest is the text."""
    children = first.children or []
    breaks = [i for i, child in enumerate(children) if child.type == "softbreak"]
    first.children = children[breaks[0] + 1 :] if breaks else []
    return {
        "tone": match["tone"].lower(),
        "title": match["title"].strip()[:HEADING_LENGTH],
        "text": render_tokens(tokens).replace("<p></p>", ""),
    }


def _table(group: list[Token]) -> Block:
    """Return a table whose first row is the header."""
    rows = []
    for token in group:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(words_of(token))
    return (
        "table",
        {
            "data": rows,
            "cell": [],
            "mergeCells": [],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": "",
        },
    )


BUILDERS = {
    "heading_open": _heading,
    "hr": _separator,
    "blockquote_open": _quote_or_callout,
    "table_open": _table,
}
