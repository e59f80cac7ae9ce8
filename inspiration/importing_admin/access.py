"""Permissions to import initiatives and to publish the imported ones."""

from django.contrib.auth.models import AbstractBaseUser

from inspiration.models import InitiativeIndexPage


def may_import(user: AbstractBaseUser) -> bool:
    """Return whether `user` may import: the permission to add an initiative is enough."""
    index = InitiativeIndexPage.objects.first()
    return bool(index and index.permissions_for_user(user).can_add_subpage())


def may_publish(user: AbstractBaseUser) -> bool:
    index = InitiativeIndexPage.objects.first()
    return bool(index and index.permissions_for_user(user).can_publish_subpage())
