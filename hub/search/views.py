from django.template.response import TemplateResponse

from hub.search.listing import Listing


def search(request):
    """The search over everything: words, filters, results."""
    return TemplateResponse(request, "pages/search/search.html", {"listing": Listing(request)})
