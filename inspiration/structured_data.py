"""schema.org data of initiatives and resources."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from hub.core.site.documents import is_visible_document
from hub.core.site.metadata import site_root
from hub.core.site.structured_data import page_data

if TYPE_CHECKING:
    from inspiration.models import InitiativePage, ResourcePage

DATASET = "donnees"  # ResourceKind.DATASET, not imported: its module imports this one


def initiative_data(page: "InitiativePage", request: HttpRequest) -> dict[str, Any]:
    """Return the initiative as an Article with its location."""
    return {
        **page_data(page, request, "Article"),
        "headline": page.title,
        "contentLocation": _place(page),
    }


def _place(page: "InitiativePage") -> dict[str, Any]:
    """Return the location of an initiative, with its name and coordinates if known."""
    point = (
        {"@type": "GeoCoordinates", "latitude": page.latitude, "longitude": page.longitude}
        if page.latitude is not None and page.longitude is not None
        else None
    )
    return {"@type": "Place", "name": page.site_name, "geo": point}


def resource_data(page: "ResourcePage", request: HttpRequest) -> dict[str, Any]:
    """Return the resource as a Dataset or a CreativeWork, with its file or its URL."""
    is_data = page.resource_kind == DATASET
    data = {
        **page_data(page, request, "Dataset" if is_data else "CreativeWork"),
        "creditText": page.author,
        "dateCreated": str(page.year) if page.year else "",
        "inLanguage": page.language,
    }
    if page.document:
        key, kind = ("distribution", "DataDownload") if is_data else ("encoding", "MediaObject")
        if is_visible_document(page.document, request):
            data[key] = {"@type": kind, "contentUrl": site_root(request) + page.document.url}
    else:
        data["sameAs"] = page.resource_url
    return data
