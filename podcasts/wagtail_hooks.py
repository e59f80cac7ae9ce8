from wagtail import hooks

from podcasts.viewsets import PodcastsGroup


@hooks.register("register_admin_viewset")
def register_listings():
    return PodcastsGroup()


@hooks.register("construct_main_menu")
def move_sounds_under_podcasts(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name != "media"]
