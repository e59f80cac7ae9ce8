from django.http import Http404
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin.userbar import AccessibilityItem, ContentCheckerItem
from wagtail.admin.utils import get_valid_next_url_from_request

from hub.backoffice.pages import HubPageViewSet
from hub.backoffice.revisions.blocks import register_changed_blocks
from hub.backoffice.revisions.values import register_words
from hub.core.listings import listing_url
from hub.core.reports import (
    ThemelessReport,
    UndescribedImagesReport,
    UnverifiedReport,
    report_menu_item,
    report_urls,
)
from hub.core.rich_text import VisiblePageLinkHandler
from hub.core.visibility import is_visible

register_words()
register_changed_blocks()

REPORTS = (ThemelessReport, UndescribedImagesReport, UnverifiedReport)


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own handler
def hide_links_to_hidden_pages(features):
    features.register_link_type(VisiblePageLinkHandler)


@hooks.register("before_serve_page", order=100)  # after Wagtail has asked members to log in
def close_hidden_pages(page, request, serve_args, serve_kwargs):
    """Wagtail itself only takes an expired page down when its scheduled task runs."""
    if not is_visible(page, request):
        raise Http404("Cette page n’est plus publiée.")


@hooks.register("register_admin_urls")
def register_report_urls():
    return [url for report in REPORTS for url in report_urls(report)]


for _report in REPORTS:
    hooks.register("register_reports_menu_item", lambda report=_report: report_menu_item(report))


@hooks.register("register_admin_viewset", order=100)  # after Wagtail's own, that it replaces
def register_page_views():
    return HubPageViewSet()


@hooks.register("after_delete_page")
def go_back_to_the_list(request, page):
    """A form that is gone cannot be gone back to: Wagtail then shows the tree, we the list."""
    url = listing_url(page.specific_class)
    if url and not get_valid_next_url_from_request(request):
        return redirect(url)
    return None


class HubContentChecker(ContentCheckerItem):
    """What the preview verifies beyond Wagtail's own rules: what a story can get wrong.

    Only the content is looked at: an editor cannot mend the header nor the footer.
    """

    axe_include = ["main"]
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "list",
        "listitem",
        "table-fake-caption",
        "th-has-data-cells",
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": "Image sans texte de remplacement",
            "help_text": "Dites ce que montre l’image, ou cochez «\u00a0image décorative\u00a0».",
        },
        "list": {
            "error_name": "Liste mal formée",
            "help_text": "Refaites la liste avec le bouton «\u00a0liste\u00a0» de l’éditeur.",
        },
        "listitem": {
            "error_name": "Élément hors d’une liste",
            "help_text": "Refaites la liste avec le bouton «\u00a0liste\u00a0» de l’éditeur.",
        },
        "table-fake-caption": {
            "error_name": "Légende écrite dans le tableau",
            "help_text": "Déplacez-la dans le champ «\u00a0Légende\u00a0» du tableau.",
        },
        "th-has-data-cells": {
            "error_name": "En-tête de tableau sans données",
            "help_text": "Vérifiez les en-têtes du tableau.",
        },
    }


@hooks.register("construct_wagtail_userbar")
def check_more(request, items, page):
    items[:] = [
        HubContentChecker() if isinstance(item, AccessibilityItem) else item for item in items
    ]
