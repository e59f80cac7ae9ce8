"""Markdown to the blocks of a story: paragraphs, headings, quotations, callouts, tables.

> Nous avons appris à décider ensemble.      a quotation, its author after a dash
> — Camille Exemple, maire, Villexemple

> [!conseil] Avant de commencer              a callout: info, conseil or attention
> Réunissez tout le monde.
"""

import re

from inspiration.importing.parser.rich_text import (
    lines_of,
    markdown_parser,
    render_tokens,
    words_of,
)

HEADING_LENGTH = 120
ATTRIBUTION = re.compile(r"^[—–-]\s*(?P<who>\S.*)$")
CALLOUT = re.compile(r"^\[!(?P<tone>info|conseil|attention)\]\s*(?P<title>.*)$", re.IGNORECASE)


def story_blocks(markdown):
    """Return the (block type, raw value) pairs of a piece of Markdown."""
    blocks, running = [], []

    def close_paragraph():
        if html := render_tokens(running):
            blocks.append(("paragraph", html))
        running.clear()

    for group in _top_level_groups(markdown_parser().parse(markdown)):
        block = BUILDERS.get(group[0].type, lambda group: None)(group)
        if block is None:
            running += group
        else:
            close_paragraph()
            blocks.append(block)
    close_paragraph()
    return blocks


def _top_level_groups(tokens):
    """Yield the tokens of each top-level element."""
    group, depth = [], 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _heading(group):
    words = words_of(group[1]).strip()
    return ("heading", words) if 0 < len(words) <= HEADING_LENGTH else None


def _separator(group):
    return ("separator", None)


def _quote_or_callout(group):
    """A callout, or a quotation that says whose words it is; otherwise it stays running text."""
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
            # « Nom, fonction, organisation »: a function may hold commas, an organisation not.
            "role": ", ".join(rest[:-1] or rest),
            "organisation": rest[-1] if len(rest) > 1 else "",
        },
    )


def _callout(match, tokens, first):
    """Value of a callout: its first line is the title, the rest is its text."""
    breaks = [i for i, child in enumerate(first.children) if child.type == "softbreak"]
    first.children = first.children[breaks[0] + 1 :] if breaks else []
    return {
        "tone": match["tone"].lower(),
        "title": match["title"].strip()[:HEADING_LENGTH],
        "text": render_tokens(tokens).replace("<p></p>", ""),
    }


def _table(group):
    """A table whose first row is its header."""
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
