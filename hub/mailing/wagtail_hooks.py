from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.mailing.screens import mailbox, subscribers
from hub.mailing.screens.subscriber import SubscriberView


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern]:
    report = subscribers.SubscribersReport
    results = report.as_view(results_only=True)
    return [
        *mailbox.urls(),
        path("reports/abonnes/", report.as_view(), name=report.index_url_name),
        path("reports/abonnes/results/", results, name=report.index_results_url_name),
        path("reports/abonnes/<int:pk>/", SubscriberView.as_view(), name="hub_subscriber"),
    ]


@hooks.register("register_reports_menu_item")
def add_mailbox_to_reports() -> MenuItem:
    return mailbox.menu_item()


@hooks.register("register_reports_menu_item")
def add_subscribers_to_reports() -> MenuItem:
    return subscribers.menu_item()


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let administrators choose, in « Groupes », who reads the addresses and erases them."""
    return Permission.objects.filter(content_type__app_label="mailing")
