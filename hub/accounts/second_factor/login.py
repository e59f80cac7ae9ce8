"""Second step of a login: the code, after the password."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from hub.accounts.devices import normalize_account, remember_device
from hub.accounts.second_factor.checking import CheckedCodeMixin
from hub.accounts.second_factor.pending import KEY, PendingLogin


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class CodeView(CheckedCodeMixin, FormView):
    """Form of the code; without a login to finish, goes back to that of the password."""

    login_name = ""  # of the URL of the form of the password
    pending: PendingLogin
    account: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pending = PendingLogin.of(request)
        account = pending.account() if pending else None
        if pending is None or account is None:
            return redirect(self.login_name)
        self.pending, self.account = pending, account
        return super().dispatch(request, *args, **kwargs)

    def owner(self) -> User:
        return self.account

    def accept(self) -> HttpResponse:
        del self.request.session[KEY]
        login(self.request, self.account, self.pending.backend)
        if self.pending.expiry is not None:
            self.request.session.set_expiry(self.pending.expiry)
        response = redirect(self.pending.success_url)
        name = normalize_account(self.account.get_username())
        remember_device(self.request, response, name, self.pending.login_path)
        return response


class AdminCodeView(CodeView):
    """Form of the code, in the admin."""

    template_name = "accounts/second_factor/admin_login.html"
    login_name = "wagtailadmin_login"


class ReaderCodeView(CodeView):
    """Form of the code, before a private page."""

    template_name = "pages/core/login_code.html"
    login_name = "wagtailcore_login"
