"""What a block says, found from its value alone, and what each form of a letter says."""

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
# What only serves on the page: buttons of the film, how to cite.
FRAME = ".film-play, .film-note, .cite-this"


@dataclass
class Said:
    """Words (each a text to find as it is), addresses and alternatives of images."""

    words: list = field(default_factory=list)
    links: set = field(default_factory=set)
    alternatives: set = field(default_factory=set)


def said_by(block: Block, value: Any, hidden: Collection[str] = ()) -> Said:
    """Return what the value of a block says; `hidden` names the fields that it may leave out."""
    said = Said()
    if isinstance(block, blocks.StructBlock) and hidden:
        value = {name: part for name, part in value.items() if name not in hidden}
    note(block, value, said)
    return said


@singledispatch
def note(block: Block, value: Any, said: Said) -> None:
    """Add to `said` what the value of a block says: here, its words."""
    if value not in (None, ""):
        said.words.append(french(value))


@note.register(blocks.ChoiceBlock)
@note.register(blocks.BooleanBlock)
@note.register(blocks.StaticBlock)
@note.register(ImageChooserBlock)
def _(block: Block, value: Any, said: Said) -> None:
    """Choices are shown by their label, a yes by what it changes, a thumbnail beside its title."""


@note.register
def _(block: TableBlock, value: Any, said: Said) -> None:
    said.words += [cell for row in value["data"] for cell in row]
    said.words.append(value["table_caption"])


@note.register
def _(block: ImageBlock, value: Any, said: Said) -> None:
    said.alternatives.add(value.contextual_alt_text)
    said.words.append(value.credit)


@note.register
def _(block: DocumentChooserBlock, value: Any, said: Said) -> None:
    said.links.add(full(value.url))


@note.register
def _(block: blocks.PageChooserBlock, value: Any, said: Said) -> None:
    if value:
        said.links.add(full(value.get_url()))
        said.words.append(value.specific.summary)


@note.register
def _(block: SnippetChooserBlock, value: Any, said: Said) -> None:
    if value:
        said.words.append(value.name)


@note.register
def _(block: blocks.RichTextBlock, value: Any, said: Said) -> None:
    soup = BeautifulSoup(str(value or ""), "html.parser")
    said.words += list(soup.stripped_strings)
    said.links |= {full(link["href"]) for link in soup("a")}


@note.register
def _(block: blocks.URLBlock, value: Any, said: Said) -> None:
    if value:
        said.links.add(value)


@note.register
def _(block: blocks.BaseStructBlock, value: Any, said: Said) -> None:
    for name, child in block.child_blocks.items():
        note(child, value.get(name), said)


@note.register(blocks.StreamBlock)
@note.register(blocks.ListBlock)
def _(block: Block, value: Any, said: Said) -> None:
    for child in value.bound_blocks if isinstance(block, blocks.ListBlock) else value:
        note(child.block, child.value, said)


def full(address: str) -> str:
    return urljoin(f"{settings.BASE_URL}/", address)


def squeeze(text: str) -> str:
    return re.sub(r"[ \t\n\u00a0]+", " ", str(text)).strip()


def of_html(html: str | None, drop: str = FRAME) -> Said:
    """Return what HTML says, without the elements of the selector `drop`."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(f"{drop}, style, script, title"):
        element.decompose()
    return Said(
        [squeeze(soup.get_text())],
        {full(link["href"]) for link in soup("a", href=True)},
        {image["alt"] for image in soup("img")},
    )


def of_text(text: str) -> Said:
    words = squeeze(text)
    return Said(
        [words],
        set(re.findall(r"https?://[^\s()]+", text)),
        set(re.findall(r"\[Image : (.*?)\]", words)),
    )


def print_rules() -> Iterator[tuple[str, str]]:
    """Yield (selector, body) of each rule that the style sheets of a letter keep for paper."""
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


def on_paper(html: str) -> Said:
    """Return what a page says once printed; an address counts when it is written out."""
    form = of_html(html, ", ".join(hidden_in_print()))
    written = [
        selector.removesuffix("::after") for selector, body in print_rules() if "attr(href)" in body
    ]
    soup = BeautifulSoup(html, "html.parser")
    form.links = {full(link["href"]) for selector in written for link in soup.select(selector)}
    return form


def forms_of(client: Client, letter: NewsletterPage) -> dict[str, Said]:
    """Return {name: Said} of the five forms of a published letter, as anybody gets them."""
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


def missing_from(form: Said, said: Said) -> list[str]:
    """Return what `said` holds and a form does not."""
    words = " ".join(form.words)
    return [
        *[text for text in said.words if squeeze(text) not in words],
        *(said.links - form.links),
        *(said.alternatives - form.alternatives),
    ]
