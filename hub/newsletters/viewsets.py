from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from hub.backoffice.snippets import FindableViewSet
from hub.core.editing.page_lists import (
    THEMES,
    HubPageFilterSet,
    HubPageIndexView,
    HubPageListing,
    date_column,
    themes_column,
)
from hub.newsletters.models import NewsletterPage, Rubrique


class LetterIndexView(HubPageIndexView):
    def paginate_queryset(
        self, queryset: QuerySet[NewsletterPage], page_size: int
    ) -> tuple[Paginator, Page, QuerySet[NewsletterPage], bool]:
        """Set `rubrique_count` on the letters of the page.

        The list defers the body: one more query reads those of the letters shown.
        """
        paginator, page, letters, is_paginated = super().paginate_queryset(queryset, page_size)
        bodies = NewsletterPage.objects.filter(pk__in=[letter.pk for letter in letters])
        counts = {pk: len(body) for pk, body in bodies.values_list("pk", "rubriques")}
        for letter in letters:
            letter.rubrique_count = counts[letter.pk]
        return paginator, page, letters, is_paginated


class LetterFilterSet(HubPageFilterSet):
    class Meta:
        model = NewsletterPage
        fields = {"date": ["year"]}


class LetterListing(HubPageListing):
    name = "letters"
    model = NewsletterPage
    icon = "mail"
    menu_label = "Lettres"
    index_view_class = LetterIndexView
    filterset_class = LetterFilterSet
    export_filename = "lettres"
    ordering = "-number"
    find_fields = ("title", "draft_title", "number", "period")
    extra_columns = (
        Column("number", label="Numéro", sort_key="number"),
        date_column("date", "Parution"),
        Column("rubrique_count", label="Rubriques"),
        themes_column(),
    )
    prefetched = (THEMES,)


class RubriqueViewSet(FindableViewSet):
    model = Rubrique
    icon = "list-ul"
    menu_label = "Rubriques"
    menu_name = "rubriques"
    find_fields = ("name", "tagline")
    list_display = [
        "__str__",
        Column("tagline", label="Accroche"),
        BooleanColumn("active", label="Proposée", sort_key="active"),
    ]
    list_filter = ["active"]
    sort_order_field = "sort_order"
    replaceable = True
    export_filename = "rubriques"
    inspect_view_fields = ["name", "emoji", "tagline", "active"]


class LettersGroup(SnippetViewSetGroup):
    """The menu « Lettres »; `register_letters_menu_item` adds items to it."""

    menu_label = "Lettres"
    menu_name = "letters"
    menu_icon = "mail"
    menu_order = 10
    submenu_hook = "register_letters_menu_item"
    items = (LetterListing, RubriqueViewSet)
