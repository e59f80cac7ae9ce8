"""Replacement of an object by another in rows, live pages and drafts, in one transaction."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import Page, Revision, RevisionMixin
from wagtail.permissions import policy_registry

from hub.backoffice.history import record_current_state
from hub.backoffice.usage.places import Place, find_places, key_of
from hub.backoffice.usage.pointers import ReferenceReplacer

REPLACED = "hub.replace"


class StillUsedError(Exception):
    """The old object still has references, which cannot be rewritten."""


def find_obstacles(places: Iterable[Place], user: AbstractBaseUser) -> list[Model]:
    """Return the sources that `user` may not change: no permission, or locked."""
    found = {}
    for place in places:
        if not _may_change(place, user):
            found[key_of(place.source)] = place.source
    return list(found.values())


def _may_change(place: Place, user: AbstractBaseUser) -> bool:
    source = place.source
    if not isinstance(source, Page):
        policy = policy_registry.get_by_type(type(source))
        return policy.user_has_permission_for_instance(user, "change", source)
    rights = source.permissions_for_user(user)
    if place.is_public and not rights.can_publish():
        return False
    lock = source.specific.get_lock()
    return rights.can_edit() and not (lock and lock.for_user(user))


def replace_everywhere(old: Model, new: Model, user: AbstractBaseUser) -> int:
    """Replace all references to `old` by `new`; return the number of objects changed.

    Drafts stay drafts, live pages stay live, and no workflow is cancelled. Raises StillUsedError,
    and changes nothing, when a reference to `old` would remain.
    """
    replacer = ReferenceReplacer(old, new)
    with transaction.atomic():
        changed = {key_of(place.source): place.source for place in find_places(old)}
        for source in changed.values():
            if isinstance(source, Page):
                _replace_in_page(source.pk, replacer, user)
            else:
                _replace_in_row(source, replacer, user)
        if find_places(old):
            raise StillUsedError
    return len(changed)


def _replace_in_row(source: Model, replacer: ReferenceReplacer, user: AbstractBaseUser) -> None:
    if isinstance(source, RevisionMixin):
        record_current_state(source)
    if not replacer.replace_in(source):
        return
    source.save()
    revision = None
    if isinstance(source, RevisionMixin):
        revision = source.save_revision(user=user, clean=False)
    _log(source, replacer, user, revision)


def _replace_in_page(pk: int, replacer: ReferenceReplacer, user: AbstractBaseUser) -> None:
    """Update the live row, then the pending revisions.

    A page without a draft gets a new revision. Otherwise the live revision is updated in place, so
    that the draft stays the latest one.
    """
    page = Page.objects.get(pk=pk).specific
    waiting = _waiting_revisions(page)
    moved = replacer.replace_in(page)
    if moved:
        # No validation: the page stays published even if the rules have changed since.
        page.save(clean=False)
    revision = None
    if page.alias_of_id is None:
        if waiting:
            revision = _replace_in_waiting(page, waiting, replacer, user)
            if moved and page.live_revision:
                _rewrite(page.live_revision, replacer)
        elif moved:
            revision = page.save_revision(user=user, changed=False, clean=False)
            if page.live:
                page.live_revision = revision
                page.save(clean=False, update_fields=["live_revision"])
    _log(page, replacer, user, revision)


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
    page: Page, waiting: list[Revision], replacer: ReferenceReplacer, user: AbstractBaseUser
) -> Revision | None:
    """Update the pending revisions; return the new revision of the draft, if one was saved.

    Scheduled revisions and those in a workflow are updated in place, since they are the ones that
    will be published.
    """
    state = page.current_workflow_task_state
    for revision in waiting:
        is_held = revision.approved_go_live_at or (state and state.revision_id == revision.pk)
        if is_held or revision.pk != page.latest_revision_id:
            _rewrite(revision, replacer)
            continue
        draft = revision.as_object()
        if replacer.replace_in(draft):
            return draft.save_revision(user=user, clean=False)
    return None


def _rewrite(revision: Revision, replacer: ReferenceReplacer) -> None:
    content = revision.as_object()
    if replacer.replace_in(content):
        revision.content = content.serializable_data()
        revision.save(update_fields=["content"])


def _log(
    source: Model, replacer: ReferenceReplacer, user: AbstractBaseUser, revision: Revision | None
) -> None:
    data = {"old": str(replacer.old), "new": str(replacer.new)}
    log(
        instance=source,
        action=REPLACED,
        user=user,
        revision=revision,
        content_changed=True,
        data=data,
    )
