"""Markdown to the few tags of the site's rich text: p, b, i, a, ul, ol, li, br.

HTML written in the Markdown is shown as text, never obeyed.
"""

from html import escape

from markdown_it import MarkdownIt

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


def markdown_parser():
    """Return a parser of plain Markdown with tables and without HTML."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def rich_text(markdown):
    """Return the rich text of a piece of Markdown."""
    return render_tokens(markdown_parser().parse(markdown))


def plain_text(markdown):
    """Return the words of a piece of Markdown."""
    return " ".join(
        words_of(token) for token in markdown_parser().parse(markdown) if token.type == "inline"
    )


def render_tokens(tokens):
    """Return the rich text of block tokens."""
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
            # The editor's list items hold no paragraphs: a line break keeps them apart.
            parts.append("<br/>" if depth else "</p>")
        elif token.content:
            parts.append(f"<p>{escape(token.content.strip(), quote=False)}</p>")
    return "".join(parts).replace("<br/></li>", "</li>").replace("<br/><ul>", "<ul>").strip()


def render_inline(token):
    """Return the rich text of an inline token; a link that is not of the web keeps its words."""
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


def words_of(token):
    """Return the words of an inline token, line breaks being spaces."""
    breaks = ("softbreak", "hardbreak")
    return "".join(" " if child.type in breaks else child.content for child in token.children or [])


def lines_of(token):
    """Return the lines of an inline token, as text."""
    lines = [""]
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            lines.append("")
        else:
            lines[-1] += child.content
    return lines
