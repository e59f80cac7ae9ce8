"""Send the test message of a letter: one message per person, and what became of each."""

import logging
from dataclasses import dataclass, field
from smtplib import SMTPException, SMTPResponseException, SMTPServerDisconnected

from django.core.mail import get_connection

from hub.newsletters.models import NewsletterPage
from hub.newsletters.renderings import build_email

logger = logging.getLogger(__name__)


@dataclass
class Sending:
    """`sent` holds addresses; `failed` holds (address, what the server said) pairs."""

    sent: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def send_test(letter: NewsletterPage, recipients: list[str]) -> Sending:
    """Send one message per recipient: the addresses of the others are not shown.

    A refusal concerns one person; a server that does not answer is not asked again.
    """
    sending = Sending()
    message = build_email(letter, [])
    message.subject = f"[Essai] {message.subject}"
    message.connection = get_connection()
    unreachable = ""
    try:
        message.connection.open()
    except (SMTPException, OSError) as error:
        unreachable = _reason(error)
    for address in recipients:
        if unreachable:
            sending.failed.append((address, unreachable))
            continue
        message.to = [address]
        try:
            message.send()
        except (SMTPException, OSError) as error:
            sending.failed.append((address, _reason(error)))
            if isinstance(error, SMTPServerDisconnected) or not isinstance(error, SMTPException):
                unreachable = _reason(error)
        else:
            sending.sent.append(address)
    if not unreachable:
        message.connection.close()
    for _address, reason in sending.failed:
        logger.warning("Test message of letter %s not sent: %s", letter.pk, reason)
    return sending


def _reason(error: Exception) -> str:
    """Return what the server said, without the Python around it."""
    said = error
    refused = getattr(error, "recipients", None)
    if isinstance(refused, dict) and refused:
        said = next(iter(refused.values()))[1]
    elif isinstance(error, SMTPResponseException):
        said = error.smtp_error
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
