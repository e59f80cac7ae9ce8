"""Publication rule: pilot territories named in the text should be linked to the page."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wagtail.fields import RichTextField, StreamField

from hub.core.publication.findings import Finding, Severity
from hub.core.values.plain_text import html_to_text
from hub.territories.models import Inclusion, Territory, TerritoryKind

if TYPE_CHECKING:
    from hub.core.models import HubPage

# In characters; shorter names may be common words (« Ancy », « Die »).
MIN_NAME_LENGTH = 5
MAX_WARNINGS = 5


def unlinked_territories(page: "HubPage") -> Iterator[Finding]:
    """Yield a warning for each pilot territory named in the text and not linked to the page.

    Names match with their capitals and accents: « Nièvre » is not found in « niévre ». A territory
    counts as linked when the page is linked to one that it contains, or to one, smaller than a
    région, that contains it.
    """
    linked = {territory.pk for territory in page.territories}
    above = Inclusion.objects.filter(inner__in=linked).values("outer")
    small = {t.pk for t in page.territories if t.kind != TerritoryKind.REGION}
    inside = Inclusion.objects.filter(outer__in=small).values("inner")
    text = None
    found = []
    pilots = Territory.objects.in_programme().exclude(pk__in=linked).exclude(pk__in=above)
    for territory in pilots.exclude(pk__in=inside):
        if len(territory.name) < MIN_NAME_LENGTH:
            continue
        text = text if text is not None else _text_of(page)
        if re.search(rf"(?<!\w){re.escape(territory.name)}(?!\w)", text):
            found.append(territory)
    for territory in found[:MAX_WARNINGS]:
        message = f"le texte nomme {territory}\u00a0: faut-il l’ajouter\u00a0?"
        yield Finding(Severity.WARNS, message, "Territoires", field="territory_links")


def _text_of(page: "HubPage") -> str:
    """Return the text of the page, including its title and summary, without markup."""
    parts = [page.title, page.summary]
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            parts.append(html_to_text(getattr(page, field.name) or ""))
        elif isinstance(field, StreamField):
            value = getattr(page, field.name)
            parts.extend(value.stream_block.get_searchable_content(value))
    return "\n".join(str(part) for part in parts)
