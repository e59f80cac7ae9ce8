"""Who may import initiatives, and publish what they import."""

from django.contrib.auth.models import AbstractBaseUser

from inspiration.models import InitiativeIndexPage


def may_import(user: AbstractBaseUser) -> bool:
    """Whoever may add an initiative may import some."""
    index = InitiativeIndexPage.objects.first()
    return bool(index and index.permissions_for_user(user).can_add_subpage())


def may_publish(user: AbstractBaseUser) -> bool:
    index = InitiativeIndexPage.objects.first()
    return bool(index and index.permissions_for_user(user).can_publish_subpage())
