"""schema.org data of a letter."""

from hub.core.site.metadata import site_settings
from hub.core.site.structured_data import page_data


def letter_data(page, request):
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
