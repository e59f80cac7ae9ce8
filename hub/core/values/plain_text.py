"""Words as plain text, for the text form of a letter and the text part of an e-mail.

Every block says itself through its own text template; only rich text, which is HTML in the
database, is read as HTML. Links keep their address: « texte (https://…) ».
"""

import re
import textwrap
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString
from django.conf import settings
from django.template import Context, loader
from wagtail.rich_text import RichText

WIDTH = 78  # columns; RFC 5322 asks for no more than 78 characters a line
BLOCK_TAGS = {"p", "div", "ul", "ol", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"}
DASH, RULE = "–", "* * *"


def absolute_url(url):
    """Return an address that works outside the site: paths get the site's own address."""
    return urljoin(f"{settings.BASE_URL}/", url or "")


def render_text(template_name, context):
    """Return a text template as tidy text, without any escaping."""
    template = loader.get_template(template_name).template
    return tidy(template.render(Context(context, autoescape=False)))


def block_to_text(block, value, context=None):
    """Return the value of a block as text, through the block's own `text_template`.

    A block without one is a plain word, number or date.
    """
    name = getattr(block.meta, "text_template", None)
    if not name:
        return rich_text_to_text(value) if isinstance(value, RichText) else str(value or "")
    return render_text(name, {**(context or {}), "self": value, "value": value})


def tidy(text):
    """Drop the spaces at line ends and keep one blank line at most between paragraphs."""
    lines = (line.rstrip(" \t") for line in text.replace("\r\n", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def wrap(text, width=WIDTH):
    """Fold long lines at spaces; addresses stay whole, list items keep their indent."""
    return "\n".join(_wrap_line(line, width) for line in text.split("\n"))


def _wrap_line(line, width):
    lead = re.match(rf"\s*(?:(?:{DASH}|\d+\.) )?", line)[0]
    return "\n".join(
        textwrap.wrap(
            line,
            width,
            subsequent_indent=" " * len(lead),
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        )
        or [""]
    )


def rich_text_to_text(rich_text):
    """Return rich text (a RichText, or its stored HTML) as paragraphs, lists and links."""
    if not isinstance(rich_text, RichText):
        rich_text = RichText(rich_text)
    return html_to_text(rich_text.__html__())


def html_to_text(html):
    """Return an HTML fragment of the editor as text; entities become the signs they stand for."""
    return tidy("\n\n".join(_blocks(BeautifulSoup(html, "html.parser"))))


def _blocks(node):
    """Yield the paragraphs under a node, whatever they are made of."""
    words = ""
    for child in node.children:
        name = getattr(child, "name", None)
        if name in BLOCK_TAGS:
            yield from filter(None, [_squeeze(words)])
            words = ""
            yield from _block(child)
        else:
            words += _inline(child)
    yield from filter(None, [_squeeze(words)])


def _block(tag):
    if tag.name in {"ul", "ol"}:
        yield _list(tag)
    elif tag.name == "hr":
        yield RULE
    else:
        yield from _blocks(tag)


def _list(tag, depth=0):
    lines = []
    for rank, item in enumerate(tag.find_all("li", recursive=False), start=1):
        mark = f"{rank}." if tag.name == "ol" else DASH
        inner = [child for child in item.children if getattr(child, "name", None) in {"ul", "ol"}]
        words = "".join(_inline(child) for child in item.children if child not in inner)
        lines.append(f"{'  ' * depth}{mark} {_squeeze(words)}")
        lines.extend(_list(child, depth + 1) for child in inner)
    return "\n".join(lines)


def _inline(node):
    if isinstance(node, NavigableString):
        return re.sub(r"[ \t\r\n]+", " ", str(node))
    if node.name == "br":
        return "\n"
    if node.name == "img":
        return image_to_text(node.get("alt", ""))
    words = "".join(_inline(child) for child in node.children)
    if node.name == "a" and node.get("href"):
        return link_to_text(words, node["href"])
    return words


def _squeeze(words):
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip(" ") for line in words.split("\n")).strip()


def link_to_text(words, url):
    """Return « words (address) »; an address that is its own text is not said twice."""
    if url.startswith("mailto:"):
        address = url.removeprefix("mailto:")
    elif url.startswith("#"):
        return words
    else:
        address = absolute_url(url)
    words, tail = words.rstrip(), words[len(words.rstrip()) :]
    return (words if words.strip() in {address, url} else f"{words} ({address})") + tail


def image_to_text(alternative):
    """Return what an image says to who does not see it; nothing for a decorative one."""
    return f"[Image\u00a0: {alternative}]" if alternative else ""


def table_to_text(rows, header=False):
    """Return rows of cells as lines; with a header, each cell follows the name of its column."""
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
