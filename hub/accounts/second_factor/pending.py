"""Login whose password is right and whose code is awaited, kept in the session."""

import time
from dataclasses import asdict, dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, User
from django.http import HttpRequest

KEY = "second_factor"
SECONDS = 600


@dataclass(frozen=True)
class PendingLogin:
    """A login to finish.

    - `user`, `backend`: primary key of the account, and the backend that checked its password;
    - `login_path`: URL of the form of the password; `success_url`: where it goes on;
    - `expiry`: seconds that the session lasts, 0 until the browser closes; None: the default;
    - `started`: seconds since the epoch.
    """

    user: int
    backend: str
    login_path: str
    success_url: str
    expiry: int | None
    started: float

    @classmethod
    def start(
        cls, request: HttpRequest, user: AbstractBaseUser, success_url: str, expiry: int | None
    ) -> None:
        """Keep a login whose password has just been checked."""
        backend = user.backend  # type: ignore[attr-defined]
        pending = cls(user.pk, backend, request.path, success_url, expiry, time.time())
        request.session[KEY] = asdict(pending)

    @classmethod
    def of(cls, request: HttpRequest) -> "PendingLogin | None":
        """Return the login to finish; None without any, or after ten minutes."""
        kept = request.session.get(KEY)
        pending = cls(**kept) if kept else None
        if pending is None or time.time() - pending.started > SECONDS:
            return None
        return pending

    def account(self) -> User | None:
        """Return the account, unless it has been deleted or deactivated since."""
        return get_user_model().objects.filter(pk=self.user, is_active=True).first()
