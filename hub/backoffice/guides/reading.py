"""Rendering of the guides' Markdown as HTML for the admin."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = settings.BASE_DIR / "docs" / "editors"
INDEX = "README"  # the table of contents of the guides
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|README")


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Guide:
    """A rendered guide: `html` leaves out the title, `headings` are those of level 2."""

    name: str
    title: str
    html: SafeString
    headings: tuple[Heading, ...]

    @property
    def url(self) -> str:
        return guide_url(self.name)


class GuideMissingError(LookupError):
    """No guide or image has that name, or the folder of the guides is not installed."""


def guide_url(name: str, anchor: str = "") -> str:
    address = reverse("guide", args=[name]) if name != INDEX else reverse("guides")
    return f"{address}#{anchor}" if anchor else address


def guide_of(model: type[Model]) -> str:
    """Return the name of the guide of a model's screens; empty when it has none."""
    config = apps.get_app_config(model._meta.app_label)
    return getattr(config, "editors_guide", "")


def list_guides(folder: Path = FOLDER) -> list[Guide]:
    """Return the guides in the order of the README's links; empty if not installed."""
    try:
        text = (folder / f"{INDEX}.md").read_text(encoding="utf-8")
    except OSError:
        return []
    names = dict.fromkeys(re.findall(r"\]\(([a-z0-9-]+)\.md\)", text))
    return [read_guide(name, folder) for name in names if (folder / f"{name}.md").is_file()]


def read_guide(name: str, folder: Path = FOLDER) -> Guide:
    """Return a guide; raise GuideMissingError when there is none of that name."""
    if not NAME.fullmatch(name):
        raise GuideMissingError(name)
    path = folder / f"{name}.md"
    try:
        return _render(name, path, path.stat().st_mtime_ns)
    except OSError as error:
        raise GuideMissingError(name) from error


def image_path(name: str, folder: Path = FOLDER) -> Path:
    """Return the file of an image of the guides; raise GuideMissingError if there is none."""
    path = folder / "images" / name
    if not re.fullmatch(r"[a-z0-9-]+\.png", name) or not path.is_file():
        raise GuideMissingError(name)
    return path


@lru_cache(maxsize=64)
def _render(name: str, path: Path, changed: int) -> Guide:
    """Render a file; `changed`, its modification time, makes the cache miss when it changes."""
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    tokens = markdown.parse(path.read_text(encoding="utf-8"))
    headings = _mark_headings(tokens)
    title = next((heading.text for heading in headings if heading.level == 1), name)
    for token in tokens:
        for child in token.children or ():
            _rewrite_address(child)
    html = markdown.renderer.render(_without_title(tokens), markdown.options, {})
    # The source is a file of the project, and raw HTML in it is escaped.
    shown = mark_safe(html)
    return Guide(name, title, shown, tuple(h for h in headings if h.level == 2))


def _mark_headings(tokens: list[Token]) -> list[Heading]:
    """Set the anchors that GitHub generates, so that links work in both places."""
    headings = []
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open":
            anchor = github_anchor(inline.content)
            token.attrSet("id", anchor)
            headings.append(Heading(int(token.tag[1]), inline.content, anchor))
    return headings


def github_anchor(text: str) -> str:
    """Return the anchor of a heading: « Qui peut quoi ? » gives « qui-peut-quoi- »."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _rewrite_address(token: Token) -> None:
    """Replace links between guides by admin URLs; drop the links to other documents."""
    if token.type == "image":
        name = Path(urlsplit(str(token.attrs["src"])).path).name
        token.attrSet("src", reverse("guide_image", args=[name]))
        token.attrSet("loading", "lazy")
    elif token.type == "link_open":
        parts = urlsplit(str(token.attrs["href"]))
        if parts.scheme or not parts.path:
            return
        target = Path(parts.path)
        if len(target.parts) == 1 and target.suffix == ".md":
            token.attrSet("href", guide_url(target.stem, parts.fragment))
        else:
            del token.attrs["href"]  # the other documents are for developers


def _without_title(tokens: list[Token]) -> list[Token]:
    """Drop the leading h1, which the template shows as the page title."""
    is_title = len(tokens) > 2 and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
    return tokens[3:] if is_title else tokens
