"""What the user of an import may add herself; a command has no user, and every right."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from wagtail.models import Page
from wagtail.permissions import policy_registry


def may_add(user: AbstractBaseUser | None, model: type[Model]) -> bool:
    """Tell whether the user of an import may add an object of `model`, which is not a page."""
    return user is None or policy_registry.get_by_type(model).user_has_permission(user, "add")


def may_add_under(user: AbstractBaseUser | None, parent: Page) -> bool:
    """Tell whether the user of an import may add a page under `parent`."""
    return user is None or parent.permissions_for_user(user).can_add_subpage()


def may_edit(user: AbstractBaseUser | None, page: Page) -> bool:
    """Tell whether the user of an import may write in a page that exists."""
    return user is None or page.permissions_for_user(user).can_edit()
