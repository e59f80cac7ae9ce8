"""Images whose renditions failed or never came: a report, and a notice on the first screen."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from hub.backoffice.exports import ColumnExportMixin
from hub.core.images.renditions import every_filter
from hub.core.models import HubImage

# The task that makes renditions runs right after the upload: later, it was stopped.
PATIENCE = timedelta(minutes=15)
NEVER_MADE = "Ses tailles n’ont jamais été faites. Enregistrez l’image pour les demander."


def images_without_renditions():
    """Return the images that lack renditions, because they failed or because no task made them."""
    wanted = [each.spec for each in every_filter()]
    made = Count("renditions__filter_spec", Q(renditions__filter_spec__in=wanted), distinct=True)
    late = Q(made__lt=len(wanted), created_at__lt=timezone.now() - PATIENCE)
    return HubImage.objects.annotate(made=made).filter(~Q(rendition_problem="") | late)


def may_change_images(user):
    """Tell whether `user` may change some images."""
    return policy_registry.get_by_type(HubImage).user_has_permission(user, "change")


class ImageProblemsReport(ColumnExportMixin, ReportView):
    """The images that readers do not see, each with the reason and a link to its form."""

    page_title = "Images qui ne s’affichent pas"
    header_icon = "image"
    model = HubImage
    permission_required = "change"
    index_url_name = "hub_report_images"
    index_results_url_name = "hub_report_images_results"
    export_filename = "images-qui-ne-s-affichent-pas"
    default_ordering = "-created_at"

    @cached_property
    def permission_policy(self):
        return policy_registry.get_by_type(HubImage)

    @cached_property
    def columns(self):
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

    def get_base_queryset(self):
        mine = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return images_without_renditions().filter(pk__in=mine.values("pk"))


def reason_of(image):
    return image.rendition_problem or NEVER_MADE


class ImageProblemsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_change_images(request.user)


def image_report_urls():
    """Return the admin addresses of the report."""
    report = ImageProblemsReport
    results = report.as_view(results_only=True)
    return [
        path("reports/images-non-affichees/", report.as_view(), name=report.index_url_name),
        path("reports/images-non-affichees/results/", results, name=report.index_results_url_name),
    ]


def image_report_menu_item():
    """Return the item of the report in the menu « Rapports »."""
    report = ImageProblemsReport
    return ImageProblemsMenuItem(
        report.page_title,
        reverse(report.index_url_name),
        name="images-problems",
        icon_name=report.header_icon,
        order=700,
    )


class ImageProblemsPanel(Component):
    """A notice on the first screen, only while some images do not show."""

    name = "hub_image_problems"
    template_name = "core/admin/image_problems_panel.html"
    order = 20

    def __init__(self, count):
        self.count = count

    def get_context_data(self, parent_context=None):
        return {"count": self.count, "url": reverse(ImageProblemsReport.index_url_name)}


def image_problems_panel(user):
    """Return the notice for `user`; None when all is well or when it is not their business."""
    if not may_change_images(user):
        return None
    count = images_without_renditions().count()
    return ImageProblemsPanel(count) if count else None
