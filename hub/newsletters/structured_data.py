"""schema.org data of a letter."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from hub.core.site.metadata import site_settings
from hub.core.site.structured_data import page_data

if TYPE_CHECKING:
    from hub.newsletters.models import NewsletterPage


def letter_data(page: "NewsletterPage", request: HttpRequest) -> dict[str, Any]:
    """Return the letter as a NewsArticle, an issue of the site's periodical."""
    return {
        **page_data(page, request, "NewsArticle"),
        "datePublished": page.date,
        "headline": page.numbered_title,
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": page.number,
            "isPartOf": {"@type": "Periodical", "name": site_settings(request).site_name},
        },
    }
