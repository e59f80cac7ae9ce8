"""Report of images without renditions, and its notice on the admin home."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from hub.backoffice.exports import ColumnExportMixin
from hub.core.images.renditions.uses import every_filter
from hub.core.models import HubImage

# The task that makes renditions runs right after an upload; past this delay, it was interrupted.
GRACE_PERIOD = timedelta(minutes=15)
NEVER_MADE = "Ses tailles n’ont jamais été faites. Enregistrez l’image pour les demander."


def images_without_renditions() -> QuerySet[HubImage]:
    """Return the images whose renditions failed, or are still incomplete after GRACE_PERIOD."""
    specs = [image_filter.spec for image_filter in every_filter()]
    made = Count("renditions__filter_spec", Q(renditions__filter_spec__in=specs), distinct=True)
    late = Q(made__lt=len(specs), created_at__lt=timezone.now() - GRACE_PERIOD)
    return HubImage.objects.annotate(made=made).filter(~Q(rendition_problem="") | late)


def may_change_images(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Tell whether `user` may change at least some images."""
    return policy_registry.get_by_type(HubImage).user_has_permission(user, "change")


class ImageProblemsReport(ColumnExportMixin, ReportView):
    """Images that are not displayed, each with the reason and a link to its edit form."""

    page_title = "Images qui ne s’affichent pas"
    header_icon = "image"
    model = HubImage
    permission_required = "change"
    index_url_name = "hub_report_images"
    index_results_url_name = "hub_report_images_results"
    export_filename = "images-qui-ne-s-affichent-pas"
    default_ordering = "-created_at"

    @cached_property
    def permission_policy(self) -> BasePermissionPolicy:
        return policy_registry.get_by_type(HubImage)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title",
                label="Titre",
                sort_key="title",
                get_url=lambda image: reverse("wagtailimages:edit", args=[image.pk]),
            ),
            Column("reason", label="Raison", accessor=reason_of),
            Column("file", label="Fichier", accessor="filename"),
            DateColumn("created_at", label="Ajoutée", sort_key="created_at"),
        ]

    def get_base_queryset(self) -> QuerySet[HubImage]:
        editable = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        return images_without_renditions().filter(pk__in=editable.values("pk"))


def reason_of(image: HubImage) -> str:
    return image.rendition_problem or NEVER_MADE


class ImageProblemsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_change_images(request.user)


def image_report_urls() -> list[URLPattern]:
    """Return the admin URL patterns of the report."""
    report = ImageProblemsReport
    results = report.as_view(results_only=True)
    return [
        path("reports/images-non-affichees/", report.as_view(), name=report.index_url_name),
        path("reports/images-non-affichees/results/", results, name=report.index_results_url_name),
    ]


def image_report_menu_item() -> ImageProblemsMenuItem:
    """Return the menu item of the report, in « Rapports »."""
    report = ImageProblemsReport
    return ImageProblemsMenuItem(
        report.page_title,
        reverse(report.index_url_name),
        name="images-problems",
        icon_name=report.header_icon,
        order=700,
    )


class ImageProblemsPanel(Component):
    """Notice on the admin home while some images are not displayed."""

    name = "hub_image_problems"
    template_name = "core/admin/image_problems_panel.html"
    order = 20

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {"count": self.count, "url": reverse(ImageProblemsReport.index_url_name)}


def image_problems_panel(
    user: AbstractBaseUser | AnonymousUser,
) -> ImageProblemsPanel | None:
    """Return the notice; None without such images, or if `user` may not change images."""
    if not may_change_images(user):
        return None
    count = images_without_renditions().count()
    return ImageProblemsPanel(count) if count else None
