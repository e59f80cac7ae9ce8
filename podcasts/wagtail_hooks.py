from django.urls import path
from wagtail import hooks

from podcasts.deleting import deletion_urls
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


@hooks.register("register_admin_urls", order=-1)  # before wagtailmedia's, at the same address
def refuse_to_delete_sounds_in_use():
    return deletion_urls()
