from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from hub.core.editing.reports import report_menu_item, report_urls
from podcasts.counting.report import downloads_report_urls
from podcasts.deleting import deletion_urls
from podcasts.delivery.views import serve_uploaded_sound
from podcasts.feed.checking_view import FeedCheckView
from podcasts.health.report import PodcastHealthReport
from podcasts.importing_admin.views import ImportPodcastView, PodcastReportView
from podcasts.models import PodcastPage
from podcasts.sounds import HostFactsView, SoundFactsView
from podcasts.transcript_editing import EditableTranscriptView
from podcasts.viewsets import PodcastsGroup


@hooks.register("register_admin_viewset")
def register_listings() -> PodcastsGroup:
    return PodcastsGroup()


@hooks.register("register_admin_urls")
def register_sound_facts() -> list[URLPattern]:
    return [
        path("sons/<int:pk>/", SoundFactsView.as_view(), name="sound_facts"),
        path("transcriptions/lire/", EditableTranscriptView.as_view(), name="editable_transcript"),
        path("sons/hebergeur/", HostFactsView.as_view(), name="host_facts"),
        path("sons/<int:pk>/fichier/", serve_uploaded_sound, name="uploaded_sound"),
    ]


@hooks.register("register_admin_urls")
def register_downloads_report() -> list[URLPattern]:
    return downloads_report_urls()


@hooks.register("register_admin_urls")
def register_feed_check() -> list[URLPattern]:
    return [path("podcasts/<int:pk>/flux/", FeedCheckView.as_view(), name="feed_check")]


@hooks.register("register_page_header_buttons")
def add_feed_check_button(
    page: Page, user: AbstractUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield « Vérifier le flux » in the menu of a show, for users who may edit it."""
    if isinstance(page, PodcastPage) and page.pk and page.permissions_for_user(user).can_edit():
        url = reverse("feed_check", args=[page.pk])
        yield Button("Vérifier le flux", url=url, icon_name="rss", priority=12)


@hooks.register("construct_main_menu")
def move_sounds_under_podcasts(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "media"]


@hooks.register("register_admin_urls", order=-1)  # before wagtailmedia's, which has the same URL
def register_deletion_urls() -> list[URLPattern]:
    return deletion_urls()


@hooks.register("register_admin_urls")
def register_health_report() -> list[URLPattern]:
    return report_urls(PodcastHealthReport)


@hooks.register("register_reports_menu_item")
def add_health_report_to_menu() -> MenuItem:
    return report_menu_item(PodcastHealthReport)


@hooks.register("register_admin_urls")
def register_import_urls() -> list[URLPattern]:
    return [
        path("podcasts/importer/", ImportPodcastView.as_view(), name="import_podcast"),
        path(
            "podcasts/importer/compte-rendu/",
            PodcastReportView.as_view(),
            name="import_podcast_report",
        ),
    ]
