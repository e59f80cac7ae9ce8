"""URL patterns of the hub; public URLs are documented in docs/features/addresses.md."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path, register_converter
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from home.formats import sub_list
from home.styleguide.views import styleguide
from hub.accounts import views as accounts
from hub.accounts.second_factor.login import AdminCodeView, ReaderCodeView
from hub.core.site.caching import serve_media
from hub.core.site.sitemaps import HubSitemap
from hub.core.site.views import favicon, robots
from hub.listing.clicks import count_click
from hub.listing.format_names import FormatConverter
from hub.listing.formats.views import index_list, search_list
from hub.listing.views import search, suggestions

register_converter(FormatConverter, "format")

# A 503 page while the database is away, instead of a 500.
handler400 = "hub.monitoring.outage.bad_request"
handler500 = "hub.monitoring.outage.server_error"

urlpatterns = [
    # Wagtail's URLs, with limits on attempts: its names resolve to the same paths.
    path("admin/login/", accounts.AdminLoginView.as_view()),
    path("admin/login/code/", AdminCodeView.as_view(), name="hub_login_code"),
    path("admin/password_reset/", accounts.PasswordResetView.as_view()),
    path(
        "admin/password_reset/confirm/<uidb64>/<token>/",
        accounts.PasswordResetConfirmView.as_view(),
    ),
    path(
        "_util/login/",
        accounts.ReaderLoginView.as_view(template_name=settings.WAGTAIL_FRONTEND_LOGIN_TEMPLATE),
    ),
    path("_util/login/code/", ReaderCodeView.as_view(), name="hub_reader_login_code"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("sons/", include("podcasts.delivery.urls")),
    path("abonnement/", include("hub.mailing.pages.urls")),
    path("recherche/", search, name="search"),
    path("recherche/clic/", count_click, name="search_click"),
    path("recherche/suggestions/", suggestions, name="suggestions"),
    path("sitemap.xml", sitemap, {"sitemaps": {"hub": HubSitemap}}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon),
    path("composants/", styleguide),
    path("recherche.<format:name>", search_list),
    path("<slug:index>/<slug:path>.<format:name>", sub_list),
    path("<slug:slug>.<format:name>", index_list),
    # Uploaded files, in development only: `static` returns no pattern when DEBUG is off.
    *static(settings.MEDIA_URL, view=serve_media),
    path("", include("podcasts.feed.urls")),
    path("", include(wagtail_urls)),
]
