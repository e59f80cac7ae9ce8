"""Recognition of the users of the admin in requests outside the admin."""

from django.conf import settings
from django.http import HttpRequest


def is_editor(request: HttpRequest) -> bool:
    """Return whether the user of a request may enter the admin.

    Without a session cookie, the session is not read: the response would vary on cookies.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.has_perm(
        "wagtailadmin.access_admin"
    )
