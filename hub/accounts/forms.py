"""Forms of login and password reset."""

from functools import partial
from typing import Any

from django.db import transaction
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from hub.accounts.tasks import send_password_reset
from hub.limits.counters import Counter
from hub.limits.rates import Rate

# For one e-mail address from anywhere: further messages are not sent, and the page is the same.
RESET_RATE = Rate(3, 3600)


class LoginForm(WagtailLoginForm):
    """Wagtail's login form with a French label, which its password field does not translate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Mot de passe"


class PasswordResetForm(WagtailPasswordResetForm):
    """Form of a forgotten password, which takes as long with and without an account."""

    def save(self, *args: Any, **options: Any) -> None:
        """Queue the message to each account with this address; Django sends it in the request."""
        email = self.cleaned_data["email"]
        is_sent = not Counter("password_reset_email", email.casefold(), RESET_RATE).add()
        for user in self.get_users(email):
            if is_sent:
                send = partial(send_password_reset.enqueue, user.pk)
                transaction.on_commit(send, robust=True)
