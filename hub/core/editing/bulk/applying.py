"""Make one change to one page: to what readers see and to the draft, whole or not at all."""

from enum import Enum

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.log_actions import log

from hub.core.editing.bulk.changes import Change
from hub.core.models import HubPage


class Result(Enum):
    """What became of a page."""

    PUBLISHED = "published"
    DRAFTED = "drafted"
    UNCHANGED = "unchanged"


def apply_change(page: HubPage, change: Change, user: AbstractBaseUser) -> Result:
    """Change a page that `skip_reason` lets pass, read from its own row as its own class.

    The published version and a newer draft are changed apart: nothing else of the draft is
    published. A user who may not publish changes the draft alone. Raise ValidationError when the
    page cannot take the change or be published with it; nothing is written then.
    """
    may_publish = page.live and page.permissions_for_user(user).can_publish()
    with transaction.atomic():
        if not may_publish:
            draft = page.get_latest_revision_as_object() if _has_draft(page) else page
            return _draft(draft, change, user) if change.apply(draft) else Result.UNCHANGED
        draft = page.get_latest_revision_as_object() if _has_draft(page) else None
        if not change.apply(page):
            drafted = draft is not None and change.apply(draft)
            return _draft(draft, change, user) if drafted else Result.UNCHANGED
        _publish(page, change, user)
        if draft is not None:
            # Saved again after the published version: the latest revision is what is edited.
            _draft(draft, change, user, logged=change.apply(draft))
        return Result.PUBLISHED


def _has_draft(page: HubPage) -> bool:
    return page.has_unpublished_changes or not page.live


def _publish(page: HubPage, change: Change, user: AbstractBaseUser) -> None:
    revision = page.save_revision(user=user)
    _log(page, change, user, revision)
    revision.publish(user=user)


def _draft(draft: HubPage, change: Change, user: AbstractBaseUser, logged: bool = True) -> Result:
    # A draft may be incomplete: what publication demands is not asked here.
    revision = draft.save_revision(user=user, clean=False)
    if logged:
        _log(draft, change, user, revision, in_draft=True)
    return Result.DRAFTED


def _log(page, change, user, revision, in_draft: bool = False) -> None:
    log(
        instance=page,
        action=change.log_action,
        user=user,
        data={**change.log_data, "in_draft": in_draft},
        revision=revision,
        content_changed=True,
    )
