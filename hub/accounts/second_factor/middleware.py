"""Middleware that leads to the set-up of a compulsory second factor."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from hub.accounts.second_factor.devices import (
    OPTIONAL,
    has_second_factor,
    must_have_second_factor,
)
from hub.accounts.second_factor.screens import URL_NAME

# URL names of the admin that stay open: the set-up itself, and what its page needs.
OPEN = (
    URL_NAME,
    "wagtailadmin_logout",
    "wagtailadmin_login",
    "hub_login_code",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
)


class SecondFactorMiddleware:
    """Redirect an account that must have a second factor to its set-up, from the whole admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SECOND_FACTOR != OPTIONAL and self._must_set_up(request):
            return redirect(URL_NAME)
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return False
        if request.path in {reverse(name) for name in OPEN}:
            return False
        user = request.user
        return (
            user.is_authenticated and must_have_second_factor(user) and not has_second_factor(user)
        )
