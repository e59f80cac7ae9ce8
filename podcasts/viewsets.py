from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Length, Substr
from django.http import HttpRequest
from django.urls import reverse
from django_filters import BooleanFilter, ModelChoiceFilter
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, NumberColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtailmedia.permissions import permission_policy as media_policy

from hub.core.editing.page_lists import (
    HubPageFilterSet,
    HubPageIndexView,
    HubPageListing,
    date_column,
)
from hub.core.importing.screens import ImportMenuItem
from podcasts.counting.report import DownloadsReport
from podcasts.models import DownloadCount, EpisodePage, PodcastIndexPage, PodcastPage


class ShowFilter(ModelChoiceFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Podcast", queryset=lambda request: PodcastPage.objects.all(), **kwargs
        )

    def filter(self, queryset: PageQuerySet, value: PodcastPage | None) -> PageQuerySet:
        return queryset.child_of(value) if value else queryset


class TranscriptFilter(BooleanFilter):
    def filter(self, queryset: QuerySet, value: bool | None) -> QuerySet:
        if value is None:
            return queryset
        return queryset.exclude(transcript="") if value else queryset.filter(transcript="")


class EpisodeFilterSet(HubPageFilterSet):
    show = ShowFilter()
    transcript = TranscriptFilter(label="Transcription")

    class Meta:
        model = EpisodePage
        fields = ["episode_kind", "season"]


class EpisodeIndexView(HubPageIndexView):
    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        show_path = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - EpisodePage.steplen)
        show = PodcastPage.objects.filter(path=show_path).order_by()
        counts = DownloadCount.objects.filter(episode=OuterRef("pk")).order_by().values("episode")
        total = Subquery(counts.annotate(total=Sum("downloads")).values("total"))
        return super().annotate_queryset(
            pages.annotate(show=Subquery(show.values("title")[:1]), downloads=Coalesce(total, 0))
        )


class EpisodeListing(HubPageListing):
    name = "episodes"
    model = EpisodePage
    icon = "media"
    menu_label = "Épisodes"
    index_view_class = EpisodeIndexView
    filterset_class = EpisodeFilterSet
    export_filename = "episodes"
    ordering = "-date"
    find_fields = ("title", "draft_title", "number")
    extra_columns = (
        Column("show", label="Podcast", sort_key="show"),
        Column("number", label="Numéro", sort_key="number"),
        date_column("date", "Diffusion"),
        Column("timecode", label="Durée", sort_key="duration"),
        BooleanColumn("transcript", label="Transcription"),
        NumberColumn("downloads", label="Écoutes", sort_key="downloads"),
    )


class ShowListing(HubPageListing):
    name = "shows"
    model = PodcastPage
    icon = "openquote"
    menu_label = "Podcasts"
    export_filename = "podcasts"
    filterset_class = HubPageFilterSet
    extra_columns = (
        Column("author", label="Auteur", sort_key="author"),
        NumberColumn("numchild", label="Épisodes", sort_key="numchild"),
        BooleanColumn("hosted_elsewhere", label="Hébergé ailleurs"),
    )


class SoundsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return media_policy.user_has_any_permission(request.user, ["add", "change", "delete"])


class DownloadsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(PodcastPage)
        permissions = DownloadsReport.any_permission_required
        return policy.user_has_any_permission(request.user, permissions)


class PodcastsGroup(ViewSetGroup):
    menu_label = "Podcasts"
    menu_name = "podcasts"
    menu_icon = "media"
    menu_order = 30
    items = (EpisodeListing, ShowListing)

    def get_submenu_items(self) -> list[MenuItem]:
        sounds = SoundsMenuItem(
            "Sons", reverse("wagtailmedia:index"), name="sounds", icon_name="media", order=90
        )
        downloads = DownloadsMenuItem(
            "Écoutes",
            reverse("podcast_downloads"),
            name="downloads",
            icon_name="list-ol",
            order=95,
        )
        importing = ImportMenuItem(
            "Importer un podcast",
            reverse("import_podcast"),
            name="import_podcast",
            icon_name="upload",
            order=900,
            index_model=PodcastIndexPage,
        )
        return [*super().get_submenu_items(), sounds, downloads, importing]
