"""Refusal of a scheduled publication whose page is incomplete when it falls due."""

import logging
from collections.abc import Sequence
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from hub.core.publication.findings import Finding, join_reasons

logger = logging.getLogger(__name__)

# Log action passed by Wagtail's command `publish_scheduled`.
SCHEDULED = "wagtail.publish.scheduled"
REFUSED = "hub.publication_refused"


def refuse_scheduled_publication(
    page: Page, revision: Revision, findings: Sequence[Finding]
) -> None:
    """Unschedule `revision`, log the refusal and e-mail it to the editor.

    A scheduled page is locked: unscheduling it lets editors correct it, then publish or schedule it
    again.
    """
    reasons = [str(finding) for finding in findings]
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(
        instance=page,
        action=REFUSED,
        user=revision.user,
        revision=revision,
        data={"reasons": reasons},
    )
    logger.warning("Scheduled publication of page %s refused: %s", page.pk, join_reasons(reasons))
    _send_refusal(page, revision, reasons)


def _send_refusal(page: Page, revision: Revision, reasons: Sequence[str]) -> None:
    recipient = revision.user or page.owner
    if recipient is None or not recipient.email:
        return
    title = page.get_admin_display_title()
    edit_url = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
    lines = [
        f"«\u00a0{title}\u00a0» devait être mise en ligne maintenant, et ne l’est pas.",
        "",
        "À corriger\u00a0:",
        *[f"- {reason}" for reason in reasons],
        "",
        f"Corrigez la page, puis publiez-la\u00a0: {edit_url}",
    ]
    try:
        send_mail(f"Pas en ligne\u00a0: {title}", "\n".join(lines), None, [recipient.email])
    except (SMTPException, OSError) as error:
        logger.warning("Refusal of page %s not sent: %s", page.pk, error)
