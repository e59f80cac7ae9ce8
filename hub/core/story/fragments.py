"""Parts of a page that can be quoted: what somebody said, where it stands, how to cite it."""

from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils.text import Truncator
from wagtail.models import Page, ReferenceIndex

from hub.core.models import HubPage
from hub.core.site.metadata import site_root, site_settings
from hub.core.story.loading import load_stories
from hub.core.story.speakers import speeches_in
from hub.core.values.dates import format_known_date
from hub.core.values.typography import french

# Of what a person or a territory said, a page shows the latest, and their beginning.
SHOWN_FRAGMENTS = 3
SHOWN_CHARACTERS = 220


@dataclass(frozen=True)
class Fragment:
    """Words of somebody in a page: `anchor` is where they start, `words` how they start."""

    page: HubPage
    anchor: str
    speech: dict
    words: str


def citation_of(speech, anchor, page, request):
    """Return « who, role, where, in which page, site, when, address »; empty without an address."""
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


def fragments_about(target, request, limit=SHOWN_FRAGMENTS):
    """Return the latest words of `target`, a person or a territory, that `request` may read.

    Wagtail's reference index knows which pages hold them: few pages are read, whatever there is.
    """
    name = target._meta.model_name
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
        for page, story in zip(pages, load_stories(pages, request), strict=True)
        for fragment in _fragments(page, story, name, target)
    ]
    return fragments[:limit]


def _fragments(page, story, name, target):
    for value in story.values():
        for anchor, speech in speeches_in(value):
            said_by = speech.get(name)
            if anchor and said_by is not None and said_by.pk == target.pk:
                words = Truncator(_words(speech)).chars(SHOWN_CHARACTERS, truncate="…")
                yield Fragment(page, anchor, speech, words)


def _words(speech):
    text = speech["text"]
    if not isinstance(text, str):
        text = BeautifulSoup(f"{text}", "html.parser").get_text(" ")
    return " ".join(text.split())
