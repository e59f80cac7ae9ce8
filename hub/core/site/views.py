from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse

ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /recherche/

Sitemap: {sitemap}
"""


def robots(request):
    """robots.txt (RFC 9309): everything but the admin and endless search addresses."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")


def favicon(request):
    """What asks for the icon at its old address (feed readers, browsers on a file) is shown it."""
    return redirect(static("img/favicon.png"))
