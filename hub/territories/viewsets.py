from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.formats import number_format
from wagtail.admin.ui.tables import Column

from hub.backoffice.snippets import FindableViewSet
from hub.slugs import french_slug
from hub.territories.choosing import TerritoryChooserViewSet
from hub.territories.models import Territory


def find_territories(queryset: QuerySet[Territory], query: str) -> QuerySet[Territory]:
    """Return the territories that match a name or a code, the best matches first.

    Searches `slug`, the name without accents, so that the database can do the matching.
    """
    words = [word for word in french_slug(query).split("-") if word]
    if not words:
        return queryset.none() if query.strip() else queryset
    code = query.replace(" ", "").upper()
    named = Q()
    for word in words:
        named &= Q(slug__contains=word)
    name = "-".join(words)
    likeness = Case(
        When(code=code, then=Value(0)),
        When(slug=name, then=Value(1)),
        When(slug__startswith=name, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return queryset.filter(named | Q(code__startswith=code)).order_by(
        likeness, "-in_programme", "name", "code"
    )


def format_grouped(number: int | None) -> str:
    """Return a whole number in groups of three digits; empty for None."""
    return "" if number is None else number_format(number, force_grouping=True)


class TerritoryViewSet(FindableViewSet):
    model = Territory
    icon = "globe"
    menu_label = "Territoires"
    menu_name = "territories"
    menu_order = 60
    add_to_admin_menu = True
    ordering = ["slug", "code"]
    list_display = [
        "name",
        Column("kind", label="Nature", accessor="get_kind_display", sort_key="kind"),
        Column("code", label="Code", sort_key="code"),
        Column("parent", label="Fait partie de", accessor="parent.name"),
        Column(
            "population",
            label="Population",
            accessor=lambda territory: format_grouped(territory.population),
            sort_key="population",
        ),
        Column(
            "in_programme",
            label="Programme",
            accessor=lambda territory: "Pilote" if territory.in_programme else "",
            sort_key="in_programme",
        ),
    ]
    list_filter = ["kind", "in_programme"]
    replaceable = True
    export_filename = "territoires"
    chooser_viewset_class = TerritoryChooserViewSet
    inspect_view_fields = [
        "name",
        "kind",
        "code",
        "parent",
        "population",
        "population_year",
        "in_programme",
        "presentation",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Territory]:
        return Territory.objects.select_related("parent")

    def find(self, queryset: QuerySet[Territory], query: str) -> QuerySet[Territory]:
        return find_territories(queryset, query)
