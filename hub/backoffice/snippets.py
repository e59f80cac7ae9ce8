"""The admin of the small things that pages point to: people, themes, territories…"""

from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from hub.backoffice.exports import ColumnExportMixin
from hub.backoffice.finding import ChooserFindMixin, FindMixin, find_by_fields
from hub.backoffice.guides.beside import GuideButtonMixin


class FindableIndexView(GuideButtonMixin, ColumnExportMixin, FindMixin, IndexView):
    """A listing searched by `model.snippet_viewset.find`, exported as it is shown."""

    add_item_label = "Ajouter"

    def find(self, queryset, query):
        return self.model.snippet_viewset.find(queryset, query)


RESULTS_TEMPLATE = "backoffice/chooser_results.html"


class FindableChooseView(ChooserFindMixin, ChooseView):
    results_template_name = RESULTS_TEMPLATE


class FindableChooseResultsView(ChooserFindMixin, ChooseResultsView):
    results_template_name = RESULTS_TEMPLATE


class FindableChooserViewSet(SnippetChooserViewSet):
    choose_view_class = FindableChooseView
    choose_results_view_class = FindableChooseResultsView


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
