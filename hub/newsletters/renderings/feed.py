"""The feed form: what a feed reader shows of a letter, in full."""

from django.template import loader

from hub.core.story.email_html import make_portable
from hub.core.story.loading import load_stories

TEMPLATE = "pages/newsletters/newsletter_page_feed.html"


def render_feed_items(letters, request=None):
    """Return {id: HTML} of several letters, for the queries of one."""
    template = loader.get_template(TEMPLATE)
    stories = load_stories(letters, request)
    return {
        letter.pk: make_portable(
            template.render({"page": letter, "request": request, "story": story})
        )
        for letter, story in zip(letters, stories, strict=True)
    }
