from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.widgets.button import Button

from hub.backoffice.snippets import FindableDeleteView, FindableEditView, FindableViewSet
from hub.themes.choosing import ThemeChooserViewSet
from hub.themes.merging import MergeView
from hub.themes.models import Theme


class ThemeEditView(FindableEditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Redirect the form of a merged theme to the theme that replaced it."""
        if target := self.live_object.merged_into:
            messages.warning(
                request,
                f"«\u00a0{self.live_object.name}\u00a0» est fusionné avec "
                f"«\u00a0{target.name}\u00a0»\u00a0: voici le thème en usage.",
            )
            return redirect(self.edit_url_name, target.pk)
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if self.user_has_permission("delete") and not self.object.merged_into_id:
            url = reverse(self.model.snippet_viewset.get_url_name("merge"), args=[self.object.pk])
            buttons = [*buttons, Button("Fusionner", url=url, icon_name="resubmit", priority=50)]
        return buttons


class ThemeDeleteView(FindableDeleteView):
    instead_label = "Fusionner avec un autre thème"
    in_use_advice = (
        "Fusionnez-le\u00a0: ses pages porteront l’autre thème, et son adresse y mènera."
    )


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
    delete_view_class = ThemeDeleteView
    merge_view_class = MergeView
    chooser_viewset_class = ThemeChooserViewSet
    inspect_view_fields = ["name", "definition", "parent", "synonyms"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        return (
            Theme.objects.active()
            .select_related("parent")
            .annotate(page_count=Count("page_items", distinct=True))
        )

    def get_delete_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_delete_view_kwargs(instead_url_name=self.get_url_name("merge"), **kwargs)

    @property
    def merge_view(self) -> Callable[..., HttpResponse]:
        return self.construct_view(self.merge_view_class, edit_url_name=self.get_url_name("edit"))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", self.merge_view, name="merge"),
        ]
