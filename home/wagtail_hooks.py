from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from home.dashboard import WelcomePanel
from hub.backoffice.keeping import conflicts
from hub.backoffice.keeping import views as kept_text


@hooks.register("construct_homepage_panels")
def welcome(request, panels):
    panels.append(WelcomePanel(request))


@hooks.register("insert_global_admin_css")
def style_the_admin():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_js")
def name_what_has_no_name():
    return format_html('<script type="module" src="{}"></script>', static("js/admin/names.js"))


# Texts kept on the device: docs/features/kept-text.md


@hooks.register("register_admin_urls")
def register_kept_text_urls() -> list[URLPattern]:
    return kept_text.urlpatterns


@hooks.register("insert_global_admin_css")
def style_kept_text() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/kept-text.css"))


@hooks.register("insert_global_admin_js")
def keep_typed_text() -> SafeString:
    return format_html(
        '<script type="module" src="{}"></script>', static("js/admin/keeping/main.js")
    )


for _kind in ("page", "snippet", "setting"):
    hooks.register(f"before_edit_{_kind}", conflicts.refuse_unseen_version, order=-10)
    hooks.register(f"after_edit_{_kind}", conflicts.tell_what_was_replaced)
