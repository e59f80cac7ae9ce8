"""schema.org data (JSON-LD) of pages: the part shared by all types.

A page type adds its own part with a method `structured_data(request)` that returns a dict. Empty
values are dropped from the output.
"""

import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from hub.core.site.breadcrumbs import breadcrumb_trail
from hub.core.site.metadata import share_image_url, site_root, site_settings

if TYPE_CHECKING:
    from hub.core.models import HubPage

CONTEXT = "https://schema.org"
# Escaped as `json_script` does: inside a script element they could close it or open a comment.
UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
# Line separators end a string in old JavaScript engines.
UNSAFE |= {0x2028: "\\u2028", 0x2029: "\\u2029"}


def drop_empty(data: Any) -> Any:
    """Return `data` without its empty values (None, "", [], {}), at any depth."""
    if isinstance(data, dict):
        pairs = ((key, drop_empty(value)) for key, value in data.items())
        kept = {key: value for key, value in pairs if value not in (None, "", [], {})}
        return {} if set(kept) == {"@type"} else kept
    if isinstance(data, list | tuple):
        return [item for item in map(drop_empty, data) if item not in (None, "", [], {})]
    return data


def page_data(page: "HubPage", request: HttpRequest, schema_type: str) -> dict[str, Any]:
    """Return the properties shared by listable pages: name, dates, themes, places, licence…"""
    settings = site_settings(request)
    return {
        "@type": schema_type,
        "name": page.title,
        "description": page.summary,
        "url": page.get_full_url(request),
        "image": share_image_url(request, page, settings) if page.image else "",
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "inLanguage": "fr",
        "license": page.licence_url,
        "keywords": [theme.name for theme in page.ranked_themes],
        "spatialCoverage": [
            {"@type": "Place", "name": territory.name} for territory in page.territories
        ],
        "publisher": publisher_data(request),
    }


def publisher_data(request: HttpRequest) -> dict[str, Any]:
    """Return the publisher of the site as an Organization."""
    settings = site_settings(request)
    return {
        "@type": "Organization",
        "name": settings.publisher or settings.site_name,
        "url": f"{site_root(request)}/",
    }


def website_data(request: HttpRequest) -> dict[str, Any]:
    """Return the site as a WebSite, with its SearchAction."""
    settings, root = site_settings(request), site_root(request)
    return {
        "@type": "WebSite",
        "name": settings.site_name,
        "alternateName": settings.baseline,
        "description": settings.description,
        "url": f"{root}/",
        "inLanguage": "fr",
        "publisher": publisher_data(request),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{root}/recherche/?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def collection_data(page: Page, request: HttpRequest) -> dict[str, Any]:
    """Return a list page as a CollectionPage."""
    return {
        "@type": "CollectionPage",
        "name": page.title,
        "url": page.get_full_url(request),
        "inLanguage": "fr",
        "isPartOf": {"@type": "WebSite", "url": f"{site_root(request)}/"},
    }


def breadcrumb_data(page: Page, request: HttpRequest, current: str = "") -> dict[str, Any]:
    """Return the breadcrumb as a BreadcrumbList; empty for fewer than two steps."""
    crumbs = breadcrumb_trail(page, request, current)
    if len(crumbs) < 2:
        return {}
    root = site_root(request)
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": crumb.title,
            "item": crumb.url and (crumb.url if "://" in crumb.url else root + crumb.url),
        }
        for position, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def structured_data_of(
    request: HttpRequest | None, page: Page | None = None, current: str = ""
) -> list[dict[str, Any]]:
    """Return the schema.org objects of a page: its own, then its breadcrumb."""
    if request is None or page is None:
        return []
    describe = getattr(page, "structured_data", None)
    own = describe(request) if describe else {}
    if current:
        own = {**own, "name": current, "url": site_root(request) + request.path}
    parts = [own, breadcrumb_data(page, request, current)]
    return [{"@context": CONTEXT, **part} for part in drop_empty(parts)]


def json_ld_script(data: list[dict[str, Any]]) -> SafeString | str:
    """Return a JSON-LD script element for `data`; empty without data.

    `<`, `>` and `&` are escaped, so that no content can close the script element.
    """
    if not data:
        return ""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
