from django.db.models import Count
from django.urls import path, reverse
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView

from hub.backoffice.snippets import FindableChooserViewSet, FindableViewSet
from hub.themes.merging import MergeView
from hub.themes.models import Theme


class ThemeChooserViewSet(FindableChooserViewSet):
    def get_object_list(self):
        return Theme.objects.active().order_by("slug")


class ThemeEditView(EditView):
    @property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.user_has_permission("delete") and not self.object.merged_into_id:
            url = reverse(self.model.snippet_viewset.get_url_name("merge"), args=[self.object.pk])
            buttons = [*buttons, Button("Fusionner", url=url, icon_name="resubmit", priority=50)]
        return buttons


class ThemeViewSet(FindableViewSet):
    model = Theme
    icon = "tag"
    menu_label = "Thèmes"
    menu_name = "themes"
    menu_order = 50
    add_to_admin_menu = True
    find_fields = ("name", "synonyms")
    ordering = "slug"  # without accents: « Économie » comes after « Diagnostic »
    list_display = [
        "name",
        Column("parent", label="Thème parent", sort_key="parent__name"),
        NumberColumn("page_count", label="Pages", sort_key="page_count"),
        Column(
            "synonyms",
            label="Synonymes et sigles",
            accessor=lambda theme: ", ".join(theme.synonym_list),
        ),
    ]
    list_filter = ["parent"]
    export_filename = "themes"
    edit_view_class = ThemeEditView
    merge_view_class = MergeView
    chooser_viewset_class = ThemeChooserViewSet
    inspect_view_fields = ["name", "definition", "parent", "synonyms"]

    def get_queryset(self, request):
        return (
            Theme.objects.active()
            .select_related("parent")
            .annotate(page_count=Count("page_items", distinct=True))
        )

    @property
    def merge_view(self):
        return self.construct_view(self.merge_view_class, edit_url_name=self.get_url_name("edit"))

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", self.merge_view, name="merge"),
        ]
