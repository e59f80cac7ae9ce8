"""Report of the downloads of each show, month by month."""

import datetime
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

from django.db.models import QuerySet, Sum
from django.db.models.functions import Length, Substr, TruncMonth
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from hub.backoffice.exports import ColumnExportMixin
from podcasts.models import DownloadCount, EpisodePage, PodcastPage

MONTHS = 12


def last_months(today: datetime.date, number: int = MONTHS) -> list[datetime.date]:
    """Return the first days of the last months, the oldest first, that of `today` last."""
    index = today.year * 12 + today.month - 1
    return [
        datetime.date(month // 12, month % 12 + 1, 1)
        for month in range(index - number + 1, index + 1)
    ]


def downloads_by_show(since: datetime.date) -> dict[str, dict[datetime.date, int]]:
    """Return {tree path of the show: {first day of the month: downloads}} since a day."""
    show_path = Substr("episode__path", 1, Length("episode__path") - EpisodePage.steplen)
    rows = (
        DownloadCount.objects.filter(day__gte=since)
        .annotate(show_path=show_path, month=TruncMonth("day"))
        .values("show_path", "month")
        .annotate(total=Sum("downloads"))
        .order_by()
    )
    by_show: dict[str, dict[datetime.date, int]] = defaultdict(dict)
    for row in rows:
        by_show[row["show_path"]][row["month"]] = row["total"]
    return by_show


class DownloadsReport(ColumnExportMixin, ReportView):
    """A row per show that the user may explore, a column per month."""

    page_title = "Écoutes par mois"
    header_icon = "media"
    model = PodcastPage
    any_permission_required = ["add", "change", "publish"]
    index_url_name = "podcast_downloads"
    index_results_url_name = "podcast_downloads_results"
    export_filename = "ecoutes"
    default_ordering = "title"
    is_searchable = False

    @cached_property
    def permission_policy(self) -> BasePermissionPolicy:
        return policy_registry.get_by_type(PodcastPage)

    @cached_property
    def months(self) -> list[datetime.date]:
        return last_months(timezone.localdate())

    @cached_property
    def by_show(self) -> dict[str, dict[datetime.date, int]]:
        return downloads_by_show(self.months[0])

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title",
                label="Podcast",
                sort_key="title",
                get_url=lambda show: reverse("wagtailadmin_pages:edit", args=[show.pk]),
            ),
            *[self._month_column(month) for month in self.months],
            NumberColumn("total", label="12 mois", accessor=self._total),
        ]

    def _month_column(self, month: datetime.date) -> Column:
        def downloads(show: PodcastPage) -> int:
            return self.by_show.get(show.path, {}).get(month, 0)

        label = date_format(month, "M Y")
        return NumberColumn(f"{month:%Y-%m}", label=label, accessor=downloads)

    def _total(self, show: PodcastPage) -> int:
        return sum(self.by_show.get(show.path, {}).values())

    def get_base_queryset(self) -> QuerySet[PodcastPage]:
        explorable = self.permission_policy.explorable_instances(self.request.user)
        return PodcastPage.objects.filter(pk__in=explorable.values("pk"))


def downloads_report_urls() -> list[URLPattern]:
    """Return the admin URL patterns of the report."""
    view: Callable = DownloadsReport.as_view
    return [
        path("podcasts/ecoutes/", view(), name="podcast_downloads"),
        path(
            "podcasts/ecoutes/results/", view(results_only=True), name="podcast_downloads_results"
        ),
    ]
