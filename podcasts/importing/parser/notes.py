"""HTML or text of descriptions → blocks of a story, and rich text of the site.

The HTML is read as a stream of tags: deep nesting costs nothing. Only paragraphs, headings, lists,
bold, italic and http(s) links are kept.
"""

import re
from html import escape
from html.parser import HTMLParser

from hub.core.values.plain_text import html_to_text
from podcasts.importing.readers.fetching import is_web_address

LONGEST = 200_000  # characters read of a description
HEADING_LENGTH = 120
INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i"}
LISTS = ("ul", "ol")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BREAKING = ("p", "div", "section", "article", "blockquote", "table", "tr", "pre", "dl", "dt", "dd")
SKIPPED = ("script", "style", "template", "head", "title", "svg")
DROPPED = {"img": "image", "iframe": "lecteur", "video": "film", "audio": "son", "object": "objet"}
URL = re.compile(r"https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)\]’']")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")

Blocks = list[tuple[str, str]]


def notes_blocks(text: str) -> tuple[Blocks, list[str]]:
    """Return (type, value) pairs of story blocks for a description, and what is not kept."""
    remarks = []
    if len(text) > LONGEST:
        text = text[:LONGEST]
        remarks.append("les notes sont trop longues\u00a0: leur fin n’est pas reprise.")
    writer = _Writer()
    writer.feed(text if MARKUP.search(text) else text_to_html(text))
    writer.close()
    blocks = writer.finish()
    for word, number in writer.dropped.items():
        plural = "s" if number > 1 else ""
        remarks.append(f"les notes ont {number} {word}{plural}, non repris{plural}.")
    return blocks, remarks


def rich_text(text: str) -> str:
    """Return a description as rich text of the site, its headings as bold paragraphs."""
    blocks, _ = notes_blocks(text)
    return "".join(
        f"<p><b>{escape(value, quote=False)}</b></p>" if kind == "heading" else value
        for kind, value in blocks
    )


def plain_text(text: str) -> str:
    """Return the words of a description on one line."""
    blocks, _ = notes_blocks(text)
    words = [value if kind == "heading" else html_to_text(value) for kind, value in blocks]
    # `html_to_text` writes links as « words (URL) ».
    return " ".join(re.sub(r" \(https?://[^\s)]+\)", "", " ".join(words)).split())


def shorten(text: str, length: int) -> str:
    """Return a text of at most `length` characters, cut after a sentence or a word."""
    if len(text) <= length:
        return text
    sentences = [match.end() for match in re.finditer(r"[.!?…](?=\s)", text[:length])]
    if sentences and sentences[-1] >= length // 3:
        return text[: sentences[-1]]
    return f"{text[: length - 1].rsplit(' ', 1)[0].rstrip(' ,;:–-')}…"


def text_to_html(text: str) -> str:
    """Return a text without markup as HTML: paragraphs, line breaks and links."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    linked = (
        URL.sub(lambda url: f'<a href="{url[0]}">{url[0]}</a>', escape(paragraph, quote=False))
        for paragraph in paragraphs
    )
    return "".join(f"<p>{part.strip()}</p>".replace("\n", "<br/>") for part in linked)


class _Writer(HTMLParser):
    """Writes the blocks of the tags that it is fed; `dropped` counts what is not kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: Blocks = []
        self.dropped: dict[str, int] = {}
        self.html: list[str] = []  # finished paragraphs and lists of the current block
        self.words: list[str] = []  # the current paragraph, list item or heading
        self.open: list[str] = []  # inline tags open in it
        self.lists: list[str] = []  # open lists: the site has one level
        self.heading = False
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED:
            self.skipping += 1
        elif tag in DROPPED:
            self.dropped[DROPPED[tag]] = self.dropped.get(DROPPED[tag], 0) + 1
        elif tag in INLINE:
            self._open(INLINE[tag], f"<{INLINE[tag]}>")
        elif tag == "a":
            url = (dict(attrs).get("href") or "").strip()
            self._close("a")
            if is_web_address(url):
                self._open("a", f'<a href="{escape(url)}">')
        elif tag == "br":
            self.words.append("<br/>")
        else:
            self._start_block(tag)

    def _start_block(self, tag: str) -> None:
        if tag in LISTS:
            self._end_paragraph()
            if not self.lists:
                self.html.append(f"<{tag}>")
            self.lists.append(tag)
        elif tag == "hr":
            self._end_block()
            self.blocks.append(("separator", ""))
        elif tag in HEADINGS:
            self._end_block()
            self.heading = True
        elif tag == "li" or (tag in BREAKING and not self.lists):
            self._end_paragraph()
        elif tag in BREAKING and self.words:
            self.words.append("<br/>")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self.skipping = max(0, self.skipping - 1)
        elif tag in INLINE or tag == "a":
            self._close(INLINE.get(tag, tag))
        elif tag in LISTS and self.lists:
            self._end_paragraph()
            self.lists.pop()
            if not self.lists:
                self.html.append(f"</{tag}>")
        elif tag in HEADINGS and self.heading:
            self._end_heading()
        elif tag == "li" or (tag in BREAKING and not self.lists):
            self._end_paragraph()

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.words.append(escape(re.sub(r"[ \t\r\n\f]+", " ", data), quote=False))

    def finish(self) -> Blocks:
        """Return the blocks once everything was fed."""
        self._end_block()
        return self.blocks

    def _open(self, tag: str, html: str) -> None:
        if tag not in self.open:
            self.open.append(tag)
            self.words.append(html)

    def _close(self, tag: str) -> None:
        """Close an inline tag, and those opened after it."""
        while tag in self.open:
            self.words.append(f"</{self.open.pop()}>")

    def _take_words(self) -> str:
        for tag in reversed(self.open):
            self.words.append(f"</{tag}>")
        self.open.clear()
        words = re.sub(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$", "", "".join(self.words))
        self.words.clear()
        return words if re.sub(r"<[^>]*>", "", words).strip() else ""

    def _end_paragraph(self) -> None:
        if self.heading:
            self._end_heading()
            return
        if words := self._take_words():
            self.html.append(f"<li>{words}</li>" if self.lists else f"<p>{words}</p>")

    def _end_heading(self) -> None:
        self.heading = False
        words = re.sub(r"<[^>]*>", "", self._take_words().replace("<br/>", " "))
        words = " ".join(
            words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split()
        )
        if words and len(words) <= HEADING_LENGTH:
            self._end_block()
            self.blocks.append(("heading", words))
        elif words:
            self.html.append(f"<p><b>{escape(words, quote=False)}</b></p>")

    def _end_block(self) -> None:
        self._end_paragraph()
        if self.lists:
            self.html.append(f"</{self.lists[0]}>")
            self.lists.clear()
        html = "".join(self.html).replace("<ul></ul>", "").replace("<ol></ol>", "")
        self.html.clear()
        if html:
            self.blocks.append(("paragraph", html))
