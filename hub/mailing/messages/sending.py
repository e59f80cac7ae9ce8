"""Sending of one message, whose errors do not name its recipient.

The queue keeps the error of a task for weeks, and logs have it too: an erased address must be in
neither. Servers repeat the address in their answers.
"""

import logging
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage

from hub.mailing.models import DailyMessage

logger = logging.getLogger(__name__)
PERMANENT = 500  # first reply code of a permanent failure (RFC 5321, section 4.2.1)


class NotSentError(Exception):
    """A message that may be sent later; `str(error)` has the code of the server, if any."""


def send(message: EmailMessage) -> None:
    """Send a message to its only recipient, unless they received enough today (`DailyMessage`).

    Log a permanent refusal of the recipient; raise NotSentError for what may be tried again.
    """
    claimed = DailyMessage.claim(message.to[0])
    if claimed is None:
        logger.warning("Message about a subscription not sent: its recipient had enough today")
        return
    try:
        message.send()
    except SMTPException as error:
        code = _reply_code(error)
        if isinstance(error, SMTPRecipientsRefused) and code >= PERMANENT:
            logger.warning("Message about a subscription refused for its recipient (%d)", code)
            return
        claimed.delete()
        raise NotSentError(f"{type(error).__name__} {code or ''}".strip()) from None
    except OSError:
        claimed.delete()
        raise


def _reply_code(error: SMTPException) -> int:
    """Return the reply code of the server; 0 when the connection was lost without one."""
    if isinstance(error, SMTPRecipientsRefused):
        return max((reply[0] for reply in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, SMTPResponseException) else 0
