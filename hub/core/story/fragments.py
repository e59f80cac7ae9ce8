"""Quotable fragments of pages: the text of a speaker, its anchor and its citation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q
from django.http import HttpRequest
from django.utils.text import Truncator
from wagtail.models import Page, ReferenceIndex

from hub.core.blocks.speech import SpeechValue
from hub.core.models import HubPage
from hub.core.site.metadata import site_root, site_settings
from hub.core.story.loading import load_stories
from hub.core.story.speakers import speeches_in
from hub.core.values.dates import format_known_date
from hub.core.values.typography import french

# On the page of a person or a territory: how many fragments, cut to how many characters.
SHOWN_FRAGMENTS = 3
SHOWN_CHARACTERS = 220


@dataclass(frozen=True)
class Fragment:
    """A quotation or an answer in a page: its anchor in the page, and its first characters."""

    page: HubPage
    anchor: str
    speech: SpeechValue
    words: str


def citation_of(speech: SpeechValue, anchor: str, page: Page, request: HttpRequest | None) -> str:
    """Return « speaker, role, place, page, site, date, URL »; empty without a URL."""
    root, path = site_root(request), page.get_url(request) if page.pk else ""
    if not (root and path and anchor):
        return ""
    parts = [
        speech.attribution,
        f"dans «\u00a0{getattr(page, 'numbered_title', page.title)}\u00a0»",
        site_settings(request).site_name,
        format_known_date(getattr(page, "sort_date", None)),
        f"{path if '://' in path else root + path}#{anchor}",
    ]
    return french(", ".join(part for part in parts if part))


def fragments_about(
    target: Model, request: HttpRequest | None, limit: int = SHOWN_FRAGMENTS
) -> list[Fragment]:
    """Return the latest fragments of `target` (a person or a territory) visible to `request`.

    Wagtail's reference index gives the pages that hold them; at most `limit` pages are loaded.
    """
    name = target._meta.label_lower.rpartition(".")[2]
    is_speech = Q(model_path__endswith=f".quote.{name}") | Q(
        model_path__endswith=f".answers.item.{name}"
    )
    references = ReferenceIndex.get_references_to(target).filter(
        is_speech, base_content_type=ContentType.objects.get_for_model(Page)
    )
    sources = {int(pk) for pk in references.values_list("object_id", flat=True)}
    if not sources:
        return []
    found = HubPage.objects.visible_to(request).filter(pk__in=sources).specific()
    pages = list(found.order_by(F("listed_on").desc(nulls_last=True), "-pk")[:limit])
    fragments = [
        fragment
        for page, story in zip(pages, load_stories(pages, request, relations=()), strict=True)
        for fragment in _fragments(page, story, name, target)
    ]
    return fragments[:limit]


def _fragments(
    page: HubPage, story: dict[str, Any], name: str, target: Model
) -> Iterator[Fragment]:
    for value in story.values():
        for anchor, speech in speeches_in(value):
            said_by = speech.get(name)
            if anchor and said_by is not None and said_by.pk == target.pk:
                words = Truncator(_plain_words(speech)).chars(SHOWN_CHARACTERS, truncate="…")
                yield Fragment(page, anchor, speech, words)


def _plain_words(speech: SpeechValue) -> str:
    text = speech["text"]
    if not isinstance(text, str):
        text = BeautifulSoup(f"{text}", "html.parser").get_text(" ")
    return " ".join(text.split())
