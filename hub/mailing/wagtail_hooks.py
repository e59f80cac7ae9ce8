from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.mailing import mailbox


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern]:
    return mailbox.urls()


@hooks.register("register_reports_menu_item")
def add_to_reports() -> MenuItem:
    return mailbox.menu_item()
