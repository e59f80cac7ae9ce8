"""Descriptions of the feed: the HTML and the length that podcast applications accept."""

import re
from collections.abc import Iterator
from html import escape

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from bs4.element import PreformattedString

from hub.core.values.plain_text import absolute_url

INLINE = ("b", "strong", "i", "em", "a")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption")
BLOCKS = {
    *("p", "div", "blockquote", "section", "article", "figure", "figcaption", "hr", "pre", "dl"),
    *("dd", "table", "thead", "tbody", "tfoot", "tr", "ul", "ol", *HEADINGS),
}
HIDDEN = ("script", "style", "template")
LINKS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
MORE = "Lire la suite sur le site"


def feed_blocks(html: str) -> list[str]:
    """Return the paragraphs and lists of `html`, with p, ol, ul, li, a, b, i, strong and em only.

    Headings become strong paragraphs and rows of tables paragraphs; links are absolute; pictures
    are left out. No word is.
    """
    return list(_blocks(BeautifulSoup(html, "html.parser")))


def fit(blocks: list[str], limit: int, url: str) -> str:
    """Return as many of `blocks` as `limit` bytes of UTF-8 hold; if cut, a link to `url` says so.

    The block that does not fit whole is cut between two words, without its links.
    """
    whole = "".join(blocks)
    if _size(whole) <= limit:
        return whole
    more = f'<p><a href="{escape(url)}">{MORE}</a></p>'
    room, kept = limit - _size(more), []
    for block in blocks:
        if _size(block) > room:
            kept.append(_cut(block, room))
            break
        kept.append(block)
        room -= _size(block)
    return "".join([*kept, more])


def _size(text: str) -> int:
    return len(text.encode())


def _cut(block: str, room: int) -> str:
    """Return the first words of a block as a paragraph of at most `room` bytes; may be empty."""
    words = BeautifulSoup(block, "html.parser").get_text(" ").split(" ")
    room -= _size("<p>…</p>")
    kept: list[str] = []
    for word in words:
        room -= _size(escape(word)) + 1
        if room < 0:
            break
        kept.append(escape(word))
    return f"<p>{' '.join(kept)}…</p>" if kept else ""


def _blocks(node: Tag) -> Iterator[str]:
    line = ""
    for child in node.children:
        if not isinstance(child, Tag) or (child.name not in BLOCKS and child.name != "br"):
            line += _inline(child)
            continue
        yield from _paragraph(line)
        line = ""
        if child.name in ("ul", "ol"):
            yield from filter(None, [_list(child)])
        elif child.name == "tr":
            cells = [
                _inside(cell).strip() for cell in child.find_all(["td", "th"], recursive=False)
            ]
            yield from _paragraph(" | ".join(filter(None, cells)))
        elif child.name in HEADINGS:
            text = _inside(child).strip()
            yield from _paragraph(f"<strong>{text}</strong>" if text else "")
        else:
            yield from _blocks(child)
    yield from _paragraph(line)


def _paragraph(line: str) -> Iterator[str]:
    text = line.strip(" \n")
    if text:
        yield f"<p>{text}</p>"


def _list(tag: Tag) -> str:
    items = []
    for item in tag.find_all("li", recursive=False):
        text = "".join(
            _list(child)
            if isinstance(child, Tag) and child.name in ("ul", "ol")
            else _inline(child)
            for child in item.children
        ).strip()
        if text:
            items.append(f"<li>{text}</li>")
    return f"<{tag.name}>{''.join(items)}</{tag.name}>" if items else ""


def _inline(node: PageElement) -> str:
    if isinstance(node, PreformattedString):  # comments, declarations
        return ""
    if isinstance(node, NavigableString):
        return escape(re.sub(r"[ \t\r\n]+", " ", str(node)), quote=False)
    if not isinstance(node, Tag) or node.name in HIDDEN:
        return ""
    if node.name in BLOCKS or node.name == "br":
        return f" {_inside(node)} "
    inside = _inside(node)
    if node.name == "a":
        href = absolute_url(str(node.get("href") or "")) if _is_link(node) else ""
        return f'<a href="{escape(href)}">{inside}</a>' if href and inside.strip() else inside
    return f"<{node.name}>{inside}</{node.name}>" if node.name in INLINE and inside else inside


def _inside(tag: Tag) -> str:
    return re.sub(r" {2,}", " ", "".join(_inline(child) for child in tag.children))


def _is_link(tag: Tag) -> bool:
    href = str(tag.get("href") or "").strip()
    return bool(LINKS.match(href)) or (href.startswith("/") and not href.startswith("//"))
