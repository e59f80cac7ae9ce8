"""Three-way merge of a page: what the last import wrote, what the page holds, what the feed says.

A part whose source did not change since the last import is not touched. A part that an editor
changed is never overwritten. A part that the feed no longer gives is left as it is.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hub.core.models import HubPage
from podcasts.models import ImportRecord

# Identifiers of rows and blocks, which a save may change without any change of the content.
VOLATILE = ("pk", "id", "page", "content_object", "uid")
BLOCK_KEY = re.compile(r'\s+data-block-key="[^"]*"')


class PartProblemError(Exception):
    """A part that could not be made; the text says why. It is tried again by the next import."""


@dataclass(frozen=True)
class Part:
    """A part of a page, with its label in French.

    `source` is what the feed says, JSON-serialisable; an empty one leaves the page as it is.
    `read` returns the value in the page, `write` sets it. `fetch`, if any, does the network part
    of `write`, outside of the transaction, and its result is passed to `write`.
    """

    name: str
    label: str
    source: Any
    read: Callable[[Any], Any]
    write: Callable[[Any, Any], None]
    fetch: Callable[[], Any] | None = None


@dataclass
class Merge:
    """What an import has to do with a page: the parts to write, and the remarks."""

    parts: list[Part] = field(default_factory=list)
    untouched: list[Part] = field(default_factory=list)
    fetched: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def fetch(self) -> None:
        """Do the network part; parts that fail are left out, with a remark."""
        for part in list(self.parts):
            if part.fetch is None:
                self.fetched[part.name] = part.source
                continue
            try:
                self.fetched[part.name] = part.fetch()
            except PartProblemError as error:
                self.parts.remove(part)
                self.remarks.append(f"{part.label}\u00a0: {error}")

    def write(self, page: HubPage) -> None:
        """Set the parts in `page`, without saving it."""
        for part in list(self.parts):
            try:
                part.write(page, self.fetched[part.name])
            except PartProblemError as error:
                self.parts.remove(part)
                self.remarks.append(f"{part.label}\u00a0: {error}")

    def remember(self, record: ImportRecord, page: HubPage) -> None:
        """Update the digests in `record` after a save of `page`, without saving the record.

        Unedited parts are read again too: a sound copied here has another address.
        """
        for part in self.untouched:
            record.parts[part.name] = [record.parts[part.name][0], digest(part.read(page))]
        for part in self.parts:
            record.parts[part.name] = [digest(part.source), digest(part.read(page))]


def changed_parts(parts: Sequence[Part], record: ImportRecord | None) -> list[Part]:
    """Return the parts that the feed gives, and changed since the last import."""
    known = record.parts if record else {}
    return [
        part
        for part in parts
        if not is_empty(part.source) and known.get(part.name, [""])[0] != digest(part.source)
    ]


def merge(parts: Sequence[Part], record: ImportRecord | None, page: HubPage) -> Merge:
    """Return what to write of `parts` in `page`; `record` is None for a new page.

    Parts edited since the last import are left, with a remark.
    """
    found = Merge()
    changed = changed_parts(parts, record)
    for part in parts:
        known = record.parts.get(part.name) if record else None
        current = part.read(page)
        is_untouched = known[1] == digest(current) if known else False
        if part not in changed:
            if is_untouched:
                found.untouched.append(part)
        elif record is None or is_untouched or (known is None and is_empty(current)):
            found.parts.append(part)
        else:
            found.remarks.append(
                f"{part.label}\u00a0: modifié ici depuis l’import, laissé tel quel."
            )
    return found


def is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


def digest(value: Any) -> str:
    """Return a short digest of a JSON-serialisable value."""
    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def content_digest(content: Mapping[str, Any]) -> str:
    """Return a digest of what an editor can change in the content of a revision."""
    kept = {key: value for key, value in content.items() if key not in EDITED_ELSEWHERE}
    if isinstance(kept.get("notes"), str):
        kept["notes"] = json.loads(kept["notes"] or "[]")
    return digest(without_volatile(kept))


# Columns that publication, moves and saves change.
EDITED_ELSEWHERE = (
    "path",
    "depth",
    "numchild",
    "url_path",
    "draft_title",
    "live",
    "has_unpublished_changes",
    "live_revision",
    "latest_revision",
    "first_published_at",
    "last_published_at",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
    "expired",
    "owner",
    "listed_on",
    "guid",
    "comments",
    "wagtail_admin_comments",
    "translation_key",
    "alias_of",
    "content_type",
)


def without_volatile(value: Any) -> Any:
    """Return a serialised value without identifiers of rows, blocks and rich-text lines."""
    if isinstance(value, dict):
        return {key: without_volatile(v) for key, v in value.items() if key not in VOLATILE}
    if isinstance(value, list | tuple):
        return [without_volatile(entry) for entry in value]
    return BLOCK_KEY.sub("", value) if isinstance(value, str) else value
