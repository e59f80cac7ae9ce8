"""Form view that checks a code."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse

from hub.accounts.second_factor.devices import TooManyCodesError, is_right_code
from hub.accounts.second_factor.forms import CodeForm
from hub.accounts.throttled import ThrottledFormMixin

WRONG = "Ce code n’est pas le bon, ou il a déjà servi."


class CheckedCodeMixin(ThrottledFormMixin, ABC):
    """Form view of a code: the right one is accepted, the others are refused and slowed down."""

    form_class: Any = CodeForm

    @abstractmethod
    def owner(self) -> User:
        """Return the account whose code is asked."""

    @abstractmethod
    def accept(self) -> HttpResponse:
        """Do what the code confirms; return the response."""

    def form_valid(self, form: CodeForm) -> HttpResponse:
        try:
            is_right = is_right_code(self.owner(), form.cleaned_data["code"])
        except TooManyCodesError as error:
            return self.throttled(CodeForm(), error.seconds)
        if not is_right:
            form.add_error("code", WRONG)
            return self.form_invalid(form)  # type: ignore[attr-defined]
        return self.accept()
