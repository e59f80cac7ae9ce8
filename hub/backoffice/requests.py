"""Type of the requests of the admin."""

from django.contrib.auth.models import User
from django.http import HttpRequest


class AdminRequest(HttpRequest):
    """A request that Wagtail let into the admin: its user is signed in. For annotations only."""

    user: User
