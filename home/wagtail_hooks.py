from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.dashboard import arrange_panels
from hub.backoffice.guides import views as guides
from hub.backoffice.keeping import conflicts
from hub.backoffice.keeping import views as kept_text

# Wagtail's own help is in English, on other sites.
ELSEWHERE = ("whats-new", "editor-guide")

hooks.register("construct_homepage_panels", arrange_panels)


# One file of static/css/admin/ per subject.
STYLES = (
    "base",
    "choosers",
    "comparing",
    "dashboard",
    "fields",
    "guides",
    "import-initiatives",
    "kept-text",
    "outline",
)


@hooks.register("insert_global_admin_css")
def style_the_admin() -> SafeString:
    sheets = ((static(f"css/admin/{name}.css"),) for name in STYLES)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_global_admin_js")
def name_what_has_no_name():
    return format_html('<script type="module" src="{}"></script>', static("js/admin/names.js"))


@hooks.register("insert_global_admin_js")
def send_the_last_words() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("js/admin/rich-text.js"))


# Texts kept on the device: docs/features/kept-text.md


@hooks.register("register_admin_urls")
def register_kept_text_urls() -> list[URLPattern]:
    return kept_text.urlpatterns


@hooks.register("insert_global_admin_js")
def keep_typed_text() -> SafeString:
    return format_html(
        '<script type="module" src="{}"></script>', static("js/admin/keeping/main.js")
    )


for _kind in ("page", "snippet", "setting"):
    hooks.register(f"before_edit_{_kind}", conflicts.refuse_unseen_version, order=-10)
    hooks.register(f"after_edit_{_kind}", conflicts.link_replaced_version)


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
