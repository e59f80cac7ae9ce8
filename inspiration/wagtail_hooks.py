from django.urls import URLPattern, path, reverse
from wagtail import hooks

from hub.core.editing.reports import report_menu_item, report_urls
from hub.core.importing.screens import ImportMenuItem
from inspiration.importing_admin.views import (
    ImportInitiativesView,
    ImportReportView,
    ModelFileView,
)
from inspiration.models import InitiativeIndexPage
from inspiration.reports import CompletenessReport, ResourceLinksReport
from inspiration.viewsets import InitiativesGroup

REPORTS = (CompletenessReport, ResourceLinksReport)


@hooks.register("register_admin_viewset")
def register_listings() -> InitiativesGroup:
    return InitiativesGroup()


@hooks.register("register_admin_urls")
def register_import_urls() -> list[URLPattern]:
    folder = "initiatives/importer/"
    return [
        path(folder, ImportInitiativesView.as_view(), name="import_initiatives"),
        path(f"{folder}modele/", ModelFileView.as_view(), name="import_initiatives_model"),
        path(
            f"{folder}compte-rendu/", ImportReportView.as_view(), name="import_initiatives_report"
        ),
    ]


@hooks.register("register_initiatives_menu_item")
def add_import_to_menu() -> ImportMenuItem:
    return ImportMenuItem(
        "Importer des initiatives",
        reverse("import_initiatives"),
        icon_name="upload",
        order=900,
        index_model=InitiativeIndexPage,
    )


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    return [url for report in REPORTS for url in report_urls(report)]


for _report in REPORTS:
    hooks.register("register_reports_menu_item", lambda report=_report: report_menu_item(report))
