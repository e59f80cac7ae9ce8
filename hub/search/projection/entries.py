"""Reads pages afresh from the database and makes an `Entry` of each that readers may find."""

import hashlib
import json
import logging
import uuid
from collections import defaultdict
from dataclasses import asdict, dataclass, field, replace

from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from hub.core.models import HubPage
from hub.core.projection import to_searchable_text
from hub.core.story.loading import load_stories
from hub.search.analysis import ANALYSIS_VERSION
from hub.search.contract import Entry, Fragment
from hub.search.projection.attachments import attached_texts
from hub.search.projection.surroundings import Surroundings
from hub.search.projection.versions import next_version

logger = logging.getLogger(__name__)

BATCH = 50


@dataclass
class Projected:
    """What uids have become: `entries` to store, `deleted` uids to forget, {uid: why} `failed`."""

    entries: list[Entry] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def project(uids):
    """Return the `Projected` of pages, by their `uid` as text.

    Pages that nobody may find (drafts, expired, gone) are in `deleted`. Those of closed branches
    have an entry: engines keep it from who may not see its path. The cost in queries does not
    depend on how many pages there are, only on how many types.
    """
    uids = list(dict.fromkeys(uids))
    # Taken before reading: what is committed later gets a greater one.
    version = next_version()
    found = {}
    by_type = defaultdict(list)
    for page in published_pages().filter(uid__in=_page_uids(uids)).specific():
        by_type[type(page)].append(page)
    projected = Projected()
    for pages in by_type.values():
        found |= _projections(pages, projected.failed)
    surroundings = Surroundings(page for page, _ in found.values())
    documents = attached_texts({pk for _, told in found.values() for pk in told.documents})
    projected.entries = [
        sealed(_entry(page, told, surroundings, documents), version)
        for page, told in found.values()
    ]
    projected.deleted = [uid for uid in uids if uid not in found and uid not in projected.failed]
    return projected


def published_pages():
    """Return the pages that someone may find now, those of closed branches included."""
    not_expired = Q(expire_at=None) | Q(expire_at__gt=timezone.now())
    return HubPage.objects.filter(not_expired, live=True).order_by("pk")


def all_entries(on_batch=None):
    """Yield the entry of every page that someone may find, a batch in memory at a time.

    `on_batch(read)` is called with how many pages were read so far. What cannot be projected is
    logged and left out: `search_check` counts it.
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


def _page_uids(uids):
    """Return those of `uids` that pages can have."""
    found = []
    for uid in uids:
        try:
            found.append(uuid.UUID(uid))
        except ValueError:
            continue
    return found


def _projections(pages, failed):
    """Return {uid: (page, projection)}; a page whose own code fails goes to `failed`."""
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


def _entry(page, told, surroundings, documents):
    fragments = [Fragment(**asdict(passage)) for passage in told.passages]
    body = [*told.texts]
    if page.image_id and not page.image_is_decorative:
        body.append(to_searchable_text(page.image_alt))
    for pk in dict.fromkeys(told.documents):
        if pk in documents:
            body.append(documents[pk].text)
            fragments.append(documents[pk])
    return Entry(
        uid=str(page.uid),
        kind=page.kind,
        title=page.numbered_title,
        sort_title=page.title,
        url=page.get_url() or "",
        summary=to_searchable_text(page.summary),
        body="\n".join(text for text in body if text),
        themes=surroundings.theme_words(page),
        territories=surroundings.territory_names(page),
        fragments=tuple(fragments),
        filters=surroundings.filters(page),
        path=page.path,
        date=page.listed_on,
        visible_until=page.expire_at,
    )


def sealed(entry, version):
    """Return the entry with the hash of its content, and a version."""
    content = asdict(replace(entry, content_hash="", version=0))
    # Words are not stored the same way any more: `search_check` must see it.
    content["analysis"] = ANALYSIS_VERSION
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return replace(entry, content_hash=hashlib.sha256(text.encode()).hexdigest(), version=version)
