"""Feed rendering: the full content of a letter, for feed readers."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template import loader

from hub.core.story.email_html import make_portable
from hub.core.story.loading import load_stories

if TYPE_CHECKING:
    from hub.newsletters.models import NewsletterPage

TEMPLATE = "pages/newsletters/newsletter_page_feed.html"


def render_feed_items(
    letters: Collection["NewsletterPage"], request: HttpRequest | None = None
) -> dict[int, str]:
    """Return {id: HTML} of several letters, in a fixed number of queries."""
    template = loader.get_template(TEMPLATE)
    stories = load_stories(letters, request)
    return {
        letter.pk: make_portable(
            template.render({"page": letter, "request": request, "story": story})
        )
        for letter, story in zip(letters, stories, strict=True)
    }
