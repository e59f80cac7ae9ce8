"""Read pages from the database and build an `Entry` of each page that readers may find."""

import hashlib
import json
import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace

from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from hub.core.models import HubPage, HubPageQuerySet
from hub.core.projection import Projection
from hub.core.searchable_text import to_searchable_text
from hub.core.story.loading import load_stories
from hub.search.analysis import ANALYSIS_VERSION
from hub.search.contract import Entry, Fragment
from hub.search.projection.attachments import attached_texts
from hub.search.projection.surroundings import PageClassification
from hub.search.projection.versions import next_version

logger = logging.getLogger(__name__)

BATCH = 50


@dataclass
class Projected:
    """Result for some uids: `entries` to store, `deleted` uids, {uid: why} of the `failed` ones."""

    entries: list[Entry] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def project(uids: Iterable[str]) -> Projected:
    """Return the `Projected` of pages given by their `uid` as text.

    Pages that nobody may find (drafts, expired, deleted) are in `deleted`. Pages of restricted
    branches have an entry: engines filter it by path (`hidden_paths`). The number of queries
    depends on the number of page types, not of pages.
    """
    uids = list(dict.fromkeys(uids))
    # Taken before reading pages: a later commit gets a greater version.
    version = next_version()
    found = {}
    by_type = defaultdict(list)
    for page in published_pages().filter(uid__in=_page_uids(uids)).specific():
        by_type[type(page)].append(page)
    projected = Projected()
    for pages in by_type.values():
        found |= _projections(pages, projected.failed)
    classification = PageClassification(page for page, _ in found.values())
    documents = attached_texts({pk for _, words in found.values() for pk in words.documents})
    projected.entries = [
        with_content_hash(_entry(page, projection, classification, documents), version)
        for page, projection in found.values()
    ]
    projected.deleted = [uid for uid in uids if uid not in found and uid not in projected.failed]
    return projected


def published_pages() -> HubPageQuerySet:
    """Return the live, unexpired pages, those of restricted branches included."""
    not_expired = Q(expire_at=None) | Q(expire_at__gt=timezone.now())
    return HubPage.objects.filter(not_expired, live=True).order_by("pk")


def all_entries(on_batch: Callable[[int], None] | None = None) -> Iterator[Entry]:
    """Yield the entry of every published page, one batch in memory at a time.

    `on_batch(read)` is called with the number of pages read so far. Pages that cannot be projected
    are logged and left out: `search_check` counts them.
    """
    last, read = 0, 0
    while rows := list(
        published_pages().filter(pk__gt=last).values_list("pk", "uid").order_by("pk")[:BATCH]
    ):
        last = rows[-1][0]
        yield from project(str(uid) for _, uid in rows).entries
        read += len(rows)
        if on_batch:
            on_batch(read)


def _page_uids(uids: Iterable[str]) -> list[uuid.UUID]:
    """Return the `uids` that are valid UUIDs."""
    found = []
    for uid in uids:
        try:
            found.append(uuid.UUID(uid))
        except ValueError:
            continue
    return found


def _projections(
    pages: list[HubPage], failed: dict[str, str]
) -> dict[str, tuple[HubPage, Projection]]:
    """Return {uid: (page, projection)}; add {uid: why} to `failed` if the page's code raises."""
    found = {}
    stories = load_stories(pages, None, pages[0].search_relations())
    for page, story in zip(pages, stories, strict=True):
        uid = str(page.uid)
        try:
            found[uid] = (page, page.search_projection(story))
        except DatabaseError:
            raise
        except Exception as error:
            logger.exception("Page %s cannot be projected", page.pk)
            failed[uid] = f"{type(error).__name__}: {error}"
    return found


def _entry(
    page: HubPage,
    projection: Projection,
    classification: PageClassification,
    documents: dict[int, list[Fragment]],
) -> Entry:
    fragments = [Fragment(**asdict(passage)) for passage in projection.passages]
    body = [*projection.texts]
    if page.image_id and not page.image_is_decorative:
        body.append(to_searchable_text(page.image_alt))
    for pk in dict.fromkeys(projection.documents):
        body += [fragment.text for fragment in documents.get(pk, ())]
        fragments += documents.get(pk, ())
    return Entry(
        uid=str(page.uid),
        kind=page.kind,
        title=page.numbered_title,
        sort_title=page.title,
        url=page.get_url() or "",
        summary=to_searchable_text(page.summary),
        body="\n".join(text for text in body if text),
        themes=classification.theme_words(page),
        territories=classification.territory_names(page),
        fragments=tuple(fragments),
        filters=classification.filters(page),
        path=page.path,
        date=page.listed_on,
        visible_until=page.expire_at,
    )


def with_content_hash(entry: Entry, version: int) -> Entry:
    """Return the entry with its content hash and this version."""
    content = asdict(replace(entry, content_hash="", version=0))
    # A change of the text analysis makes stored entries stale for `search_check`.
    content["analysis"] = ANALYSIS_VERSION
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return replace(entry, content_hash=hashlib.sha256(text.encode()).hexdigest(), version=version)
