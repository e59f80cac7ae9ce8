"""Application of one change to one page, in a transaction: published version and draft."""

from enum import Enum

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from hub.core.editing.bulk.changes import Change
from hub.core.models import HubPage


class Result(Enum):
    """Outcome of a change on a page."""

    PUBLISHED = "published"
    DRAFTED = "drafted"
    UNCHANGED = "unchanged"


def apply_change(page: HubPage, change: Change, user: AbstractBaseUser) -> Result:
    """Change a specific page, loaded from its row, that `skip_reason` allows.

    The published version and a newer draft are changed separately, so that the rest of the draft is
    not published. For a user who may not publish, only the draft is changed. Raise ValidationError,
    without writing anything, when the page cannot take the change or be published with it.
    """
    may_publish = page.live and page.permissions_for_user(user).can_publish()
    with transaction.atomic():
        if not may_publish:
            draft = page.get_latest_revision_as_object() if _has_draft(page) else page
            return _draft(draft, change, user) if change.apply(draft) else Result.UNCHANGED
        draft = page.get_latest_revision_as_object() if _has_draft(page) else None
        if not change.apply(page):
            if draft is None or not change.apply(draft):
                return Result.UNCHANGED
            return _draft(draft, change, user)
        _publish(page, change, user)
        if draft is not None:
            # Saved after the published version: the latest revision is the one that editors edit.
            _draft(draft, change, user, logged=change.apply(draft))
        return Result.PUBLISHED


def _has_draft(page: HubPage) -> bool:
    return page.has_unpublished_changes or not page.live


def _publish(page: HubPage, change: Change, user: AbstractBaseUser) -> None:
    revision = page.save_revision(user=user)
    _log(page, change, user, revision)
    revision.publish(user=user)


def _draft(draft: HubPage, change: Change, user: AbstractBaseUser, logged: bool = True) -> Result:
    # `clean=False`: a draft may be incomplete.
    revision = draft.save_revision(user=user, clean=False)
    if logged:
        _log(draft, change, user, revision, in_draft=True)
    return Result.DRAFTED


def _log(
    page: HubPage,
    change: Change,
    user: AbstractBaseUser,
    revision: Revision,
    in_draft: bool = False,
) -> None:
    log(
        instance=page,
        action=change.log_action,
        user=user,
        data={**change.log_data, "in_draft": in_draft},
        revision=revision,
        content_changed=True,
    )
