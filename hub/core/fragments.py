"""Parts of a page that can be quoted: what somebody said, where it stands, how to cite it."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils.text import Truncator
from wagtail.models import Page, ReferenceIndex

from hub.core.dates import format_known_date
from hub.core.metadata import site_root, site_settings
from hub.core.models import HubPage
from hub.core.plain_text import rich_text_to_text
from hub.core.stories import load_stories
from hub.core.typography import french
from hub.core.voices import speeches_in

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
    """Return « who, role, where, in which page, when, address »; empty without an address."""
    root, path = site_root(request), page.get_url(request) if page.pk else ""
    if not (root and path and anchor):
        return ""
    date = format_known_date(page.sort_date)
    parts = [
        speech.attribution,
        f"dans «\u00a0{page.numbered_title}\u00a0»",
        site_settings(request).site_name,
        date,
        (path if "://" in path else root + path) + f"#{anchor}",
    ]
    return french(", ".join(part for part in parts if part))


def fragments_about(target, request, limit=SHOWN_FRAGMENTS):
    """Return the latest words of `target`, a person or a territory, that `request` may read.

    Wagtail's reference index knows which pages hold them: few pages are read, whatever there is.
    """
    name = target._meta.model_name
    pages = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(target).filter(
        base_content_type=pages, model_path__endswith=f".{name}", model_path__contains=".item."
    )
    sources = {int(pk) for pk in references.values_list("object_id", flat=True)}
    if not sources:
        return []
    found = (
        HubPage.objects.visible_to(request)
        .filter(pk__in=sources)
        .order_by(F("listed_on").desc(nulls_last=True), "-pk")[:limit]
        .specific()
    )
    candidates = list(found)
    fragments = [
        fragment
        for page, story in zip(candidates, load_stories(candidates, request), strict=True)
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
    return " ".join((text if isinstance(text, str) else rich_text_to_text(text)).split())
