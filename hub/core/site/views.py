from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse

ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /recherche/

Sitemap: {sitemap}
"""


def robots(request: HttpRequest) -> HttpResponse:
    """Serve robots.txt (RFC 9309): everything but the admin and the unlimited search URLs."""
    sitemap = settings.BASE_URL + reverse("sitemap")  # not the Host header, which is the reader's
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Redirect /favicon.ico, which feed readers and some browsers request, to the icon."""
    return redirect(static("img/favicon.png"))
