"""E-mail addresses: reading what people type, comparing, masking, hashing."""

import hashlib
import hmac
import re
import unicodedata
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import force_bytes

MAX_LENGTH = 254  # RFC 5321, section 4.5.3.1.3: a path of 256 octets, without its brackets
INCOMPLETE = "Donnez une adresse complète, comme nom@exemple.fr."
NOT_ASCII = (
    "La partie de l’adresse avant «\u00a0@\u00a0» a un accent ou un signe que les serveurs de "
    "courriel n’acceptent pas."
)
_SALT = b"hub.mailing.suppression"
# Space of any kind, and format characters (zero width, direction marks) that a paste brings.
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")


def read_address(typed: str) -> str:
    """Return the address of a typed or pasted text, its domain in ASCII and lower case.

    « Zoé Martin <zoe@exemple.fr> » and « mailto:zoe@exemple.fr » are understood. Raise
    ValidationError, in French, when the text is not one address.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if "<" in text:
        text = parseaddr(text)[1]
    text = text if text.startswith('"') else _INVISIBLE.sub("", text)
    text = text.removeprefix("mailto:").removesuffix(".")
    local, at, domain = text.rpartition("@")
    if not local.isascii():
        raise ValidationError(NOT_ASCII, code="not_ascii")
    try:
        address = f"{local}{at}{domain.encode('idna').decode().lower()}"
    except UnicodeError:
        raise ValidationError(INCOMPLETE, code="invalid") from None
    if len(address) > MAX_LENGTH:
        raise ValidationError(INCOMPLETE, code="invalid")
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(INCOMPLETE, code="invalid") from None
    return address


def address_key(address: str) -> str:
    """Return what two spellings of one address share: case differs, the mailbox does not."""
    return address.casefold()


def masked(address: str) -> str:
    """Return an address that its owner recognises: « z…@exemple.fr »."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


def suppression_digests(key: str) -> list[str]:
    """Return the keyed digests of an address key (`address_key`), the current one first.

    One for `SECRET_KEY`, then one for each of `SECRET_KEY_FALLBACKS`: a new secret forgets no one.
    """
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        hmac.new(_SALT + force_bytes(secret), key.encode(), hashlib.sha256).hexdigest()
        for secret in secrets
    ]
