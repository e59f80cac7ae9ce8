"""Replace an object by another everywhere: rows, live pages and drafts, in one transaction."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import Page, Revision, RevisionMixin
from wagtail.permissions import policy_registry

from hub.backoffice.history import record_current_state
from hub.backoffice.usage.places import Place, find_places, key_of
from hub.backoffice.usage.pointers import Pointer

REPLACED = "hub.replace"


class StillUsed(Exception):  # noqa: N818 - a state that the caller tells, not a fault
    """Something points at the old object in a way that cannot be rewritten."""


def find_obstacles(places: Iterable[Place], user) -> list[Model]:
    """Return the sources that `user` may not change: no right on them, or locked."""
    found = {}
    for place in places:
        if not _may_change(place, user):
            found[key_of(place.source)] = place.source
    return list(found.values())


def _may_change(place: Place, user) -> bool:
    source = place.source
    if not isinstance(source, Page):
        policy = policy_registry.get_by_type(type(source))
        return policy.user_has_permission_for_instance(user, "change", source)
    rights = source.permissions_for_user(user)
    if place.is_public and not rights.can_publish():
        return False
    lock = source.specific.get_lock()
    return rights.can_edit() and not (lock and lock.for_user(user))


def replace_everywhere(old: Model, new: Model, user) -> int:
    """Make everything that points at `old` point at `new`; return the number of objects changed.

    Nobody's draft is published and no workflow is cancelled: live pages keep their state, drafts
    stay drafts. Raises StillUsed, and changes nothing, when a use of `old` would remain.
    """
    pointer = Pointer(old, new)
    with transaction.atomic():
        changed = {key_of(place.source): place.source for place in find_places(old)}
        for source in changed.values():
            if isinstance(source, Page):
                _replace_in_page(source.pk, pointer, user)
            else:
                _replace_in_row(source, pointer, user)
        if find_places(old):
            raise StillUsed
    return len(changed)


def _replace_in_row(source: Model, pointer: Pointer, user) -> None:
    if isinstance(source, RevisionMixin):
        record_current_state(source)
    if not pointer.move(source):
        return
    source.save()
    revision = None
    if isinstance(source, RevisionMixin):
        revision = source.save_revision(user=user, clean=False)
    _log(source, pointer, user, revision)


def _replace_in_page(pk: int, pointer: Pointer, user) -> None:
    """Rewrite the live row, then what waits to replace it.

    A page without draft gets a new revision. Otherwise the revision of the live row is corrected
    in place, so that the draft stays the latest one.
    """
    page = Page.objects.get(pk=pk).specific
    waiting = _waiting_revisions(page)
    moved = pointer.move(page)
    if moved:
        # What was valid when it was published stays online, even if the rules have changed.
        page.save(clean=False)
    revision = None
    if page.alias_of_id is None:
        if waiting:
            revision = _replace_in_waiting(page, waiting, pointer, user)
            if moved and page.live_revision:
                _rewrite(page.live_revision, pointer)
        elif moved:
            revision = page.save_revision(user=user, changed=False, clean=False)
            if page.live:
                page.live_revision = revision
                page.save(clean=False, update_fields=["live_revision"])
    _log(page, pointer, user, revision)


def _waiting_revisions(page: Page) -> list[Revision]:
    """Return the revisions that may go live, the latest draft last."""
    waiting = {
        revision.pk: revision
        for revision in page.revisions.filter(approved_go_live_at__isnull=False)
    }
    state = page.current_workflow_task_state
    if state and state.revision:
        waiting[state.revision_id] = state.revision
    if page.has_unpublished_changes and page.latest_revision:
        waiting.pop(page.latest_revision_id, None)
        waiting[page.latest_revision_id] = page.latest_revision
    return list(waiting.values())


def _replace_in_waiting(
    page: Page, waiting: list[Revision], pointer: Pointer, user
) -> Revision | None:
    """Rewrite what waits; return the new revision of the draft, None when none was needed.

    What is scheduled or under review is rewritten in place: it is that very revision that will be
    published.
    """
    state = page.current_workflow_task_state
    for revision in waiting:
        is_held = revision.approved_go_live_at or (state and state.revision_id == revision.pk)
        if is_held or revision.pk != page.latest_revision_id:
            _rewrite(revision, pointer)
            continue
        draft = revision.as_object()
        if pointer.move(draft):
            return draft.save_revision(user=user, clean=False)
    return None


def _rewrite(revision: Revision, pointer: Pointer) -> None:
    content = revision.as_object()
    if pointer.move(content):
        revision.content = content.serializable_data()
        revision.save(update_fields=["content"])


def _log(source: Model, pointer: Pointer, user, revision: Revision | None) -> None:
    data = {"old": str(pointer.old), "new": str(pointer.new)}
    log(
        instance=source,
        action=REPLACED,
        user=user,
        revision=revision,
        content_changed=True,
        data=data,
    )
