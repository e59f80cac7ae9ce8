"""Links as their author meant them: without what follows readers around.

Nothing is ever fetched: a redirector is undone only when its target is written in its address.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

# Parameters that tell a statistics tool which letter or which reader a click comes from.
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "at_", "xtor")
# fmt: off
TRACKING_PARAMETERS = frozenset((
    "mc_eid", "mc_cid", "mc_tc", "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid",
    "twclid", "ttclid", "li_fat_id", "igshid", "yclid", "_hsenc", "_hsmi", "__hssc", "__hstc",
    "__hsfp", "hsctatracking", "mkt_tok", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id",
    "_openstat", "ml_subscriber", "ml_subscriber_hash", "sib_id", "s_cid", "ck_subscriber_id",
    "bsft_uid", "bsft_clkid", "cmpid", "emci", "emdi", "ceid", "_ke", "wickedid",
))
# fmt: on
# Where redirectors write their target: Outlook safe links, Google, Facebook, LinkedIn, and most
# mailing tools. The address itself must look like a redirector (REDIRECTS).
TARGET_PARAMETERS = (
    "url",
    "u",
    "q",
    "target",
    "redirect",
    "redirect_url",
    "dest",
    "link",
    "to",
    "r",
)
REDIRECTS = re.compile(
    r"safelinks\.protection\.outlook\.com|(?:^|\.)google\.[a-z.]+/url|l[m]?\.facebook\.com/l\.php"
    r"|linkedin\.com/(?:redir|safety)|urldefense|/(?:redir|redirect|click|track|tracking|url|out|"
    r"away|goto|go|link|lnk|cl|r)(?:[/.?]|$)|(?:^|\.)(?:click|clicks|track|tracking|links?|redirect)\.",
    re.IGNORECASE,
)
# Redirectors that keep their target to themselves (Mailchimp, Brevo, Sendgrid, Mailjet…).
OPAQUE = re.compile(
    r"list-manage\.com/track|mailchi\.mp/.*/track|sendibt?\d*\.com|sendibm\d*\.com|/mk/cl/"
    r"|sendgrid\.net/(?:ls|wf)/click|\.mjt\.lu/|mailjet\.com/lnk|rs6\.net/tn|hubspotlinks\.com"
    r"|/ls/click|/track/click|ct\.sendgrid\.net",
    re.IGNORECASE,
)
MOST_UNWRAPPINGS = 3
SAFE_SCHEMES = ("http", "https", "mailto")


@dataclass(frozen=True, slots=True)
class Address:
    """An address once cleaned: `url` is empty when it may not be kept.

    `tracked` tells that something was taken off, `opaque` that the target stays unknown.
    """

    url: str
    tracked: bool = False
    opaque: bool = False


def clean_address(written: str) -> Address:
    """The address that `written` leads to. Scripts, data and relative addresses are refused."""
    url = "".join(written.split())
    tracked = False
    for _ in range(MOST_UNWRAPPINGS):
        parts = _split(url)
        if parts is None or parts.scheme not in SAFE_SCHEMES:
            return Address("")
        if parts.scheme == "mailto":
            return Address(url)
        target = _target(parts)
        if not target:
            break
        url, tracked = target, True
    kept = _without_tracking(parts)
    return Address(kept, tracked or kept != url, bool(OPAQUE.search(kept)))


def _split(url: str):
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.netloc or parts.scheme == "mailto" else None


def _target(parts) -> str:
    """The address written inside a redirector's, else empty."""
    if "urldefense" in parts.netloc and "__" in parts.path:  # Proofpoint, version 3
        inside = re.search(r"__(https?:/{1,2}.+?)__", parts.path)
        return re.sub(r"^(https?:)/+", r"\1//", inside.group(1)) if inside else ""
    if not REDIRECTS.search(f"{parts.netloc}{parts.path}"):
        return ""
    query = dict(parse_qsl(parts.query))
    for name in TARGET_PARAMETERS:
        value = query.get(name, "")
        if "urldefense" in parts.netloc:  # Proofpoint, version 2
            value = unquote(value.replace("-", "%").replace("_", "/"))
        if value.lower().startswith(("http://", "https://")) and _split(value):
            return value
    return ""


def _without_tracking(parts) -> str:
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if not _tracks(name)]
    if len(kept) == len(query):
        return urlunsplit(parts)
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _tracks(name: str) -> bool:
    name = name.lower()
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)
