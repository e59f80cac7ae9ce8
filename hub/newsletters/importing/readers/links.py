"""Cleaning of links: redirectors and tracking parameters are removed.

Nothing is fetched: a redirector is removed only when its address contains the target.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

# Parameters that identify the letter or the reader of a click, for statistics.
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
# Parameters where redirectors write their target: Outlook safe links, Google, Facebook, LinkedIn,
# and most mailing tools. The address itself must match REDIRECTS.
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
# Redirectors whose address does not contain the target (Mailchimp, Brevo, Sendgrid, Mailjet…).
OPAQUE = re.compile(
    r"list-manage\.com/track|mailchi\.mp/.*/track|sendibt?\d*\.com|sendibm\d*\.com|/mk/cl/"
    r"|sendgrid\.net/(?:ls|wf)/click|\.mjt\.lu/|mailjet\.com/lnk|rs6\.net/tn|hubspotlinks\.com"
    r"|/ls/click|/track/click|ct\.sendgrid\.net",
    re.IGNORECASE,
)
MAX_REDIRECTORS = 3
SAFE_SCHEMES = ("http", "https", "mailto")


@dataclass(frozen=True, slots=True)
class Address:
    """A cleaned address; `url` is empty when it must not be kept.

    `tracked` is true when something was removed, `opaque` when the target is unknown.
    """

    url: str
    tracked: bool = False
    opaque: bool = False


def clean_address(written: str) -> Address:
    """Return the cleaned address; scripts, `data:` and relative addresses are refused."""
    url = "".join(written.split())
    parts = _split(url)
    if parts is None or parts.scheme not in SAFE_SCHEMES:
        return Address("")
    if parts.scheme == "mailto":
        return Address(url)
    tracked = False
    for _ in range(MAX_REDIRECTORS):
        target = _target(parts)
        if not target:
            break
        redirected = _split(target)
        if redirected is None:
            return Address("")
        url, parts, tracked = target, redirected, True
    kept = _without_tracking(parts)
    return Address(kept, tracked or kept != url, bool(OPAQUE.search(kept)))


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.netloc or parts.scheme == "mailto" else None


def _target(parts: SplitResult) -> str:
    """Return the target in the address of a redirector, or ""."""
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


def _without_tracking(parts: SplitResult) -> str:
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if not _is_tracking_parameter(name)]
    if len(kept) == len(query):
        return urlunsplit(parts)
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _is_tracking_parameter(name: str) -> bool:
    name = name.lower()
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)
