"""Template tag that shows the import report in the edit form of an imported letter."""

from typing import Any

from django import template

from hub.newsletters.importing_admin.sections import sections_of
from hub.newsletters.lost_links import unresolved_links
from hub.newsletters.models import NewsletterPage

register = template.Library()


@register.simple_tag
def import_report(letter: NewsletterPage) -> dict[str, Any]:
    """Return the name of the source, the sections of the report and the numbered source lines."""
    source = letter.import_source.split("\n")
    return {
        "source": letter.import_report["source"],
        "sections": sections_of(
            letter.import_report, saved=True, unresolved=unresolved_links(letter)
        ),
        "lines": [(number, text) for number, text in enumerate(source, 1) if text],
    }
