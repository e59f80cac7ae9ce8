"""Conversion of neutral paragraphs to the stored HTML of rich text, escaped."""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from hub.newsletters.importing.documents import Paragraph

SAFE_SCHEMES = ("http", "https", "mailto")
PAGE_SCHEME = "hub-page:"


def rich_text(paragraphs: Iterable[Paragraph]) -> str:
    """Return one `<p>` per non-empty paragraph."""
    return "".join(f"<p>{inline(p)}</p>" for p in paragraphs if p.text.strip())


def bullet_list(items: Iterable[Paragraph]) -> str:
    """Return the items as a `<ul>`."""
    return f"<ul>{''.join(f'<li>{inline(item)}</li>' for item in items)}</ul>"


def strong(text: str) -> str:
    """Return plain text as a bold paragraph."""
    return f"<p><b>{escape(text, quote=False)}</b></p>"


def plain(text: str) -> str:
    """Return plain text as a paragraph."""
    return f"<p>{escape(text, quote=False)}</p>"


def inline(paragraph: Paragraph) -> str:
    """Return the text of a paragraph with its safe links, bold and italics."""
    position, parts = 0, []
    for link in sorted(paragraph.links, key=lambda link: link.start):
        page = page_of(link.url)
        if link.start < position or not (page or is_safe(link.url)):
            continue
        parts.append(_emphasised(paragraph, position, link.start))
        words = _emphasised(paragraph, link.start, link.end)
        target = f'linktype="page" id="{page}"' if page else f'href="{escape(link.url)}"'
        parts.append(f"<a {target}>{words}</a>")
        position = link.end
    parts.append(_emphasised(paragraph, position, len(paragraph.text)))
    return "".join(parts)


def page_address(pk: int) -> str:
    """Return the internal address of a page of the hub, which no reader accepts from a source."""
    return f"{PAGE_SCHEME}{pk}"


def page_of(url: str) -> int | None:
    """Return the page id of an address made by `page_address`, None for any other."""
    written = url.removeprefix(PAGE_SCHEME)
    return int(written) if written != url and written.isdecimal() else None


def is_safe(url: str) -> bool:
    """Tell whether an address may be kept: http, https or mailto only."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme in SAFE_SCHEMES and bool(parts.netloc or parts.scheme == "mailto")


def _emphasised(paragraph: Paragraph, start: int, end: int) -> str:
    """Return the characters `start` to `end` as HTML, with bold and italics."""
    marks = [mark for mark in paragraph.emphasis if mark.start < end and mark.end > start]
    borders = {start, end}
    for mark in marks:
        borders |= {max(start, mark.start), min(end, mark.end)}
    cuts = sorted(borders)
    parts = []
    for first, last in zip(cuts, cuts[1:], strict=False):
        words = escape(paragraph.text[first:last], quote=False)
        here = [mark for mark in marks if mark.start <= first and mark.end >= last]
        if any(not mark.strong for mark in here):
            words = f"<i>{words}</i>"
        if any(mark.strong for mark in here):
            words = f"<b>{words}</b>"
        parts.append(words)
    return "".join(parts)


def shortened(text: str, limit: int | None) -> str:
    """Return `text` within `limit` characters, cut after a word and ended by an ellipsis.

    `limit` is the `max_length` of a field: None for no limit.
    """
    if limit is None or len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut[: cut.rfind(' ')].rstrip() if ' ' in cut else cut}…"
