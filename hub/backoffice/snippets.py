"""Base viewset and views of the snippets: people, organisations, themes, territories."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    SnippetViewSet,
)

from hub.backoffice.creating import CreationMixin, FindableCreateView, SuggestView
from hub.backoffice.deleting import RefuseInUseMixin
from hub.backoffice.exports import ColumnExportMixin
from hub.backoffice.finding import ChooserFindMixin, FindMixin, find_by_fields
from hub.backoffice.guides.beside import GuideButtonMixin
from hub.backoffice.history import KeepHistoryMixin, SaveOnRequestMixin
from hub.backoffice.replacing import ReplaceView
from hub.backoffice.row_by_words import candidates_for, rows_named
from hub.backoffice.twins import TwinWarningMixin


class FindableIndexView(GuideButtonMixin, ColumnExportMixin, FindMixin, IndexView):
    """Listing searched with the viewset's `find`; exports the columns shown."""

    add_item_label = "Ajouter"

    def find(self, queryset: QuerySet, query: str) -> QuerySet:
        return self.model.snippet_viewset.find(queryset, query)


class FindableAddView(TwinWarningMixin, SaveOnRequestMixin, CreateView):
    """Create view without autosave."""


class FindableEditView(TwinWarningMixin, KeepHistoryMixin, SaveOnRequestMixin, EditView):
    """Edit view without autosave, which saves the replaced state as a revision."""


class FindableDeleteView(RefuseInUseMixin, DeleteView):
    """Delete view that refuses objects in use and lists their uses."""


RESULTS_TEMPLATE = "backoffice/chooser_results.html"


class FindableChooseView(CreationMixin, ChooserFindMixin, ChooseView):
    results_template_name = RESULTS_TEMPLATE


class FindableChooseResultsView(CreationMixin, ChooserFindMixin, ChooseResultsView):
    results_template_name = RESULTS_TEMPLATE


class FindableChooserViewSet(SnippetChooserViewSet):
    """Chooser with the listing's search; `creation_form_class` adds a « Créer » tab."""

    choose_view_class = FindableChooseView
    choose_results_view_class = FindableChooseResultsView
    create_view_class = FindableCreateView
    creation_tab_label = "Créer"

    def get_object_list(self) -> QuerySet:
        """Return the rows that may be chosen."""
        return self.model.objects.all()

    @property
    def create_view(self) -> Callable[..., HttpResponse]:
        return self.construct_view(
            self.inject_view_methods(self.create_view_class, ["get_object_list"])
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        suggest = self.construct_view(SuggestView)
        return [*super().get_urlpatterns(), path("suggest/", suggest, name="suggest")]


class FindableViewSet(SnippetViewSet):
    """Snippet whose listing and chooser search the same `find_fields`."""

    find_fields: tuple[str, ...] = ("name",)
    index_view_class = FindableIndexView
    add_view_class = FindableAddView
    edit_view_class = FindableEditView
    delete_view_class = FindableDeleteView
    chooser_viewset_class = FindableChooserViewSet
    inspect_view_enabled = True  # for users without the permission to edit
    copy_view_enabled = False
    list_per_page = 50
    # Whether the view « Remplacer partout » exists; the delete view links to it for objects in use.
    replaceable = False

    def get_delete_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        if self.replaceable:
            kwargs.setdefault("instead_url_name", self.get_url_name("replace"))
        return super().get_delete_view_kwargs(**kwargs)

    @cached_property
    def replace_view_class(self) -> type[ReplaceView]:
        return type(
            f"{self.model.__name__}ReplaceView",
            (ReplaceView,),
            {"widget_factory": self.chooser_viewset.widget_class},
        )

    @property
    def replace_view(self) -> Callable[..., HttpResponse]:
        return self.construct_view(
            self.replace_view_class,
            header_icon=self.icon,
            edit_url_name=self.get_url_name("edit"),
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = super().get_urlpatterns()
        if self.replaceable:
            patterns.append(path("replace/<int:pk>/", self.replace_view, name="replace"))
        return patterns

    def find(self, queryset: QuerySet, query: str) -> QuerySet:
        """Return the rows of `queryset` that match the search words `query`."""
        return find_by_fields(queryset, query, self.find_fields)

    def resolve(self, words: str) -> list[Any]:
        """Return the rows that a typed name may be: one is chosen, several are named."""
        return rows_named(candidates_for(self.model, words), words)
