"""Limits on wrong passwords, which leave the owner of an account a way in.

From an unknown device, three counters: the account from one address, the address, the account from
anywhere. The first is the smallest, so that one address cannot exhaust the third. A device that
logged in before has its own counter only: it is not locked out by what others try. Attempts are
counted before the password is checked, which parallel requests cannot outrun, and a success is
cancelled.
"""

import logging

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hub.accounts.devices import known_device, normalize_account, remember_device
from hub.limits.counters import Counter
from hub.limits.sources import client_source
from hub.limits.throttling import rate_of

logger = logging.getLogger(__name__)


class LoginAttempt:
    """An attempt to log in: a request and the username typed, which may not exist."""

    def __init__(self, request: HttpRequest, username: str) -> None:
        self.request = request
        self.account = normalize_account(username)
        self._counted: list[Counter] = []

    def start(self) -> int:
        """Count the attempt; return 0, or the seconds to wait when it must not go on."""
        for purpose, subject in self._subjects():
            rate = rate_of(purpose)
            if rate is None:
                continue
            counter = Counter(purpose, subject, rate)
            if wait := counter.add():
                self.cancel()
                logger.warning("Connexion refusée : trop d’essais (%s)", purpose)
                return wait
            self._counted.append(counter)
        return 0

    def succeed(self, response: HttpResponseBase) -> None:
        """Cancel the count, and remember the device with a cookie of the response."""
        self.cancel()
        remember_device(self.request, response, self.account, self.request.path)

    def cancel(self) -> None:
        """Cancel the count: the password was right."""
        for counter in self._counted:
            counter.remove()
        self._counted.clear()

    def _subjects(self) -> list[tuple[str, str]]:
        """Return the (purpose, subject) of the counters, the smallest rate first."""
        if device := known_device(self.request, self.account):
            return [("login", f"device\0{device}")]
        account = ("login_account", self.account)
        source = client_source(self.request)
        if not source:
            return [account]
        return [("login", f"{self.account}\0{source}"), ("login_address", source), account]
