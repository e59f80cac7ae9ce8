"""Addresses of the hub; those that readers bookmark are listed in docs/features/addresses.md."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from home.styleguide.views import styleguide
from hub.core.caching import serve_media
from hub.core.sitemaps import HubSitemap
from hub.core.views import favicon, robots
from hub.search.feeds import ListingFeed
from hub.search.views import search

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("recherche/", search, name="search"),
    path("sitemap.xml", sitemap, {"sitemaps": {"hub": HubSitemap}}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon),
    path("composants/", styleguide),
    path("<slug:slug>.rss", ListingFeed(), name="listing_feed"),
    # Served by Django only while developing: `static` gives nothing when DEBUG is off.
    *static(settings.MEDIA_URL, view=serve_media),
    path("", include(wagtail_urls)),
]
