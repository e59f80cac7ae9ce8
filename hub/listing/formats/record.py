"""What the forms of a list say of a page, before any of them writes it."""

import re
from dataclasses import dataclass, field
from datetime import datetime, time

from django.utils import timezone

from hub.core.site.metadata import share_image_url, site_settings
from hub.core.values.dates import DatePrecision, iso_date

# What XML 1.0 cannot hold (section 2.2), which people paste without seeing it.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Record:
    """A page as neutral values.

    `date` is ISO 8601, no more precise than it is known (« 2026-03 »), empty when it is not;
    `published` and `modified` are moments; `details` are what its type adds, {French label: text}.
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
    themes: list = field(default_factory=list)
    territories: list = field(default_factory=list)
    image: str = ""
    details: dict = field(default_factory=dict)

    @property
    def data(self):
        """The values that JSON and GeoJSON share, as plain data."""
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


def record_of(card, request):
    """Return the `Record` of a card of a listing (a page loaded by `for_cards`)."""
    return Record(
        uid=card.uid.urn,
        kind=card.kind,
        kind_label=card.kind_label,
        title=writable(card.numbered_title),
        summary=writable(card.summary),
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


def publication_of(card):
    """Return midnight in Paris of the day that lists show; without a day, the publication."""
    if card.listed_on is None or card.listed_precision != DatePrecision.DAY:
        return card.first_published_at
    return timezone.make_aware(datetime.combine(card.listed_on, time.min))


def details_of(card):
    """Return {label: text} of what the type of a page declares in `listing_details`."""
    found = {}
    for label, name in card.listing_details.items():
        value = getattr(card, name)
        value = value() if callable(value) else value
        found[label] = writable("" if value is None else str(value))
    return found


def writable(text):
    """Return `text` without the characters that no form can hold."""
    return UNWRITABLE.sub(" ", text)
