"""What `hub.core` adds to Wagtail, by subject; the code is in the module that each part names."""

from django.http import Http404
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.userbar import AccessibilityItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import LogFormatter

from hub.backoffice.dates import views as dates
from hub.backoffice.deleting import SnippetBulkDelete
from hub.backoffice.history import CURRENT_STATE
from hub.backoffice.pages import HubPageViewSet
from hub.backoffice.revisions.blocks import register_changed_blocks
from hub.backoffice.revisions.values import register_formatting
from hub.backoffice.usage.replacing import REPLACED
from hub.core.blocks import speech_forms  # noqa: F401 - registers the adapter
from hub.core.editing.bulk.actions import BULK_ACTIONS
from hub.core.editing.bulk.history import name_bulk_changes
from hub.core.editing.bulk.listings import (
    ListedDeleteAction,
    ListedMoveAction,
    ListedUnpublishAction,
)
from hub.core.editing.bulk.publishing import HubPublishBulkAction
from hub.core.editing.content_checks import HubContentChecker
from hub.core.editing.deleting import DocumentBulkDelete, ImageBulkDelete, deletion_urls
from hub.core.editing.drafts import NewDraftView
from hub.core.editing.image_report import (
    image_problems_panel,
    image_report_menu_item,
    image_report_urls,
)
from hub.core.editing.page_lists import listing_url
from hub.core.editing.reports import (
    ThemelessReport,
    UndescribedImagesReport,
    UnverifiedReport,
    report_menu_item,
    report_urls,
)
from hub.core.images.avatars import check_avatars
from hub.core.publication.scheduling import REFUSED
from hub.core.publication.views import publication_list
from hub.core.site.visibility import is_visible
from hub.core.story.rich_text import VisiblePageLinkHandler

REPORTS = (ThemelessReport, UndescribedImagesReport, UnverifiedReport)

check_avatars()
register_formatting()
register_changed_blocks()

# The public site ------------------------------------------------------------------------------


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own handler
def hide_links_to_hidden_pages(features):
    features.register_link_type(VisiblePageLinkHandler)


@hooks.register("before_serve_page", order=100)  # after Wagtail has asked members to log in
def close_hidden_pages(page, request, serve_args, serve_kwargs):
    """Wagtail itself only takes an expired page down when its scheduled task runs."""
    if not is_visible(page, request):
        raise Http404("Cette page n’est plus publiée.")


# Addresses of the admin -----------------------------------------------------------------------


@hooks.register("register_admin_urls")
def register_admin_screens():
    return [
        path("pages/<int:page_id>/publication/", publication_list, name="page_publication_list"),
        path("brouillons/nouveau/", NewDraftView.as_view(), name="new_draft"),
        *dates.urls,
        *[url for report in REPORTS for url in report_urls(report)],
        *image_report_urls(),
    ]


@hooks.register("register_admin_urls", order=-1)  # before Wagtail's, which have the same address
def refuse_to_delete_what_is_in_use():
    return deletion_urls()


@hooks.register("register_admin_viewset", order=100)  # after Wagtail's own, that it replaces
def register_page_views():
    return HubPageViewSet()


@hooks.register("after_delete_page")
def go_back_to_the_list(request, page):
    """Return to the list of the type: the form that was left no longer exists."""
    url = listing_url(page.specific_class)
    if url and not get_valid_next_url_from_request(request):
        return redirect(url)
    return None


# Bulk actions: the last one registered for a type is used --------------------------------------

for _action in BULK_ACTIONS:
    hooks.register("register_bulk_action", _action)
# After Wagtail's own, which they replace; before those of a single model.
for _action in (ImageBulkDelete, DocumentBulkDelete, SnippetBulkDelete):
    hooks.register("register_bulk_action", _action, order=50)
for _action in (
    HubPublishBulkAction,
    ListedDeleteAction,
    ListedMoveAction,
    ListedUnpublishAction,
):
    hooks.register("register_bulk_action", _action, order=100)


# Menus and the first screen -------------------------------------------------------------------

for _report in REPORTS:
    hooks.register("register_reports_menu_item", lambda report=_report: report_menu_item(report))
hooks.register("register_reports_menu_item", image_report_menu_item)


@hooks.register("construct_homepage_panels")
def tell_images_not_shown(request, panels):
    if panel := image_problems_panel(request.user):
        panels.append(panel)


# History --------------------------------------------------------------------------------------

hooks.register("register_log_actions", name_bulk_changes)


@hooks.register("register_log_actions")
def name_history_actions(actions):
    actions.register_action(
        REFUSED, "Publication refusée", "Mise en ligne prévue refusée\u00a0: page incomplète"
    )
    actions.register_action(
        CURRENT_STATE, "Garder l’état précédent", "État avant la modification qui suit"
    )

    @actions.register_action(REPLACED)
    class ReplaceLogFormatter(LogFormatter):
        label = "Remplacer"

        def format_message(self, log_entry):
            data = log_entry.data
            return f"«\u00a0{data['old']}\u00a0» remplacé par «\u00a0{data['new']}\u00a0»"


# Scripts of every screen ----------------------------------------------------------------------


@hooks.register("insert_global_admin_js")
def watch_what_is_typed():
    """Before the widgets of a page start: the pickers take their default options from it."""
    return format_html(
        '<script src="{}" data-read-url="{}"></script><script src="{}"></script>',
        static("js/admin/dates.js"),
        reverse("read_written_date"),
        static("js/admin/limits.js"),
    )


@hooks.register("insert_global_admin_js")
def load_chooser_scripts():
    """Choosers open from any form of the admin."""
    return format_html(
        '<script src="{}"></script><script src="{}" data-url="{}"></script>',
        static("js/admin/choosers.js"),
        static("js/admin/page-drafts.js"),
        reverse("new_draft"),
    )


@hooks.register("insert_global_admin_js")
def help_uploads():
    """Forms that take a file are in pages and in the windows of choosers: on every screen."""
    scripts = ("js/admin/upload-titles.js", "js/admin/upload-labels.js")
    return format_html_join(
        "\n", '<script type="module" src="{}"></script>', ((static(name),) for name in scripts)
    )


@hooks.register("construct_wagtail_userbar")
def check_more(request, items, page):
    items[:] = [
        HubContentChecker() if isinstance(item, AccessibilityItem) else item for item in items
    ]
