from django.db import models
from django.db.models import Case, CharField, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from hub.backoffice.row_by_words import MAX_CANDIDATES
from hub.backoffice.snippets import FindableViewSet
from hub.territories.choosing import TerritoryChooserViewSet, format_grouped
from hub.territories.cohorts import CohortViewSet
from hub.territories.finding import find_pks, resolve, search
from hub.territories.models import Territory

# Maximum number of territories searched, then shown when the list has filters.
MAX_FOUND, MAX_SHOWN = 1000, 200


def find_territories(queryset: QuerySet[Territory], query: str) -> QuerySet[Territory]:
    """Return the territories that match a text, the best matches first; see `search`.

    `found_by` is the other name that matched, or empty.
    """
    if not query.strip():
        return queryset
    names = find_pks(query, MAX_FOUND)
    kept = set(queryset.order_by().filter(pk__in=names).values_list("pk", flat=True))
    shown = [pk for pk in names if pk in kept][:MAX_SHOWN]
    if not shown:
        return queryset.none()
    order = [When(pk=pk, then=Value(rank)) for rank, pk in enumerate(shown)]
    aliases = [When(pk=pk, then=Value(names[pk])) for pk in shown if names[pk]]
    return (
        queryset.filter(pk__in=shown)
        .annotate(
            found_by=Case(*aliases, default=Value(""), output_field=CharField())
            if aliases
            else Value("", output_field=CharField())
        )
        .order_by(Case(*order, output_field=IntegerField()))
    )


def describe_state(territory: Territory) -> str:
    """Return the words of the « État » column of the list."""
    if not territory.dissolved_in:
        return "" if territory.edition else "Ajouté à la main"
    if territory.successor:
        return f"Remplacé par {territory.successor} en {territory.dissolved_in}"
    return f"Disparu en {territory.dissolved_in}"


def with_content() -> QuerySet:
    """Return the ids of the territories of at least one page, drafts included."""
    return Territory.objects.filter(page_links__isnull=False).order_by().values("pk")


class TerritoryState(models.TextChoices):
    """Choices of the « État » filter of the list."""

    WITH_CONTENT = "contenu", "Avec du contenu"
    GONE = "disparus", "Disparus"
    BY_HAND = "a-la-main", "Ajoutés à la main"


class TerritoryFilterSet(WagtailFilterSet):
    """Filters of the list of territories."""

    state = ChoiceFilter(label="État", choices=TerritoryState.choices, method="filter_state")

    class Meta:
        model = Territory
        fields = ["state", "in_programme", "cohort", "kind"]

    def filter_state(
        self, queryset: QuerySet[Territory], name: str, value: str
    ) -> QuerySet[Territory]:
        match value:
            case TerritoryState.WITH_CONTENT:
                return queryset.filter(pk__in=with_content())
            case TerritoryState.GONE:
                return queryset.exclude(dissolved_in="")
            case _:
                return queryset.filter(edition="")


class TerritoryViewSet(FindableViewSet):
    model = Territory
    icon = "globe"
    menu_label = "Territoires"
    menu_name = "territories"
    ordering = ["rank", "slug", "code"]
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
        Column("state", label="État", accessor=describe_state),
    ]
    filterset_class = TerritoryFilterSet
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
        "cohort",
        "joined_on",
        "left_on",
        "project",
        "presentation",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Territory]:
        """Return the territories: the pilots first, then those with content, then the others."""
        rank = Case(
            When(in_programme=True, then=Value(0)),
            When(pk__in=with_content(), then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return Territory.objects.select_related("parent", "successor").annotate(rank=rank)

    def find(self, queryset: QuerySet[Territory], query: str) -> QuerySet[Territory]:
        return find_territories(queryset, query)

    def resolve(self, words: str) -> list[Territory]:
        """Return the territories that the name surely is, else those that may be meant.

        A text with a typing error chooses nothing.
        """
        likely = (match.territory for match in search(words, MAX_CANDIDATES) if not match.is_guess)
        return resolve(words) or list(likely)


class TerritoriesGroup(SnippetViewSetGroup):
    menu_label = "Territoires"
    menu_name = "territories_menu"
    menu_icon = "globe"
    menu_order = 60
    items = (TerritoryViewSet, CohortViewSet)
