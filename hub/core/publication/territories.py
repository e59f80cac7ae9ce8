"""What a page says of territories: those of the programme that it names are linked to it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wagtail.fields import RichTextField, StreamField

from hub.core.publication.findings import Finding, Severity
from hub.core.values.plain_text import html_to_text
from hub.territories.models import Territory

if TYPE_CHECKING:
    from hub.core.models import HubPage

# Shorter names are also common words (« Ancy », « Die »).
SHORTEST_NAME = 5
NAMED = 5


def unlinked_territories(page: "HubPage") -> Iterator[Finding]:
    """Warn about pilot territories that the text names and the page is not linked to.

    Names are compared as they are written, capitals and accents included: « Nièvre » is not found
    in « niévre ». A territory linked through one that it contains, or that contains it, is linked.
    """
    linked = {territory.pk for territory in page.territories}
    linked |= {territory.parent_id for territory in page.territories if territory.parent_id}
    text = None
    found = []
    for territory in Territory.objects.in_programme().exclude(pk__in=linked):
        if len(territory.name) < SHORTEST_NAME or territory.parent_id in linked:
            continue
        text = text if text is not None else _text_of(page)
        if re.search(rf"(?<!\w){re.escape(territory.name)}(?!\w)", text):
            found.append(territory)
    for territory in found[:NAMED]:
        message = f"le texte nomme {territory}\u00a0: faut-il l’ajouter\u00a0?"
        yield Finding(Severity.WARNS, message, "Territoires", field="territory_links")


def _text_of(page: "HubPage") -> str:
    """Return the words of the page as a reader sees them, title and summary included."""
    parts = [page.title, page.summary]
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            parts.append(html_to_text(getattr(page, field.name) or ""))
        elif isinstance(field, StreamField):
            value = getattr(page, field.name)
            parts.extend(value.stream_block.get_searchable_content(value))
    return "\n".join(str(part) for part in parts)
