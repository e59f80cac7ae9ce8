"""Admin screens of the search synonyms."""

from typing import Any

from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import CreateView

from hub.backoffice.snippets import FindableViewSet
from hub.search.models import SearchSynonyms
from hub.search.query import printable


class SynonymsCreateView(CreateView):
    """The form that adds synonyms, with the words prefilled from `?mots=` (a failed query)."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "words": printable(self.request.GET.get("mots", ""))}


class SynonymsViewSet(FindableViewSet):
    model = SearchSynonyms
    icon = "resubmit"
    menu_label = "Synonymes"
    menu_name = "search-synonyms"
    find_fields = ("words", "also")
    ordering = "words"
    list_display = [
        Column("words", label="Mots cherchés", accessor=lambda item: ", ".join(item.word_list)),
        Column(
            "also",
            label="Comprendre aussi",
            accessor=lambda item: ", ".join(item.also_list) or "les uns pour les autres",
        ),
        DateColumn("changed_at", label="Modifiés", sort_key="changed_at"),
    ]
    export_filename = "synonymes"
    add_view_class = SynonymsCreateView
    inspect_view_fields = ["words", "also", "changed_at"]
