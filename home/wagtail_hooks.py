from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from home.dashboard import WelcomePanel


@hooks.register("construct_homepage_panels")
def welcome(request, panels):
    panels.append(WelcomePanel(request))


@hooks.register("insert_global_admin_css")
def style_the_admin():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_js")
def name_what_has_no_name():
    return format_html('<script type="module" src="{}"></script>', static("js/admin/names.js"))
