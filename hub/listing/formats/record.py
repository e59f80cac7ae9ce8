"""The data of a page that every format of a list uses, independent of the format."""

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from hub.core.models import HubPage, PageTerritory
from hub.core.site.metadata import share_image_url, site_settings
from hub.dates import DatePrecision, iso_date
from hub.themes.models import Theme

# Characters that XML 1.0 forbids (section 2.2); they may be pasted in texts unnoticed.
INVALID_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Record:
    """The data of a page, independent of the format.

    - `uid`: URN of the page;
    - `date`: ISO 8601, with the precision that is known (« 2026-03 »), or empty;
    - `published`, `modified`: aware datetimes;
    - `details`: the fields specific to the page type, {French label: text}.
    """

    uid: str
    kind: str
    kind_label: str
    title: str
    summary: str
    url: str
    date: str
    published: datetime | None
    modified: datetime | None
    licence: str
    licence_url: str
    themes: list[Theme] = field(default_factory=list)
    territories: list[PageTerritory] = field(default_factory=list)
    image: str = ""
    details: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        """The values shared by JSON Feed and GeoJSON, as JSON data."""
        return {
            "kind": self.kind,
            "kind_label": self.kind_label,
            "date": self.date,
            "themes": [{"slug": theme.slug, "name": theme.name} for theme in self.themes],
            "territories": [
                {
                    "code": link.territory.code,
                    "name": link.territory.name,
                    "kind": link.territory.kind,
                    "role": link.role,
                }
                for link in self.territories
            ],
            "licence": {"name": self.licence, "url": self.licence_url},
            "details": self.details,
        }


def record_of(card: HubPage, request: HttpRequest) -> Record:
    """Return the `Record` of a card of a listing (a page loaded by `for_cards`)."""
    return Record(
        uid=card.uid.urn,
        kind=card.kind,
        kind_label=card.kind_label,
        title=xml_safe(card.numbered_title),
        summary=xml_safe(card.summary),
        url=card.get_full_url(request),
        date=iso_date(card.listed_on, card.listed_precision),
        published=publication_of(card),
        modified=card.last_published_at,
        licence=card.get_licence_display(),
        licence_url=str(card.licence_url),
        themes=card.ranked_themes,
        territories=list(card.territory_links.all()),
        image=share_image_url(request, card, site_settings(request)) if card.image else "",
        details=details_of(card),
    )


def publication_of(card: HubPage) -> datetime | None:
    """Return the publication date of a page, as an aware datetime.

    It is midnight, in the current time zone, of the date shown in lists; when this date is not
    known to the day, it is the first publication in Wagtail.
    """
    if card.listed_on is None or card.listed_precision != DatePrecision.DAY:
        return card.first_published_at
    return timezone.make_aware(datetime.combine(card.listed_on, time.min))


def details_of(card: HubPage) -> dict[str, str]:
    """Return {label: text} of the attributes declared in `listing_details` of the page type."""
    details = {}
    for label, name in card.listing_details.items():
        value = getattr(card, name)
        value = value() if callable(value) else value
        details[label] = xml_safe("" if value is None else str(value))
    return details


def xml_safe(text: str) -> str:
    """Return `text` with a space in place of each character that XML forbids."""
    return INVALID_IN_XML.sub(" ", text)
