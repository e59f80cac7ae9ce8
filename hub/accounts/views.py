"""Login and password reset, within limits."""

from typing import Any

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views import account

from hub.accounts.attempts import LoginAttempt
from hub.accounts.devices import normalize_account, remember_device
from hub.accounts.second_factor.devices import has_second_factor
from hub.accounts.second_factor.pending import PendingLogin
from hub.accounts.throttled import ThrottledFormMixin
from hub.limits.throttling import seconds_to_wait

LOGIN_NAMES = ("wagtailadmin_login", "wagtailcore_login")


class ThrottledLoginMixin(ThrottledFormMixin):
    """Login view that refuses an attempt above a rate without checking the password.

    An account with a second factor goes on to the form of its code, `code_name`.
    """

    attempt: LoginAttempt
    code_name = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        username = request.POST.get("username", "")
        self.attempt = LoginAttempt(request, username)
        if wait := self.attempt.start():
            form_class = self.get_form_class()  # type: ignore[attr-defined]
            return self.throttled(form_class(request, initial={"username": username}), wait)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def form_valid(self, form: Any) -> Any:
        user = form.get_user()
        if has_second_factor(user):
            self.attempt.cancel()
            url = self.get_success_url()  # type: ignore[attr-defined]
            PendingLogin.start(self.request, user, url, self.session_expiry(form))
            return redirect(self.code_name)
        response = super().form_valid(form)  # type: ignore[misc]
        self.attempt.succeed(response)
        return response

    def session_expiry(self, form: Any) -> int | None:
        """Return the seconds that the session lasts, 0: until the browser closes, None: default."""
        return None


class AdminLoginView(ThrottledLoginMixin, account.LoginView):
    """Login form of the admin."""

    code_name = "hub_login_code"

    def session_expiry(self, form: Any) -> int:
        return settings.SESSION_COOKIE_AGE if form.cleaned_data.get("remember") else 0


class ReaderLoginView(ThrottledLoginMixin, auth_views.LoginView):
    """Login form shown before a private page."""

    code_name = "hub_reader_login_code"


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
