"""Removal of personal data from the texts of logs and of error reports."""

import re

from hub.proxies import parse_address

EMAIL = re.compile(r"[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+")
# From the `?` of a path to the end of its query string; the `?` of a sentence has no `=` after it.
QUERY = re.compile(r"(?<=[^\s?])\?[^\s?=\"'<>]*=[^\s\"'<>]*")
# Password reset links: their last part opens an account.
RESET = re.compile(r"(password_reset/confirm/)[^\s\"'<>]+")
CREDENTIALS = re.compile(r"(://)[^/@\s]+@")
IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)")
IPV6 = re.compile(r"(?<![\w:])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:\d*\.[\d.]+)?(?![\w:])")

MASKED_EMAIL, MASKED_ADDRESS, MASKED = "[courriel]", "[adresse]", "…"


def scrub(text: str) -> str:
    """Return a text without e-mail addresses, query strings, credentials nor IP addresses.

    Loopback addresses are kept: they name the services of this machine.
    """
    text = CREDENTIALS.sub(rf"\1{MASKED}@", text)
    text = EMAIL.sub(MASKED_EMAIL, text)
    text = QUERY.sub(f"?{MASKED}", text)
    text = RESET.sub(rf"\1{MASKED}", text)
    # First IPv6: the end of `::ffff:192.0.2.1` is IPv4.
    return IPV4.sub(_mask_address, IPV6.sub(_mask_address, text))


def _mask_address(match: re.Match[str]) -> str:
    address = parse_address(match[0])
    # Not an address (a time, a version), or one of this machine.
    is_kept = address is None or address.is_loopback or address.is_unspecified
    return match[0] if is_kept else MASKED_ADDRESS
