from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.dashboard import arrange_panels
from home.territory.report import silent_territories_menu_item, silent_territories_urls
from hub.backoffice.guides import views as guides
from hub.backoffice.keeping import conflicts
from hub.backoffice.keeping import views as kept_text

# Prefixes of the names of help menu items that link to Wagtail's sites, in English.
EXTERNAL_HELP = ("whats-new", "editor-guide")

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
def add_admin_styles() -> SafeString:
    sheets = ((static(f"css/admin/{name}.css"),) for name in STYLES)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_global_admin_js")
def add_accessible_names() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("js/admin/names.js"))


@hooks.register("insert_global_admin_js")
def add_rich_text_scripts() -> SafeString:
    scripts = ("js/admin/rich-text.js", "js/admin/rich-text-tables.js")
    return format_html_join(
        "\n", '<script type="module" src="{}"></script>', ((static(name),) for name in scripts)
    )


# Drafts kept in the browser: docs/features/kept-text.md


@hooks.register("register_admin_urls")
def register_kept_text_urls() -> list[URLPattern]:
    return kept_text.urlpatterns


@hooks.register("insert_global_admin_js")
def add_draft_keeping_script() -> SafeString:
    return format_html(
        '<script type="module" src="{}"></script>', static("js/admin/keeping/main.js")
    )


for _kind in ("page", "snippet", "setting"):
    hooks.register(f"before_edit_{_kind}", conflicts.refuse_unseen_version, order=-10)
    hooks.register(f"after_edit_{_kind}", conflicts.link_replaced_version)


@hooks.register("register_admin_urls")
def register_guide_urls() -> list[URLPattern]:
    return guides.urlpatterns


@hooks.register("register_admin_urls")
def register_silent_territories() -> list[URLPattern]:
    return silent_territories_urls()


@hooks.register("register_reports_menu_item")
def add_silent_territories_to_reports() -> MenuItem:
    return silent_territories_menu_item()


@hooks.register("register_help_menu_item")
def add_guides_to_help_menu() -> MenuItem:
    return MenuItem(
        "Guides de la rédaction", reverse("guides"), name="guides", icon_name="help", order=100
    )


@hooks.register("construct_main_menu")
def hide_snippets_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Hide the menu item of snippets: each type of snippet has its own."""
    items[:] = [item for item in items if item.name != "snippets"]


@hooks.register("construct_help_menu")
def hide_external_help(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(EXTERNAL_HELP)]
