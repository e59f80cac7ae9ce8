"""Sending of the test message of a letter, one message per recipient."""

import logging
from dataclasses import dataclass, field
from smtplib import SMTPException, SMTPResponseException, SMTPServerDisconnected

from django.core.mail import get_connection

from hub.newsletters.models import NewsletterPage
from hub.newsletters.renderings import build_email

logger = logging.getLogger(__name__)


@dataclass
class SendingResult:
    """Result of a sending: `sent` addresses, `failed` (address, server response) pairs."""

    sent: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def send_test(letter: NewsletterPage, recipients: list[str]) -> SendingResult:
    """Send one message per recipient, so that no one sees the addresses of the others.

    A refused recipient does not stop the others. Once the server cannot be reached, the remaining
    recipients fail without another attempt.
    """
    result = SendingResult()
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
            result.failed.append((address, unreachable))
            continue
        message.to = [address]
        try:
            message.send()
        except (SMTPException, OSError) as error:
            result.failed.append((address, _reason(error)))
            if isinstance(error, SMTPServerDisconnected) or not isinstance(error, SMTPException):
                unreachable = _reason(error)
        else:
            result.sent.append(address)
    if not unreachable:
        message.connection.close()
    for _address, reason in result.failed:
        logger.warning("Test message of letter %s not sent: %s", letter.pk, reason)
    return result


def _reason(error: Exception) -> str:
    """Return the response of the server as text, without the Python exception around it."""
    response: Exception | bytes | str = error
    refused = getattr(error, "recipients", None)
    if isinstance(refused, dict) and refused:
        response = next(iter(refused.values()))[1]
    elif isinstance(error, SMTPResponseException):
        response = error.smtp_error
    return response.decode(errors="replace") if isinstance(response, bytes) else str(response)
