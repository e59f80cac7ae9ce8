from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from podcasts.deleting import deletion_urls
from podcasts.sounds import SoundFactsView
from podcasts.viewsets import PodcastsGroup


@hooks.register("register_admin_viewset")
def register_listings() -> PodcastsGroup:
    return PodcastsGroup()


@hooks.register("register_admin_urls")
def register_sound_facts() -> list[URLPattern]:
    return [path("sons/<int:pk>/", SoundFactsView.as_view(), name="sound_facts")]


@hooks.register("construct_main_menu")
def move_sounds_under_podcasts(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "media"]


@hooks.register("register_admin_urls", order=-1)  # before wagtailmedia's, which has the same URL
def register_deletion_urls() -> list[URLPattern]:
    return deletion_urls()
