"""Check of the links of resources, with HEAD or GET requests whose body is not read."""

import requests

from hub.fetching import RefusedAddressError, open_url
from inspiration.models.resources import LinkHealth

USER_AGENT = "Mozilla/5.0 (compatible; territoires-pilotes; verification des liens)"
SECONDS = 30  # for a request, with its redirects
# Statuses by which servers refuse robots; the page exists for readers.
ROBOT_REFUSALS = frozenset({401, 403, 405, 406, 429})


def check_link(url: str) -> LinkHealth:
    """Return the `LinkHealth` of a URL; UNCHECKED when it must not be requested. Never raises."""
    try:
        status = _status_of(url, "HEAD")
        if status >= 400:  # some servers do not support HEAD
            status = _status_of(url, "GET")
    except RefusedAddressError:
        return LinkHealth.UNCHECKED
    except requests.RequestException:
        return LinkHealth.LOST
    return LinkHealth.FOUND if status < 400 or status in ROBOT_REFUSALS else LinkHealth.LOST


def _status_of(url: str, method: str) -> int:
    """Return the HTTP status at the end of the redirects of `url`."""
    with open_url(method, url, {"User-Agent": USER_AGENT}, total=SECONDS) as response:
        return response.status_code
