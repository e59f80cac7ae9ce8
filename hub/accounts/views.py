"""Login and password reset, within limits."""

from typing import Any

from django.contrib.auth import views as auth_views
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from wagtail.admin.views import account

from hub.accounts.attempts import LoginAttempt
from hub.accounts.devices import normalize_account, remember_device
from hub.limits.throttling import mark_throttled, seconds_to_wait, wait_text

LOGIN_NAMES = ("wagtailadmin_login", "wagtailcore_login")


class ThrottledFormMixin:
    """Form view that shows its form again with `wait`, the time to wait, above a rate."""

    request: HttpRequest

    def throttled(self, form: Form, seconds: int) -> HttpResponseBase:
        """Return the form, its fields not checked, with status 429."""
        context = self.get_context_data(form=form, wait=wait_text(seconds))  # type: ignore[attr-defined]
        response = self.render_to_response(context)  # type: ignore[attr-defined]
        mark_throttled(response, seconds)
        return response


class ThrottledLoginMixin(ThrottledFormMixin):
    """Login view that refuses an attempt above a rate without checking the password."""

    attempt: LoginAttempt

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        username = request.POST.get("username", "")
        self.attempt = LoginAttempt(request, username)
        if wait := self.attempt.start():
            form_class = self.get_form_class()  # type: ignore[attr-defined]
            return self.throttled(form_class(request, initial={"username": username}), wait)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def form_valid(self, form: Any) -> Any:
        response = super().form_valid(form)  # type: ignore[misc]
        self.attempt.succeed(response)
        return response


class AdminLoginView(ThrottledLoginMixin, account.LoginView):
    """Login form of the admin."""


class ReaderLoginView(ThrottledLoginMixin, auth_views.LoginView):
    """Login form shown before a private page."""


class PasswordResetView(ThrottledFormMixin, account.PasswordResetView):
    """Form of a forgotten password."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if wait := seconds_to_wait(request, "password_reset"):
            return self.throttled(self.get_form_class()(initial=request.POST.dict()), wait)
        return super().post(request, *args, **kwargs)


class PasswordResetConfirmView(account.PasswordResetConfirmView):
    """Form of a new password, after which the device is known.

    An account under attack is limited on unknown devices: the link sent by e-mail is a way in.
    """

    def form_valid(self, form: Form) -> HttpResponseBase:
        response = super().form_valid(form)
        username = normalize_account(self.user.get_username())
        for name in LOGIN_NAMES:
            remember_device(self.request, response, username, reverse(name))
        return response
