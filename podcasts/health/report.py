"""Report « Santé des podcasts »: published shows and episodes with problems, the worst first."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.query import PageQuerySet

from hub.core.editing.page_lists import HubPageFilterSet
from hub.core.editing.reports import HubPageReport
from hub.core.models import HubPage, HubPageQuerySet
from podcasts.health.checks import CHECKS, checked_pages, problems_of
from podcasts.models import EpisodePage, PodcastPage, SoundCheck


class ProblemFilter(ChoiceFilter):
    def __init__(self, **kwargs: Any) -> None:
        choices = [(check.slug, check.label) for check in CHECKS]
        super().__init__(label="Problème", choices=choices, empty_label="Tous", **kwargs)

    def filter(self, queryset: PageQuerySet, value: str) -> PageQuerySet:
        return queryset.filter(**{f"has_{value}": True}) if value else queryset


class PodcastHealthFilterSet(HubPageFilterSet):
    status = None  # type: ignore[assignment]  # published pages only
    problem = ProblemFilter()

    class Meta:
        model = HubPage
        fields = []


class PodcastHealthReport(HubPageReport):
    """Problems of the published podcasts (the command `check_podcasts` checks the sounds)."""

    slug = "sante-des-podcasts"
    page_title = "Santé des podcasts"
    header_icon = "media"
    filterset_class = PodcastHealthFilterSet
    default_ordering = "-health_rank"
    extra_columns = (
        Column(
            "problems",
            label="Ce qui ne va pas",
            accessor=lambda page: " ".join(page.problems),
            sort_key="health_rank",
        ),
        DateColumn("sound_checked_at", label="Son vérifié", sort_key="sound_checked_at"),
    )

    def filter_pages(self, pages: HubPageQuerySet) -> HubPageQuerySet:
        checked = SoundCheck.objects.current().filter(episode=OuterRef("pk"))
        return (
            checked_pages()
            .filter(pk__in=pages.values("pk"), health_rank__gt=0)
            .annotate(sound_checked_at=Subquery(checked.values("checked_at")[:1]))
        )

    def decorate_paginated_queryset(self, object_list: Iterable[HubPage]) -> list[HubPage]:
        """Add the words of the problems, with a fixed number of queries."""
        pages = list(object_list)
        keys = [page.pk for page in pages]
        episodes = EpisodePage.objects.filter(pk__in=keys).select_related("sound_check")
        specific: dict[int, Any] = {
            **episodes.defer("notes", "transcript").prefetch_related("chapters").in_bulk(),
            **PodcastPage.objects.filter(pk__in=keys).select_related("image").in_bulk(),
        }
        for page in pages:
            page.problems = problems_of(page, specific[page.pk])
        return pages
