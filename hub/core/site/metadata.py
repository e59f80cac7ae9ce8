"""What the head of a page says: title, description, canonical address, image to share."""

from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.models import Site

from hub.core.images.renditions import SHARE
from hub.core.site.settings import HubSettings
from hub.core.values.typography import french

# Around what search engines show of a description.
DESCRIPTION_LENGTH = 200


@dataclass(frozen=True)
class Metadata:
    title: str
    description: str
    canonical: str = ""
    image: str = ""
    kind: str = "website"
    indexable: bool = True


def site_settings(request):
    """Return the settings of the request's site, or unsaved defaults when there is none.

    Error pages have no site when the address is unknown: they must not fail for that.
    """
    site = Site.find_for_request(request) if request else None
    return HubSettings.for_request(request) if site else HubSettings()


def site_root(request):
    """Return the public address of the site, without a trailing slash."""
    site = Site.find_for_request(request) if request else None
    return site.root_url if site else ""


def page_metadata(request, page=None, listing=None, title="", subject=None):
    """Return the `Metadata` of what is served.

    `page` may be None (a view such as the search), `listing` a `hub.listing.listing.Listing`,
    `title` the name of a view, `subject` the theme or territory of a sub-address.
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


def page_title(page, title="", subject=None):
    """Return the title of what is served, empty on the home page of the site."""
    if subject is not None:
        return subject.name
    if page is None:
        return title
    if page.depth == 2:
        return page.seo_title
    return page.seo_title or getattr(page, "numbered_title", page.title)


def full_title(own_title, settings, listing=None):
    """Return « Titre, page 2 – Nom du site »; the site with its signature for the home page."""
    if not own_title:
        return french(f"{settings.site_name} – {settings.baseline}")
    number = listing.page.number if listing is not None else 1
    suffix = f", page {number}" if number > 1 else ""
    return french(f"{own_title}{suffix} – {settings.site_name}")


def description_of(page, subject, settings):
    """Return the first of what describes the page: its own words, then those of the site."""
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


def canonical_url(request, page, listing=None):
    """Return the one address of the page: no filters, the page number kept on a plain list."""
    root = site_root(request)
    if not root or page is None:
        return ""
    address = root + request.path
    filtered = listing is not None and listing.chips
    number = listing.page.number if listing is not None and not filtered else 1
    return f"{address}?page={number}" if number > 1 else address


def share_image_url(request, page, settings):
    """Return the absolute address of the image to share; empty when there is none."""
    image = getattr(page, "image", None) or settings.share_image
    if image is None or request is None:
        return ""
    if not hasattr(request, "_share_image_urls"):
        request._share_image_urls = {}  # the head and the JSON-LD of a page ask for the same one
    urls = request._share_image_urls
    if image.pk not in urls:
        urls[image.pk] = _rendition_url(image, request)
    return urls[image.pk]


def _rendition_url(image, request):
    rendition = image.find_existing_renditions(SHARE).get(SHARE)
    if rendition is None:  # not made yet: the page still opens
        return ""
    url = rendition.url
    return url if "://" in url else site_root(request) + url
