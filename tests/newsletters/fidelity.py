"""Extract the words, links and alternatives of a block's value and of each form of a letter."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import singledispatch
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from wagtail import blocks
from wagtail.blocks import Block
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from hub.core.values.typography import french
from hub.newsletters.models import NewsletterPage

CSS = Path(__file__).parents[2] / "static" / "css"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# Elements of the web page only: buttons of the film, how to cite.
FRAME = ".film-play, .film-note, .cite-this"


@dataclass
class Content:
    """Words (exact texts to find), addresses, and alternatives of images."""

    words: list = field(default_factory=list)
    links: set = field(default_factory=set)
    alternatives: set = field(default_factory=set)


def content_of(block: Block, value: Any, hidden: Collection[str] = ()) -> Content:
    """Return the content of a block's value; `hidden` names the fields to leave out."""
    content = Content()
    if isinstance(block, blocks.StructBlock) and hidden:
        value = {name: part for name, part in value.items() if name not in hidden}
    add_content(block, value, content)
    return content


@singledispatch
def add_content(block: Block, value: Any, content: Content) -> None:
    """Add the content of a block's value to `content`; by default, its text."""
    if value not in (None, ""):
        content.words.append(french(value))


@add_content.register(blocks.ChoiceBlock)
@add_content.register(blocks.BooleanBlock)
@add_content.register(blocks.StaticBlock)
@add_content.register(ImageChooserBlock)
def _(block: Block, value: Any, content: Content) -> None:
    """Add nothing: choices, booleans and thumbnails are not rendered as their value."""


@add_content.register
def _(block: TableBlock, value: Any, content: Content) -> None:
    content.words += [cell for row in value["data"] for cell in row]
    content.words.append(value["table_caption"])


@add_content.register
def _(block: ImageBlock, value: Any, content: Content) -> None:
    content.alternatives.add(value.contextual_alt_text)
    content.words.append(value.credit)


@add_content.register
def _(block: DocumentChooserBlock, value: Any, content: Content) -> None:
    content.links.add(full(value.url))


@add_content.register
def _(block: blocks.PageChooserBlock, value: Any, content: Content) -> None:
    if value:
        content.links.add(full(value.get_url()))
        content.words.append(value.specific.summary)


@add_content.register
def _(block: SnippetChooserBlock, value: Any, content: Content) -> None:
    if value:
        content.words.append(value.name)


@add_content.register
def _(block: blocks.RichTextBlock, value: Any, content: Content) -> None:
    soup = BeautifulSoup(str(value or ""), "html.parser")
    content.words += list(soup.stripped_strings)
    content.links |= {full(link["href"]) for link in soup("a")}


@add_content.register
def _(block: blocks.URLBlock, value: Any, content: Content) -> None:
    if value:
        content.links.add(value)


@add_content.register
def _(block: blocks.BaseStructBlock, value: Any, content: Content) -> None:
    for name, child in block.child_blocks.items():
        add_content(child, value.get(name), content)


@add_content.register(blocks.StreamBlock)
@add_content.register(blocks.ListBlock)
def _(block: Block, value: Any, content: Content) -> None:
    for child in value.bound_blocks if isinstance(block, blocks.ListBlock) else value:
        add_content(child.block, child.value, content)


def full(address: str) -> str:
    return urljoin(f"{settings.BASE_URL}/", address)


def collapse_spaces(text: str) -> str:
    return re.sub(r"[ \t\n\u00a0]+", " ", str(text)).strip()


def of_html(html: str | None, drop: str = FRAME) -> Content:
    """Return the content of HTML, without the elements of the selector `drop`."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(f"{drop}, style, script, title"):
        element.decompose()
    return Content(
        [collapse_spaces(soup.get_text())],
        {full(link["href"]) for link in soup("a", href=True)},
        {image["alt"] for image in soup("img")},
    )


def of_text(text: str) -> Content:
    words = collapse_spaces(text)
    return Content(
        [words],
        set(re.findall(r"https?://[^\s()]+", text)),
        set(re.findall(r"\[Image : (.*?)\]", words)),
    )


def print_rules() -> Iterator[tuple[str, str]]:
    """Yield (selector, body) of each print rule of the style sheets of a letter."""
    for name in ("foundation.css", "story.css"):
        sheet = (CSS / name).read_text("utf-8")
        for start in [match.end() for match in re.finditer(r"@media print\s*{", sheet)]:
            end, depth = start, 1
            while depth:
                depth += {"{": 1, "}": -1}.get(sheet[end], 0)
                end += 1
            for selector, body in re.findall(r"([^{}]+){([^{}]*)}", sheet[start : end - 1]):
                yield selector.strip(), body


def hidden_in_print() -> list[str]:
    return [selector for selector, body in print_rules() if re.search(r"display:\s*none", body)]


def on_paper(html: str) -> Content:
    """Return the content of a page once printed; only addresses printed as text count."""
    form = of_html(html, ", ".join(hidden_in_print()))
    written = [
        selector.removesuffix("::after") for selector, body in print_rules() if "attr(href)" in body
    ]
    soup = BeautifulSoup(html, "html.parser")
    form.links = {full(link["href"]) for selector in written for link in soup.select(selector)}
    return form


def forms_of(client: Client, letter: NewsletterPage) -> dict[str, Content]:
    """Return {name: Content} of the five forms of a published letter, for anonymous readers."""
    address = letter.get_url()
    page = BeautifulSoup(client.get(address).content, "html.parser").find("article")
    feed = ElementTree.fromstring(client.get("/lettres.rss").content)  # noqa: S314
    item = next(item for item in feed.iter("item") if item.findtext("link") == full(address))
    return {
        "web": of_html(str(page)),
        "e-mail": of_html(client.get(f"{address}courriel/").content.decode()),
        "text": of_text(client.get(f"{address}texte/").content.decode()),
        "feed": of_html(item.findtext(CONTENT)),
        "print": on_paper(str(page)),
    }


def missing_from(form: Content, expected: Content) -> list[str]:
    """Return the content of `expected` that is missing from a form."""
    words = " ".join(form.words)
    return [
        *[text for text in expected.words if collapse_spaces(text) not in words],
        *(expected.links - form.links),
        *(expected.alternatives - form.alternatives),
    ]
