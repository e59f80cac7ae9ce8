"""Names of the headers, fields and cookies shared with the admin's JavaScript."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# Header of a save that expects JSON instead of a redirect.
SAVE_HEADER = "X-Hub-Save"
# Identifier of the backup stored in the browser, sent with the form.
KEPT_FIELD = "hub-kept"
# Server time when the form was rendered (ISO 8601).
LOADED_FIELD = "hub-loaded"
# Version that the editor agreed to overwrite in the conflict notice.
REPLACE_FIELD = "hub-replace"
# Redisplay the posted data in the form without saving.
RESTORE_FIELD = "hub-restore"
# Query parameter: the browser fills the form itself from this backup.
REFILL_PARAMETER = "hub-refill"
# Cookies that the script reads once, then deletes.
SAVED_COOKIE = "hub_saved"
SIGNED_OUT_COOKIE = "hub_signed_out"


def is_admin_request(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))


def expects_json(request: HttpRequest) -> bool:
    """Return whether the request was sent by a script of the project, which reads JSON."""
    return SAVE_HEADER in request.headers


def redirect_path(response: HttpResponse) -> str | None:
    """Return the path a response redirects to, or None."""
    if response.status_code not in (301, 302, 303, 307, 308):
        return None
    return urlsplit(response["Location"]).path
