from wagtail import hooks

from hub.core.reports import report_menu_item, report_urls
from inspiration.reports import CompletenessReport, ResourceLinksReport
from inspiration.viewsets import InitiativesGroup

REPORTS = (CompletenessReport, ResourceLinksReport)


@hooks.register("register_admin_viewset")
def register_listings():
    return InitiativesGroup()


@hooks.register("register_admin_urls")
def register_report_urls():
    return [url for report in REPORTS for url in report_urls(report)]


for _report in REPORTS:
    hooks.register("register_reports_menu_item", lambda report=_report: report_menu_item(report))
