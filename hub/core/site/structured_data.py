"""schema.org data (JSON-LD) of the pages: what all types share; each type adds its own part.

A model describes itself with `structured_data(request)`, a dict. Empty values are dropped:
what is not known is not said.
"""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from hub.core.site.breadcrumbs import breadcrumb_trail
from hub.core.site.metadata import share_image_url, site_root, site_settings

CONTEXT = "https://schema.org"
# Inside a script element, these could close it or open a comment (as `json_script` does).
UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
# Line separators end a string in old JavaScript engines.
UNSAFE |= {0x2028: "\\u2028", 0x2029: "\\u2029"}


def known(data):
    """Return `data` without its empty values (None, "", [], {}), at any depth."""
    if isinstance(data, dict):
        pairs = ((key, known(value)) for key, value in data.items())
        kept = {key: value for key, value in pairs if value not in (None, "", [], {})}
        return {} if set(kept) == {"@type"} else kept
    if isinstance(data, list | tuple):
        return [item for item in map(known, data) if item not in (None, "", [], {})]
    return data


def page_data(page, request, schema_type):
    """Return what every listable page says: name, summary, dates, subjects, places, licence."""
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


def publisher_data(request):
    """Return the organisation behind the site."""
    settings = site_settings(request)
    return {
        "@type": "Organization",
        "name": settings.publisher or settings.site_name,
        "url": f"{site_root(request)}/",
    }


def website_data(request):
    """Return the site and how to search it."""
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


def collection_data(page, request):
    """Return a list page, whatever it lists."""
    return {
        "@type": "CollectionPage",
        "name": page.title,
        "url": page.get_full_url(request),
        "inLanguage": "fr",
        "isPartOf": {"@type": "WebSite", "url": f"{site_root(request)}/"},
    }


def breadcrumb_data(page, request, current=""):
    """Return the trail as a BreadcrumbList; empty where there is only one step."""
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


def structured_data_of(request, page=None, current=""):
    """Return all that the page says of itself, as a list of schema.org objects."""
    if request is None or page is None:
        return []
    describe = getattr(page, "structured_data", None)
    own = describe(request) if describe else {}
    if current:
        own = {**own, "name": current, "url": site_root(request) + request.path}
    parts = [own, breadcrumb_data(page, request, current)]
    return [{"@context": CONTEXT, **part} for part in known(parts)]


def script_of(data):
    """Return a JSON-LD script element for `data`, or nothing without data.

    The content cannot leave the script element, whatever an editor typed.
    """
    if not data:
        return ""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
