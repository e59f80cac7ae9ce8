"""Search for the references to an object, in database rows and in pending drafts.

Wagtail's reference index covers database rows only. A draft is stored in a revision, which the
index does not read: deleting the image of a draft would silently remove it from the draft.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from wagtail.models import Page, ReferenceIndex, Revision, TaskState

Key = tuple[int, str]


@dataclass
class Place:
    """An object that refers to another one, with the references (fields or blocks)."""

    source: Model
    references: list[ReferenceIndex]
    revision: Revision | None = None

    @property
    def is_draft(self) -> bool:
        """Whether the references are in an unpublished revision."""
        return self.revision is not None

    @property
    def is_public(self) -> bool:
        """Whether the references are on the public site now."""
        return not self.is_draft and getattr(self.source, "live", True)


def key_of(target: Model) -> Key:
    """Return the key of `target` in the reference index: (base content type pk, object pk)."""
    return ReferenceIndex._get_base_content_type(target).pk, str(target.pk)


def find_places(target: Model) -> list[Place]:
    """Return the places that refer to `target`, live ones first."""
    return find_places_in_bulk([target])[key_of(target)]


def is_used(target: Model) -> bool:
    """Return whether anything refers to `target`; drafts are read only when no row does."""
    keys = {key_of(target)}
    found = chain(_places_in_rows(keys), _places_in_drafts(keys))
    return next(found, None) is not None


def find_places_in_bulk(targets: Iterable[Model]) -> dict[Key, list[Place]]:
    """Return the places by target key; rows and drafts are read once for all targets."""
    found: dict[Key, list[Place]] = {key_of(target): [] for target in targets}
    for key, place in chain(_places_in_rows(set(found)), _places_in_drafts(set(found))):
        found[key].append(place)
    return found


def _places_in_rows(keys: set[Key]) -> Iterator[tuple[Key, Place]]:
    """Yield the places in database rows, one for each row and target.

    Wagtail's own grouping makes one query per row, and fails on a reference left by a row that no
    longer exists.
    """
    by_type: dict[int, set[str]] = {}
    for type_id, pk in keys:
        by_type.setdefault(type_id, set()).add(pk)
    by_source: dict[int, dict[str, list[ReferenceIndex]]] = {}
    for type_id, pks in by_type.items():
        for row in ReferenceIndex.objects.filter(
            to_content_type_id=type_id, to_object_id__in=pks
        ).order_by("pk"):
            if (row.base_content_type_id, row.object_id) not in keys:
                sources = by_source.setdefault(row.base_content_type_id, {})
                sources.setdefault(row.object_id, []).append(row)
    for type_id, rows_by_pk in by_source.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is None:  # an application was removed since
            continue
        for pk, source in model._base_manager.in_bulk(rows_by_pk).items():
            rows = sorted(rows_by_pk[str(pk)], key=_target_of)
            for key, references in groupby(rows, key=_target_of):
                yield key, Place(source, list(references))


def _target_of(reference: ReferenceIndex) -> Key:
    return reference.to_content_type_id, reference.to_object_id


def pending_revisions() -> QuerySet[Revision]:
    """Return the revisions that may go live: latest drafts, scheduled, in a workflow."""
    drafts = Page.objects.filter(has_unpublished_changes=True).values("latest_revision")
    reviewed = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision")
    return Revision.page_revisions.filter(
        Q(pk__in=drafts) | Q(pk__in=reviewed) | Q(approved_go_live_at__isnull=False)
    ).order_by("pk")


def _places_in_drafts(keys: set[Key]) -> Iterator[tuple[Key, Place]]:
    """Yield the places in pending revisions, one for each page and target."""
    if not keys:
        return
    # Building a page from a revision is slow: first search its JSON for the ids.
    mention = re.compile(rf"(?<!\d)(?:{'|'.join(re.escape(pk) for _, pk in keys)})(?!\d)")
    for revision in pending_revisions().iterator():
        if not mention.search(json.dumps(revision.content, ensure_ascii=False)):
            continue
        if revision.content_object is None:
            continue
        draft = revision.as_object()
        if key_of(draft) in keys:
            continue
        by_key: dict[Key, list[ReferenceIndex]] = {}
        for reference in references_of(draft):
            key = _target_of(reference)
            if key in keys:
                by_key.setdefault(key, []).append(reference)
        for key, references in by_key.items():
            yield key, Place(draft, references, revision)


def references_of(source: Model) -> Iterator[ReferenceIndex]:
    """Yield the references of `source`, as unsaved rows of the reference index.

    Wagtail can extract references from an unsaved object, but its public API only stores them.
    """
    content_type = ContentType.objects.get_for_model(source, for_concrete_model=False)
    base_content_type = ReferenceIndex._get_base_content_type(source)
    for to_type, to_id, model_path, content_path in ReferenceIndex._extract_references_from_object(
        source
    ):
        yield ReferenceIndex(
            content_type=content_type,
            base_content_type=base_content_type,
            object_id=str(source.pk),
            to_content_type_id=to_type,
            to_object_id=str(to_id),
            model_path=model_path,
            content_path=content_path,
        )
