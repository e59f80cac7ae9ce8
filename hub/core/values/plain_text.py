"""Plain-text rendering, for the text version of a newsletter and the text part of an e-mail.

Each block is rendered with its own text template; only rich text, stored as HTML, is parsed as
HTML. Links keep their address: « texte (https://…) ».
"""

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, PageElement, Tag
from django.conf import settings
from django.template import Context, Engine
from wagtail.blocks import Block
from wagtail.rich_text import RichText

WIDTH = 78  # columns; RFC 5322 asks for no more than 78 characters a line
BLOCK_TAGS = {"p", "div", "ul", "ol", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"}
DASH, RULE = "–", "* * *"
LEAD = re.compile(rf"\s*(?:(?:{DASH}|\d+\.) )?")


def absolute_url(url: str | None) -> str:
    """Return an absolute URL: paths are resolved against `settings.BASE_URL`."""
    return urljoin(f"{settings.BASE_URL}/", url or "")


def render_text(template_name: str, context: dict[str, Any]) -> str:
    """Render a text template without autoescaping, and clean its blank lines."""
    template = Engine.get_default().get_template(template_name)
    return tidy(template.render(Context(context, autoescape=False)))


def block_to_text(block: Block, value: Any, context: dict[str, Any] | None = None) -> str:
    """Render the value of a block as text, with the block's `text_template`.

    A block without a template holds a plain word, number or date.
    """
    name = getattr(block.meta, "text_template", None)
    if not name:
        return rich_text_to_text(value) if isinstance(value, RichText) else str(value or "")
    return render_text(name, {**(context or {}), "self": value, "value": value})


def tidy(text: str) -> str:
    """Strip trailing spaces and collapse consecutive blank lines into one."""
    lines = (line.rstrip(" \t") for line in text.replace("\r\n", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def wrap(text: str, width: int = WIDTH) -> str:
    """Wrap long lines at spaces; URLs are not broken, list items keep their indent."""
    return "\n".join(_wrap_line(line, width) for line in text.split("\n"))


def _wrap_line(line: str, width: int) -> str:
    lead = LEAD.match(line)
    return "\n".join(
        textwrap.wrap(
            line,
            width,
            subsequent_indent=" " * (lead.end() if lead else 0),
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        )
        or [""]
    )


def rich_text_to_text(rich_text: RichText | str) -> str:
    """Convert rich text (a `RichText`, or its stored HTML) to paragraphs, lists and links."""
    if not isinstance(rich_text, RichText):
        rich_text = RichText(rich_text)
    return html_to_text(rich_text.__html__())


def html_to_text(html: str) -> str:
    """Convert an HTML fragment of the rich text editor to text; entities are decoded."""
    return tidy("\n\n".join(_blocks(BeautifulSoup(html, "html.parser"))))


def _blocks(node: Tag) -> Iterator[str]:
    """Yield the paragraphs under a node: inline runs, and the blocks between them."""
    words = ""
    for child in node.children:
        if isinstance(child, Tag) and child.name in BLOCK_TAGS:
            yield from filter(None, [_squeeze(words)])
            words = ""
            yield from _block(child)
        else:
            words += _inline(child)
    yield from filter(None, [_squeeze(words)])


def _block(tag: Tag) -> Iterator[str]:
    if tag.name in {"ul", "ol"}:
        yield _list(tag)
    elif tag.name == "hr":
        yield RULE
    else:
        yield from _blocks(tag)


def _list(tag: Tag, depth: int = 0) -> str:
    lines = []
    for rank, item in enumerate(tag.find_all("li", recursive=False), start=1):
        mark = f"{rank}." if tag.name == "ol" else DASH
        inner = [
            child
            for child in item.children
            if isinstance(child, Tag) and child.name in {"ul", "ol"}
        ]
        words = "".join(_inline(child) for child in item.children if child not in inner)
        lines.append(f"{'  ' * depth}{mark} {_squeeze(words)}")
        lines.extend(_list(child, depth + 1) for child in inner)
    return "\n".join(lines)


def _inline(node: PageElement) -> str:
    if not isinstance(node, Tag):
        return re.sub(r"[ \t\r\n]+", " ", str(node))
    if node.name == "br":
        return "\n"
    if node.name == "img":
        return image_to_text(str(node.get("alt", "")))
    words = "".join(_inline(child) for child in node.children)
    if node.name == "a" and node.get("href"):
        return link_to_text(words, str(node["href"]))
    return words


def _squeeze(words: str) -> str:
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip(" ") for line in words.split("\n")).strip()


def link_to_text(words: str, url: str) -> str:
    """Return « words (address) »; only the words when they are the address itself."""
    if url.startswith("mailto:"):
        address = url.removeprefix("mailto:")
    elif url.startswith("#"):
        return words
    else:
        address = absolute_url(url)
    words, tail = words.rstrip(), words[len(words.rstrip()) :]
    return (words if words.strip() in {address, url} else f"{words} ({address})") + tail


def image_to_text(alternative: str) -> str:
    """Return the text that replaces an image; empty for a decorative image."""
    return f"[Image\u00a0: {alternative}]" if alternative else ""


def table_to_text(rows: Iterable[Iterable[Any]], header: bool = False) -> str:
    """Format rows of cells as lines; with a header, each cell is prefixed by its column name."""
    rows = [[str(cell or "").strip() for cell in row] for row in rows]
    if not header or not rows:
        return "\n".join(" | ".join(row).rstrip(" |") for row in rows)
    names, *rows = rows
    return "\n".join(
        f"{DASH} "
        + "\u00a0; ".join(
            f"{name}\u00a0: {cell}" if name else cell
            for name, cell in zip(names, row, strict=False)
            if cell
        )
        for row in rows
        if any(row)
    )
