"""Conversion of Markdown to the tags of the site's rich text: p, b, i, a, ul, ol, li, br.

Raw HTML in the Markdown is escaped.
"""

from collections.abc import Iterable
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

BLOCK_TAGS = {
    "bullet_list_open": "<ul>",
    "bullet_list_close": "</ul>",
    "ordered_list_open": "<ol>",
    "ordered_list_close": "</ol>",
    "list_item_open": "<li>",
    "list_item_close": "</li>",
    "heading_open": "<p><b>",
    "heading_close": "</b></p>",
}
INLINE_TAGS = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "softbreak": " ",
    "hardbreak": "<br/>",
}


def markdown_parser() -> MarkdownIt:
    """Return a parser of CommonMark with tables and without HTML."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def rich_text(markdown: str) -> str:
    """Return Markdown as rich text."""
    return render_tokens(markdown_parser().parse(markdown))


def plain_text(markdown: str) -> str:
    """Return Markdown as plain text."""
    return " ".join(
        words_of(token) for token in markdown_parser().parse(markdown) if token.type == "inline"
    )


def render_tokens(tokens: Iterable[Token]) -> str:
    """Return block tokens as rich text."""
    parts, depth = [], 0
    for token in tokens:
        if token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        if token.type == "inline":
            parts.append(render_inline(token))
        elif token.type in BLOCK_TAGS:
            parts.append(BLOCK_TAGS[token.type])
        elif token.type == "paragraph_open" and not depth:
            parts.append("<p>")
        elif token.type == "paragraph_close":
            # List items of the rich-text editor cannot contain paragraphs: use line breaks.
            parts.append("<br/>" if depth else "</p>")
        elif token.content:
            parts.append(f"<p>{escape(token.content.strip(), quote=False)}</p>")
    return "".join(parts).replace("<br/></li>", "</li>").replace("<br/><ul>", "<ul>").strip()


def render_inline(token: Token) -> str:
    """Return an inline token as rich text; links other than http(s) become plain text."""
    parts, in_link = [], False
    for child in token.children or []:
        if child.type == "link_open":
            url = str(child.attrs.get("href", ""))
            in_link = url.startswith(("https://", "http://"))
            if in_link:
                parts.append(f'<a href="{escape(url)}">')
        elif child.type == "link_close":
            parts.append("</a>" if in_link else "")
            in_link = False
        elif child.type in INLINE_TAGS:
            parts.append(INLINE_TAGS[child.type])
        else:
            parts.append(escape(child.content, quote=False))
    return "".join(parts)


def words_of(token: Token) -> str:
    """Return the text of an inline token, with spaces for line breaks."""
    breaks = ("softbreak", "hardbreak")
    return "".join(" " if child.type in breaks else child.content for child in token.children or [])


def lines_of(token: Token) -> list[str]:
    """Return the lines of an inline token, as text."""
    lines = [""]
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            lines.append("")
        else:
            lines[-1] += child.content
    return lines
