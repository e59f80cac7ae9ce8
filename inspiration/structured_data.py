"""schema.org data of initiatives and resources."""

from hub.core.site.metadata import site_root
from hub.core.site.structured_data import page_data

DATASET = "donnees"  # ResourceKind.DATASET, whose module imports this one


def initiative_data(page, request):
    """Return the initiative as an Article that says where it happens."""
    return {
        **page_data(page, request, "Article"),
        "headline": page.title,
        "contentLocation": _place(page),
    }


def _place(page):
    """The site of an initiative; without a name, a point alone."""
    point = (
        {"@type": "GeoCoordinates", "latitude": page.latitude, "longitude": page.longitude}
        if page.latitude is not None and page.longitude is not None
        else None
    )
    return {"@type": "Place", "name": page.site_name, "geo": point}


def resource_data(page, request):
    """Return the resource as a Dataset or a CreativeWork, with its file or its address."""
    is_data = page.resource_kind == DATASET
    data = {
        **page_data(page, request, "Dataset" if is_data else "CreativeWork"),
        "creditText": page.author,
        "dateCreated": str(page.year) if page.year else "",
        "inLanguage": page.language,
    }
    if page.document:
        key, kind = ("distribution", "DataDownload") if is_data else ("encoding", "MediaObject")
        data[key] = {"@type": kind, "contentUrl": site_root(request) + page.document.url}
    else:
        data["sameAs"] = page.resource_url
    return data
