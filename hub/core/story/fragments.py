"""Quotable fragments of pages: the text of a speaker, its anchor and its citation."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from hub.core.blocks.speech import QuoteBlock, SpeechValue
from hub.core.models import HubPage
from hub.core.site.metadata import site_root, site_settings
from hub.core.story.loading import load_stories
from hub.core.story.speakers import speeches_in
from hub.core.values.quoting import is_own_words
from hub.core.values.sentences import AFTER, excerpt
from hub.core.values.typography import french
from hub.dates import format_known_date

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

    @property
    def is_quotation(self) -> bool:
        """Whether the words are quoted: those of the speaker, not cut inside a sentence."""
        return self.is_own_words and not self.words.endswith(AFTER)

    @property
    def is_own_words(self) -> bool:
        """Whether the words are those of the speaker; an answer may be reported speech."""
        is_quote = isinstance(self.speech.block, QuoteBlock)
        return is_quote or is_own_words(_plain_words(self.speech), self.speech.speaker)


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
    references = speeches_by(name, ReferenceIndex.get_references_to(target))
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


def fragment_of_each(
    model: type[Model], pks: Sequence[int], request: HttpRequest | None, limit: int
) -> dict[int, Fragment]:
    """Return {id: fragment} of the first `limit` rows, in the order of `pks`, that have one.

    `model` is that of the persons or the territories. Each fragment is a quotation of the latest
    page visible to `request` that has one, else an answer: answers are often reported speech. At
    most `limit` pages are loaded.
    """
    name = model._meta.label_lower.rpartition(".")[2]
    quote = f".quote.{name}"
    known = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model), to_object_id__in=map(str, pks)
    )
    # {id: {page: whether it holds a quotation}}
    sources: dict[int, dict[int, bool]] = defaultdict(dict)
    rows = speeches_by(name, known).values_list("to_object_id", "object_id", "model_path")
    for pk, source, path in rows:
        pages_of_row = sources[int(pk)]
        pages_of_row[int(source)] = path.endswith(quote) or pages_of_row.get(int(source), False)
    if not sources:
        return {}
    visible = HubPage.objects.visible_to(request).filter(pk__in=set().union(*sources.values()))
    latest = visible.order_by(F("listed_on").desc(nulls_last=True), "-pk")
    order = {pk: rank for rank, pk in enumerate(latest.values_list("pk", flat=True))}
    chosen: dict[int, int] = {}
    for pk in pks:
        shown = [page for page in sources.get(pk, ()) if page in order]
        if shown and len(chosen) < limit:
            chosen[pk] = min(shown, key=lambda page: (not sources[pk][page], order[page]))
    pages = list(HubPage.objects.filter(pk__in=chosen.values()).order_by().specific())
    stories = dict(
        zip([p.pk for p in pages], load_stories(pages, request, relations=()), strict=True)
    )
    by_pk = {page.pk: page for page in pages}
    found = {}
    for pk, page in chosen.items():
        fragments = _fragments(by_pk[page], stories[page], name, model(pk=pk))
        # Stable: the first quotation, else the first answer.
        if spoken := sorted(fragments, key=lambda fragment: not fragment.is_quotation):
            found[pk] = spoken[0]
    return found


def speeches_by(name: str, references: "QuerySet[ReferenceIndex]") -> "QuerySet[ReferenceIndex]":
    """Return the references of the speakers of quotations and answers in pages.

    `name` is the field of the speech: « person » or « territory ».
    """
    is_speech = Q(model_path__endswith=f".quote.{name}") | Q(
        model_path__endswith=f".answers.item.{name}"
    )
    page_type = ContentType.objects.get_for_model(Page)
    return references.filter(is_speech, base_content_type=page_type)


def _fragments(
    page: HubPage, story: dict[str, Any], name: str, target: Model
) -> Iterator[Fragment]:
    for value in story.values():
        for anchor, speech in speeches_in(value):
            said_by = speech.get(name)
            if anchor and said_by is not None and said_by.pk == target.pk:
                yield Fragment(
                    page, anchor, speech, excerpt(_plain_words(speech), SHOWN_CHARACTERS)
                )


def _plain_words(speech: SpeechValue) -> str:
    text = speech["text"]
    if not isinstance(text, str):
        text = BeautifulSoup(f"{text}", "html.parser").get_text(" ")
    return " ".join(text.split())
