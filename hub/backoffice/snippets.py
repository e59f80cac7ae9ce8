"""The admin of the small things that pages point to: people, themes, territories…"""

from functools import cached_property

from django.db.models import QuerySet
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
from hub.backoffice.twins import TwinWarningMixin


class FindableIndexView(GuideButtonMixin, ColumnExportMixin, FindMixin, IndexView):
    """A listing searched by `model.snippet_viewset.find`, exported as it is shown."""

    add_item_label = "Ajouter"

    def find(self, queryset, query):
        return self.model.snippet_viewset.find(queryset, query)


class FindableAddView(TwinWarningMixin, SaveOnRequestMixin, CreateView):
    """A form saved by its button only."""


class FindableEditView(TwinWarningMixin, KeepHistoryMixin, SaveOnRequestMixin, EditView):
    """A form saved by its button only, that keeps the state it replaces."""


class FindableDeleteView(RefuseInUseMixin, DeleteView):
    """Delete what nothing points at; otherwise list the places and offer a replacement."""


RESULTS_TEMPLATE = "backoffice/chooser_results.html"


class FindableChooseView(CreationMixin, ChooserFindMixin, ChooseView):
    results_template_name = RESULTS_TEMPLATE


class FindableChooseResultsView(CreationMixin, ChooserFindMixin, ChooseResultsView):
    results_template_name = RESULTS_TEMPLATE


class FindableChooserViewSet(SnippetChooserViewSet):
    """A chooser that searches as the listing does; `creation_form_class` adds a « Créer » tab."""

    choose_view_class = FindableChooseView
    choose_results_view_class = FindableChooseResultsView
    create_view_class = FindableCreateView
    creation_tab_label = "Créer"

    def get_object_list(self) -> QuerySet:
        """Return the rows that may be chosen."""
        return self.model.objects.all()

    @property
    def create_view(self):
        return self.construct_view(
            self.inject_view_methods(self.create_view_class, ["get_object_list"])
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        suggest = self.construct_view(SuggestView)
        return [*super().get_urlpatterns(), path("suggest/", suggest, name="suggest")]


class FindableViewSet(SnippetViewSet):
    """A snippet that its listing and its chooser find alike, by `find_fields`."""

    find_fields = ("name",)
    index_view_class = FindableIndexView
    add_view_class = FindableAddView
    edit_view_class = FindableEditView
    delete_view_class = FindableDeleteView
    chooser_viewset_class = FindableChooserViewSet
    inspect_view_enabled = True  # who may not edit may still read
    copy_view_enabled = False
    list_per_page = 50
    # Whether the screen « Remplacer partout » exists, and is offered for what is in use.
    replaceable = False

    def get_delete_view_kwargs(self, **kwargs):
        if self.replaceable:
            kwargs.setdefault("instead_url_name", self.get_url_name("replace"))
        return super().get_delete_view_kwargs(**kwargs)

    @cached_property
    def replace_view_class(self):
        return type(
            f"{self.model.__name__}ReplaceView",
            (ReplaceView,),
            {"widget_factory": self.chooser_viewset.widget_class},
        )

    @property
    def replace_view(self):
        return self.construct_view(
            self.replace_view_class,
            header_icon=self.icon,
            edit_url_name=self.get_url_name("edit"),
        )

    def get_urlpatterns(self):
        patterns = super().get_urlpatterns()
        if self.replaceable:
            patterns.append(path("replace/<int:pk>/", self.replace_view, name="replace"))
        return patterns

    def find(self, queryset, query):
        """Return the rows of `queryset` that answer `query`, as an editor types it."""
        return find_by_fields(queryset, query, self.find_fields)
