"""Metadata of the HTML head: title, description, canonical URL, Open Graph image."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.models import Page, Site

from hub.core.images.renditions.uses import SHARE
from hub.core.site.request_cache import request_cache
from hub.core.site.settings import HubSettings
from hub.core.values.typography import french

if TYPE_CHECKING:
    from hub.core.models import HubImage
    from hub.listing.listing import Listing
    from hub.territories.models import Territory
    from hub.themes.models import Theme

# In characters: about what search engines display of a description.
DESCRIPTION_LENGTH = 200


@dataclass(frozen=True)
class Metadata:
    title: str
    description: str
    canonical: str = ""
    image: str = ""
    kind: str = "website"
    indexable: bool = True


def site_settings(request: HttpRequest | None) -> HubSettings:
    """Return the settings of the request's site, or unsaved defaults when there is none.

    Error pages of an unknown host have no site and must still render.
    """
    site = Site.find_for_request(request) if request else None
    return HubSettings.for_request(request) if site else HubSettings()


def site_root(request: HttpRequest | None) -> str:
    """Return the root URL of the site, without a trailing slash; empty without a site."""
    site = Site.find_for_request(request) if request else None
    return site.root_url if site else ""


def page_metadata(
    request: HttpRequest | None,
    page: Page | None = None,
    listing: "Listing | None" = None,
    title: str = "",
    subject: "Theme | Territory | None" = None,
) -> Metadata:
    """Return the `Metadata` of a page or a view.

    `page` is None for a view such as the search, whose name is `title`; `listing` is a
    `hub.listing.listing.Listing`; `subject` the theme or territory of a sub-URL of the page.
    """
    settings = site_settings(request)
    own_title = page_title(page, title, subject)
    return Metadata(
        title=full_title(own_title, settings, listing),
        description=description_of(page, subject, settings),
        canonical=canonical_url(request, page, listing),
        image=share_image_url(request, page, settings),
        kind="article" if getattr(page, "kind", "") else "website",
        indexable=page is not None and not getattr(listing, "query", ""),
    )


def page_title(
    page: Page | None, title: str = "", subject: "Theme | Territory | None" = None
) -> str:
    """Return the title of the subject, page or view; of the home page, `title` or its SEO title."""
    if subject is not None:
        return subject.name
    if page is None:
        return title
    if page.depth == 2:
        return title or page.seo_title
    return page.seo_title or getattr(page, "numbered_title", page.title)


def full_title(own_title: str, settings: HubSettings, listing: "Listing | None" = None) -> str:
    """Return « Titre, page 2 – Nom du site »; « Nom du site – signature » without a title."""
    if not own_title:
        return french(f"{settings.site_name} – {settings.baseline}")
    number = listing.page.number if listing is not None else 1
    suffix = f", page {number}" if number > 1 else ""
    return french(f"{own_title}{suffix} – {settings.site_name}")


def description_of(
    page: Page | None, subject: "Theme | Territory | None", settings: HubSettings
) -> str:
    """Return the first non-empty description: of the subject, of the page, then of the site."""
    candidates = [
        *[getattr(subject, name, "") for name in ("definition", "presentation", "tagline")],
        "" if subject is not None else getattr(page, "search_description", ""),
        "" if subject is not None else getattr(page, "summary", ""),
        "" if subject is not None else strip_tags(getattr(page, "introduction", "") or ""),
        settings.description,
        settings.baseline,
    ]
    words = next((" ".join(text.split()) for text in candidates if text and text.strip()), "")
    return french(Truncator(words).chars(DESCRIPTION_LENGTH, truncate="…"))


def canonical_url(
    request: HttpRequest | None, page: Page | None, listing: "Listing | None" = None
) -> str:
    """Return the canonical URL: without filters; the page number is kept on an unfiltered list."""
    root = site_root(request)
    if request is None or not root or page is None:
        return ""
    address = root + request.path
    filtered = listing is not None and listing.chips
    number = listing.page.number if listing is not None and not filtered else 1
    return f"{address}?page={number}" if number > 1 else address


def share_image_url(request: HttpRequest | None, page: Page | None, settings: HubSettings) -> str:
    """Return the absolute URL of the Open Graph image; empty when there is none."""
    image = getattr(page, "image", None) or settings.share_image
    if image is None or request is None:
        return ""
    # The head and the JSON-LD need the same image.
    name = f"_share_image_url_{image.pk}"
    return request_cache(request, name, lambda: _rendition_url(image, request))


def _rendition_url(image: "HubImage", request: HttpRequest) -> str:
    rendition = image.find_existing_renditions(SHARE).get(SHARE)
    if rendition is None:  # not rendered yet: nothing is rendered during a request
        return ""
    url = rendition.url
    return url if "://" in url else site_root(request) + url
