from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from hub.worker import screens


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern]:
    return screens.urls()


@hooks.register("register_reports_menu_item")
def add_to_reports() -> MenuItem:
    return screens.menu_item()


@hooks.register("construct_homepage_panels")
def add_stopped_panel(request: HttpRequest, panels: list[Component]) -> None:
    if panel := screens.stopped_panel(request.user):
        panels.append(panel)


@hooks.register("register_permissions")
def register_task_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="worker", codename__in=["view_jobstate", "change_jobstate"]
    )
