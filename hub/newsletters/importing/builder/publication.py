"""What an imported letter still lacks to be published."""

from hub.core.publication import blocking_findings
from hub.newsletters.models import NewsletterPage

HINTS = {"date": " (--date AAAA-MM-JJ)"}


def publication_errors(page: NewsletterPage) -> list[str]:
    """French sentences, empty when a saved `page` may be published."""
    return [
        str(finding).rstrip(".") + HINTS.get(finding.field, "")
        for finding in blocking_findings(page)
    ]
