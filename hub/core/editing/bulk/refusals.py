"""Reasons for skipping a page in a bulk change, as the end of a French sentence."""

from django.contrib.auth.models import AbstractBaseUser
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Page

from hub.core.editing.bulk.changes import Change, edit_form_of
from hub.core.models import HubPage

NOT_OURS = "l’action ne vaut que pour les lettres, initiatives, épisodes et autres contenus"
NOT_ALLOWED = "vous n’avez pas le droit de la modifier"
ALIAS = "c’est une copie liée\u00a0: modifiez la page d’origine"
IN_WORKFLOW = "elle est en relecture"
SCHEDULED = "sa publication est programmée"
LOCKED = "elle est verrouillée"


def skip_reason(page: Page, change_class: type[Change], user: AbstractBaseUser) -> str | None:
    """Return why the user cannot change a specific page now; None if they can."""
    if not isinstance(page, HubPage):
        return NOT_OURS
    if not change_class.is_offered_by(edit_form_of(type(page))):
        return change_class.not_offered
    if not page.permissions_for_user(user).can_edit():
        return NOT_ALLOWED
    return ALIAS if page.alias_of_id else lock_reason(page, user)


def lock_reason(page: HubPage, user: AbstractBaseUser) -> str | None:
    """Return why the page cannot be edited for now (review, schedule, lock), or None."""
    if page.workflow_in_progress:
        return IN_WORKFLOW
    lock = page.get_lock()
    if not lock or not lock.for_user(user):
        return None
    return SCHEDULED if isinstance(lock, ScheduledForPublishLock) else LOCKED
