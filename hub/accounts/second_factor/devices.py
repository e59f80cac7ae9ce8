"""Second factor of an account: its application (TOTP, RFC 6238) and its recovery codes."""

import math
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django_otp.models import ThrottlingMixin
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.permissions import page_permission_policy

OPTIONAL, PUBLISHERS, EVERYONE = "optional", "publishers", "everyone"
RECOVERY_CODES = 10
# Name of the devices in the tables of django-otp, which several devices of a user may share.
NAME = "hub"


class TooManyCodesError(Exception):
    """Wrong codes have been given: the next one is read after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


def has_second_factor(user: AbstractBaseUser) -> bool:
    """Return whether an account has a confirmed application."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def must_have_second_factor(user: AbstractBaseUser) -> bool:
    """Return whether the setting SECOND_FACTOR makes a second factor compulsory for an account."""
    if settings.SECOND_FACTOR == PUBLISHERS:
        return page_permission_policy.user_has_permission(user, "publish")
    return settings.SECOND_FACTOR == EVERYONE


def new_application(user: AbstractBaseUser) -> TOTPDevice:
    """Return the application to confirm: the same secret until it is confirmed."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, confirmed=False, name=NAME)


def confirm_application(user: AbstractBaseUser, code: str) -> list[str]:
    """Confirm the new application with one of its codes; return recovery codes, [] if it is wrong.

    Raise `TooManyCodesError`.
    """
    with transaction.atomic():
        if has_second_factor(user):
            return []
        device = _device_of_code(TOTPDevice, user, code, confirmed=False)
        if device is None:
            return []
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        return new_recovery_codes(user)


def new_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """Replace the recovery codes of an account, each valid once; return the new ones."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name=NAME)
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        device.token_set.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: AbstractBaseUser) -> int:
    """Return the number of recovery codes that are not used."""
    return StaticToken.objects.filter(device__user=user).count()


def is_right_code(user: AbstractBaseUser, code: str) -> bool:
    """Return whether a code is the present one of the application, or a recovery code.

    A code is accepted once. Raise `TooManyCodesError`.
    """
    written = "".join(code.split()).lower()
    model = TOTPDevice if written.isdecimal() else StaticDevice
    with transaction.atomic():
        return _device_of_code(model, user, written, confirmed=True) is not None


def remove_second_factor(user: AbstractBaseUser) -> bool:
    """Remove the application and the recovery codes of an account; return whether it had some."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        applications = TOTPDevice.objects.filter(user=user)
        had_one = applications.filter(confirmed=True).exists()
        applications.delete()
    return had_one


def grouped(code: str, size: int = 4) -> str:
    """Return a code in groups of signs, easier to copy."""
    groups: Sequence[str] = [code[start : start + size] for start in range(0, len(code), size)]
    return " ".join(groups)


def _device_of_code(
    model: type[TOTPDevice] | type[StaticDevice],
    user: AbstractBaseUser,
    code: str,
    *,
    confirmed: bool,
) -> TOTPDevice | StaticDevice | None:
    """Return the device that has this code, locked until the end of the transaction."""
    devices = model.objects.select_for_update()
    device = devices.filter(user=user, confirmed=confirmed).first()
    if device is None:
        return None
    if wait := _seconds_to_wait(device):
        raise TooManyCodesError(wait)
    return device if device.verify_token("".join(code.split())) else None


def _seconds_to_wait(device: ThrottlingMixin) -> int:
    """Return the seconds before a code is read: they double with each wrong one."""
    is_allowed, why = device.verify_is_allowed()
    if is_allowed:
        return 0
    return max(1, math.ceil((why["locked_until"] - timezone.now()).total_seconds()))
