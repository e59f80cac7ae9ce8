"""From neutral paragraphs to the rich text of the editor: escaped, nothing but known tags."""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from hub.newsletters.importing.documents import Paragraph

SAFE_SCHEMES = ("http", "https", "mailto")
PAGE_SCHEME = "hub-page:"


def rich_text(paragraphs: Iterable[Paragraph]) -> str:
    """One `<p>` per paragraph that has words."""
    return "".join(f"<p>{inline(p)}</p>" for p in paragraphs if p.text.strip())


def bullet_list(items: Iterable[Paragraph]) -> str:
    """The items as one `<ul>`."""
    return f"<ul>{''.join(f'<li>{inline(item)}</li>' for item in items)}</ul>"


def strong(text: str) -> str:
    """A paragraph of plain text in bold."""
    return f"<p><b>{escape(text, quote=False)}</b></p>"


def plain(text: str) -> str:
    """A paragraph of plain text."""
    return f"<p>{escape(text, quote=False)}</p>"


def inline(paragraph: Paragraph) -> str:
    """The words of a paragraph with its safe links, its bold and its italics."""
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
    """The address of a page of the hub while a letter is imported; no reader lets one through."""
    return f"{PAGE_SCHEME}{pk}"


def page_of(url: str) -> int | None:
    """The page that `page_address` designates, None for any other address."""
    written = url.removeprefix(PAGE_SCHEME)
    return int(written) if written != url and written.isdecimal() else None


def is_safe(url: str) -> bool:
    """Whether a link may be kept: no script, no data."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme in SAFE_SCHEMES and bool(parts.netloc or parts.scheme == "mailto")


def _emphasised(paragraph: Paragraph, start: int, end: int) -> str:
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


def shortened(text: str, limit: int) -> str:
    """`text` within `limit` characters, cut after a word and ended by « … »."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut[: cut.rfind(' ')].rstrip() if ' ' in cut else cut}…"
