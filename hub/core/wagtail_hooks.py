"""Wagtail hooks of `hub.core`, by subject."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import AccessibilityItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page
from wagtail.models.audit_log import BaseLogEntry
from wagtail.rich_text.feature_registry import FeatureRegistry

from hub.backoffice.dates import views as dates
from hub.backoffice.deleting import SnippetBulkDelete
from hub.backoffice.history import CURRENT_STATE
from hub.backoffice.pages import HubPageViewSet
from hub.backoffice.revisions.blocks import register_changed_blocks
from hub.backoffice.revisions.values import register_formatting
from hub.backoffice.usage.replacing import REPLACED
from hub.core.blocks import speech_forms  # noqa: F401 - registers the adapter
from hub.core.editing.bulk.actions import BULK_ACTIONS
from hub.core.editing.bulk.history import register_bulk_changes
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
from hub.core.images.avatars import use_hub_avatar_form
from hub.core.publication.name_views import check_names, keep_name, keep_names_of_form
from hub.core.publication.scheduling import REFUSED
from hub.core.publication.views import publication_list
from hub.core.site.visibility import is_published
from hub.core.story.rich_text import VisiblePageLinkHandler

REPORTS = (ThemelessReport, UndescribedImagesReport, UnverifiedReport)

use_hub_avatar_form()
register_formatting()
register_changed_blocks()

# The public site ------------------------------------------------------------------------------


@hooks.register("register_rich_text_features", order=10)  # replaces Wagtail's own handler
def hide_links_to_hidden_pages(features: FeatureRegistry) -> None:
    features.register_link_type(VisiblePageLinkHandler)


@hooks.register("before_serve_page")
def refuse_expired_pages(
    page: Page, request: HttpRequest, serve_args: list[Any], serve_kwargs: dict[str, Any]
) -> None:
    """Raise Http404 for expired pages: Wagtail unpublishes them only in `publish_scheduled`.

    View restrictions are left to Wagtail, which checks them after this hook and shows its forms.
    """
    if not is_published(page):
        raise Http404("Cette page n’est plus publiée.")


# Addresses of the admin -----------------------------------------------------------------------


@hooks.register("register_admin_urls")
def register_admin_screens() -> list[URLPattern]:
    return [
        path("pages/<int:page_id>/publication/", publication_list, name="page_publication_list"),
        path("pages/noms/", check_names, name="check_names"),
        path("pages/<int:page_id>/noms/garder/", keep_name, name="keep_name"),
        path("brouillons/nouveau/", NewDraftView.as_view(), name="new_draft"),
        *dates.urls,
        *[url for report in REPORTS for url in report_urls(report)],
        *image_report_urls(),
    ]


@hooks.register("register_admin_urls", order=-1)  # before Wagtail's, which have the same URLs
def register_deletion_urls() -> list[URLPattern]:
    return deletion_urls()


@hooks.register("register_admin_viewset", order=100)  # after Wagtail's own, to replace it
def register_page_views() -> HubPageViewSet:
    return HubPageViewSet()


@hooks.register("after_delete_page")
def redirect_to_list(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Redirect to the list of the page's type, unless the request has a `next` URL."""
    url = listing_url(page.specific_class)
    if url and not get_valid_next_url_from_request(request):
        return redirect(url)
    return None


# Bulk actions: the last one registered with an action type is used ------------------------------

for _action in BULK_ACTIONS:
    hooks.register("register_bulk_action", _action)
# After Wagtail's own, to replace them; before those of a single model.
for _action in (ImageBulkDelete, DocumentBulkDelete, SnippetBulkDelete):
    hooks.register("register_bulk_action", _action, order=50)
for _action in (
    HubPublishBulkAction,
    ListedDeleteAction,
    ListedMoveAction,
    ListedUnpublishAction,
):
    hooks.register("register_bulk_action", _action, order=100)


# Menus and the admin home ---------------------------------------------------------------------

for _report in REPORTS:
    hooks.register("register_reports_menu_item", lambda report=_report: report_menu_item(report))
hooks.register("register_reports_menu_item", image_report_menu_item)


@hooks.register("construct_homepage_panels")
def add_image_problems_panel(request: HttpRequest, panels: list[Component]) -> None:
    if panel := image_problems_panel(request.user):
        panels.append(panel)


# History --------------------------------------------------------------------------------------

hooks.register("register_log_actions", register_bulk_changes)


@hooks.register("register_log_actions")
def register_history_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        REFUSED, "Publication refusée", "Mise en ligne prévue refusée\u00a0: page incomplète"
    )
    actions.register_action(
        CURRENT_STATE, "Garder l’état précédent", "État avant la modification qui suit"
    )

    @actions.register_action(REPLACED)
    class ReplaceLogFormatter(LogFormatter):
        label = "Remplacer"

        def format_message(self, log_entry: BaseLogEntry) -> str:
            data = log_entry.data
            return f"«\u00a0{data['old']}\u00a0» remplacé par «\u00a0{data['new']}\u00a0»"


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def keep_doubtful_names(request: HttpRequest, page: Page) -> None:
    keep_names_of_form(request, page)


# Scripts of all admin pages -------------------------------------------------------------------


@hooks.register("insert_global_admin_js")
def load_input_scripts() -> SafeString:
    """Load the date and length-limit scripts before the widgets, which read their options there."""
    return format_html(
        '<script src="{}" data-read-url="{}"></script><script src="{}"></script>',
        static("js/admin/dates.js"),
        reverse("read_written_date"),
        static("js/admin/limits.js"),
    )


@hooks.register("insert_global_admin_js")
def load_chooser_scripts() -> SafeString:
    """Load the chooser scripts on all pages: choosers open from any form."""
    return format_html(
        '<script src="{}"></script><script src="{}" data-url="{}"></script>',
        static("js/admin/choosers.js"),
        static("js/admin/page-drafts.js"),
        reverse("new_draft"),
    )


@hooks.register("insert_global_admin_js")
def load_upload_scripts() -> SafeString:
    """Load the upload scripts on all pages: file forms are also in chooser modals."""
    scripts = ("js/admin/upload-titles.js", "js/admin/upload-labels.js")
    return format_html_join(
        "\n", '<script type="module" src="{}"></script>', ((static(name),) for name in scripts)
    )


@hooks.register("construct_wagtail_userbar")
def add_content_checks(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """Replace Wagtail's accessibility item of the user bar by `HubContentChecker`."""
    items[:] = [
        HubContentChecker() if isinstance(item, AccessibilityItem) else item for item in items
    ]
