"""Publication errors of an imported letter."""

from hub.core.publication import blocking_findings
from hub.newsletters.models import NewsletterPage

HINTS = {"date": " (--date AAAA-MM-JJ)"}


def publication_errors(page: NewsletterPage) -> list[str]:
    """Return why a saved `page` cannot be published, in French; empty when it can."""
    return [
        str(finding).rstrip(".") + HINTS.get(finding.field, "")
        for finding in blocking_findings(page)
    ]
