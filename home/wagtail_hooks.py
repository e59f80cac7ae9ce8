from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.dashboard import arrange_panels
from hub.backoffice.guides import views as guides

# Wagtail's own help is in English, on other sites.
ELSEWHERE = ("whats-new", "editor-guide")

hooks.register("construct_homepage_panels", arrange_panels)


@hooks.register("insert_global_admin_css")
def style_the_admin():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_admin_urls")
def register_guides():
    return guides.urlpatterns


@hooks.register("register_help_menu_item")
def add_guides_to_the_help():
    return MenuItem(
        "Guides de la rédaction", reverse("guides"), name="guides", icon_name="help", order=100
    )


@hooks.register("construct_main_menu")
def leave_out_the_list_of_snippets(request, items):
    """Each kind of shared content is in a menu of its own, under a name that editors know."""
    items[:] = [one for one in items if one.name != "snippets"]


@hooks.register("construct_help_menu")
def leave_out_the_help_of_other_sites(request, items):
    items[:] = [one for one in items if not one.name.startswith(ELSEWHERE)]
