"""HTTP requests to addresses that people write, never to a private network (SSRF).

The host is resolved once, every address found is checked, the connection goes to a checked
address and its peer is compared with it: the name cannot resolve to another one in between (DNS
rebinding). Each redirect is checked again. Time, bytes and decompression are bounded. Proxies of
the environment are not used. See docs/features/security.md.
"""

from .addresses import is_public
from .errors import RefusedAddressError, TooLargeError
from .requesting import CHUNK, REDIRECTS, TOTAL, Fetched, fetch, open_url

__all__ = [
    "CHUNK",
    "REDIRECTS",
    "TOTAL",
    "Fetched",
    "RefusedAddressError",
    "TooLargeError",
    "fetch",
    "is_public",
    "open_url",
]
