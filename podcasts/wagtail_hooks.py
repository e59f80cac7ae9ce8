from django.urls import path
from wagtail import hooks

from podcasts.sounds import SoundFactsView
from podcasts.viewsets import PodcastsGroup


@hooks.register("register_admin_viewset")
def register_listings():
    return PodcastsGroup()


@hooks.register("register_admin_urls")
def register_sound_facts():
    return [path("sons/<int:pk>/", SoundFactsView.as_view(), name="sound_facts")]


@hooks.register("construct_main_menu")
def move_sounds_under_podcasts(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name != "media"]
