"""The names that the forms of the admin and the server agree on."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# Header of a save that waits for an answer in JSON instead of a redirect.
SAVE_HEADER = "X-Hub-Save"
# Identifier of the text kept on the device, sent with the form.
KEPT_FIELD = "hub-kept"
# Time when the form was rendered, by the clock of the server (ISO 8601).
LOADED_FIELD = "hub-loaded"
# Version that the editor agreed to replace, in the notice of a conflict.
REPLACE_FIELD = "hub-replace"
# Show the data in the form, do not save.
RESTORE_FIELD = "hub-restore"
# Parameter of an address whose form the browser fills itself.
REFILL_PARAMETER = "hub-refill"
# Cookies that the script reads once, then deletes.
SAVED_COOKIE = "hub_saved"
SIGNED_OUT_COOKIE = "hub_signed_out"


def in_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))


def waits_for_json(request: HttpRequest) -> bool:
    """Whether a script of ours sent this request and reads the answer."""
    return SAVE_HEADER in request.headers


def redirect_path(response: HttpResponse) -> str | None:
    """Return the path a response redirects to, or None."""
    if response.status_code not in (301, 302, 303, 307, 308):
        return None
    return urlsplit(response["Location"]).path
