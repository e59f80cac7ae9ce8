"""The admin of the small things that pages point to: people, themes, territories…"""

from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from hub.backoffice.creating import CreationMixin, FindableCreateView, SuggestView
from hub.backoffice.exports import ColumnExportMixin
from hub.backoffice.finding import ChooserFindMixin, FindMixin, find_by_fields


class FindableIndexView(ColumnExportMixin, FindMixin, IndexView):
    """A listing searched by `model.snippet_viewset.find`, exported as it is shown."""

    add_item_label = "Ajouter"

    def find(self, queryset, query):
        return self.model.snippet_viewset.find(queryset, query)


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
    chooser_viewset_class = FindableChooserViewSet
    inspect_view_enabled = True  # who may not edit may still read
    copy_view_enabled = False
    list_per_page = 50

    def find(self, queryset, query):
        """Return the rows of `queryset` that answer `query`, as an editor types it."""
        return find_by_fields(queryset, query, self.find_fields)
